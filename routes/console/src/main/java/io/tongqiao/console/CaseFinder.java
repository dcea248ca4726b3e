package io.tongqiao.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tongqiao.console.people.Operator;
import io.tongqiao.console.people.Scope;
import io.tongqiao.journal.CaseHistory;
import io.tongqiao.journal.CaseHistory.Lights;
import io.tongqiao.journal.CaseSearch;
import io.tongqiao.journal.CaseSearch.Filter;
import io.tongqiao.journal.CaseSearch.Found;
import io.tongqiao.journal.Journal;
import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.schema.CaseState;
import io.tongqiao.schema.Finding;
import io.tongqiao.schema.Items;
import io.tongqiao.schema.Problem;
import io.tongqiao.schema.Problem.Kind;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Finds cases, for API and page. A search by applicant is audited, with the applicant masked. */
@Component
public class CaseFinder {

  /** What a person should see of a lane first. */
  private static final List<State> WORST =
      List.of(
          State.PARKED,
          State.WAITING,
          State.READY,
          State.BACKLOG,
          State.RETURNED,
          State.SKIPPED,
          State.DELIVERED);

  private static final String CODE = "\\d{12}|[0-9A-Z]{31}";

  private final CaseSearch search;
  private final CaseHistory history;
  private final SystemDirectory directory;
  private final Items items;
  private final Journal journal;
  private final JsonMapper json;

  CaseFinder(
      CaseSearch search,
      CaseHistory history,
      SystemDirectory directory,
      Items items,
      Journal journal,
      JsonMapper json) {
    this.search = search;
    this.history = history;
    this.directory = directory;
    this.items = items;
    this.journal = journal;
    this.json = json;
  }

  /**
   * Some of the cases, the newest first.
   *
   * @param next where it goes on; empty when there are no others
   */
  public record Page(List<CaseLine> cases, Optional<Long> next) {}

  /**
   * A page of the cases that whoever is signed in may see.
   *
   * @throws RefusedException when there is no such system or item
   */
  public Page find(CaseQuery query) {
    Scope scope = Operator.current().scope();
    if (!query.system().isEmpty()) {
      directory.check(query.system());
    }
    var filter =
        new Filter(
            query.caseNo(),
            query.applicant(),
            query.item().isEmpty() ? "" : item(query.item()),
            query.states().stream().map(CaseState::name).collect(Collectors.toSet()),
            systems(query.system(), scope),
            query.lanes(),
            query.from(),
            query.to());
    CaseSearch.Page page = search.page(filter, query.below().orElse(Long.MAX_VALUE), query.limit());
    if (!query.applicant().isEmpty()) {
      journal.audit(
          Operator.current().name(),
          "case.search",
          "applicant " + masked(query.applicant()),
          "找到 " + page.cases().size() + " 件");
    }
    return new Page(lines(page.cases(), scope), page.next());
  }

  private static Set<String> systems(String system, Scope scope) {
    if (!system.isEmpty()) {
      return Set.of(system);
    }
    return scope.isAll() ? Set.of() : scope.systems();
  }

  private static String masked(String applicant) {
    return applicant.matches("[0-9A-Za-z-]+") ? Masked.number(applicant) : Masked.name(applicant);
  }

  private String item(String asked) {
    if (asked.matches(CODE)) {
      return asked;
    }
    List<String> codes =
        items.all().stream()
            .filter(item -> item.name().equals(asked))
            .map(Items.Item::implCode)
            .toList();
    if (codes.size() != 1) {
      var finding =
          new Finding("/item", "没有名为“" + asked + "”的事项，或不止一个", "写 12 位基本编码或 31 位实施编码，或从列表中选事项全称");
      throw new RefusedException(
          Problem.of(Kind.UNKNOWN_ITEM, finding.message() + "。" + finding.fix(), List.of(finding)));
    }
    return codes.get(0);
  }

  private List<CaseLine> lines(List<Found> found, Scope scope) {
    if (found.isEmpty()) {
      return List.of();
    }
    List<String> caseNos = found.stream().map(Found::caseNo).toList();
    Map<String, String> heads = history.heads(caseNos);
    Map<String, List<CaseLine.Light>> lights = lights(history.lights(caseNos), scope);
    List<CaseLine> lines = new ArrayList<>();
    for (Found one : found) {
      JsonNode head = read(heads.getOrDefault(one.caseNo(), "{}"));
      lines.add(
          new CaseLine(
              one.caseNo(),
              CaseState.valueOf(one.state()),
              one.openedAt(),
              head.at("/item/implCode").asText(),
              head.at("/item/name").asText(),
              Masked.name(head.at("/party/name").asText()),
              Masked.number(head.at("/party/idNumber").asText()),
              lights.getOrDefault(one.caseNo(), List.of())));
    }
    return lines;
  }

  private static Map<String, List<CaseLine.Light>> lights(List<Lights> all, Scope scope) {
    Map<String, Map<String, CaseLine.Light>> worst = new LinkedHashMap<>();
    for (Lights one : all) {
      if (scope.includes(one.system())) {
        worst
            .computeIfAbsent(one.caseNo(), c -> new LinkedHashMap<>())
            .merge(
                one.system(),
                new CaseLine.Light(one.system(), one.state(), one.count()),
                (a, b) -> rank(a.state()) <= rank(b.state()) ? a : b);
      }
    }
    return worst.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                e ->
                    e.getValue().values().stream()
                        .sorted(Comparator.comparing(light -> rank(light.state())))
                        .toList()));
  }

  private static int rank(State state) {
    return WORST.indexOf(state);
  }

  /** The states that a lane is searched by. */
  public static Set<State> laneStates() {
    return EnumSet.complementOf(EnumSet.of(State.DELIVERED));
  }

  private JsonNode read(String text) {
    try {
      return json.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("the journal holds a text that is not JSON", e);
    }
  }
}
