package io.tongqiao.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tongqiao.console.CaseSheet.Lane;
import io.tongqiao.console.CaseSheet.Material;
import io.tongqiao.console.people.Operator;
import io.tongqiao.console.people.Scope;
import io.tongqiao.journal.CaseFile;
import io.tongqiao.journal.CaseHistory;
import io.tongqiao.journal.CaseHistory.Accepted;
import io.tongqiao.journal.CaseJournal;
import io.tongqiao.journal.DeliveryQueries;
import io.tongqiao.journal.StoredDelivery;
import io.tongqiao.prerequisite.PullQueries;
import io.tongqiao.schema.CaseState;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Puts together all that is known of a case, for API and page. */
@Component
public class CaseSheets {

  private final CaseJournal cases;
  private final CaseHistory history;
  private final DeliveryQueries deliveries;
  private final CaseTimeline timeline;
  private final PullQueries pulls;
  private final JsonMapper json;

  CaseSheets(
      CaseJournal cases,
      CaseHistory history,
      DeliveryQueries deliveries,
      CaseTimeline timeline,
      PullQueries pulls,
      JsonMapper json) {
    this.cases = cases;
    this.history = history;
    this.deliveries = deliveries;
    this.timeline = timeline;
    this.pulls = pulls;
    this.json = json;
  }

  /** A case, if there is one that whoever is signed in may see. */
  public Optional<CaseSheet> sheet(String caseNo) {
    Scope scope = Operator.current().scope();
    Optional<String> head = cases.head(caseNo);
    if (head.isEmpty()) {
      return Optional.empty();
    }
    List<StoredDelivery> seen =
        deliveries.ofCase(caseNo).stream().filter(d -> scope.includes(d.system())).toList();
    Set<Long> told = seen.stream().map(StoredDelivery::seq).collect(Collectors.toSet());
    List<Accepted> messages =
        history.messages(caseNo).stream()
            .filter(m -> scope.includes(m.source()) || told.contains(m.seq()))
            .toList();
    if (messages.isEmpty() && !scope.isAll()) {
      return Optional.empty();
    }
    JsonNode known = read(head.get());
    List<CaseJournal.CaseThread> threads = cases.threads(caseNo);
    return Optional.of(
        new CaseSheet(
            caseNo,
            state(threads),
            known.at("/item/implCode").asText(),
            known.at("/item/name").asText(),
            Masked.name(known.at("/party/name").asText()),
            Masked.number(known.at("/party/idNumber").asText()),
            threads.stream()
                .filter(t -> !t.thread().equals(CaseFile.CASE_THREAD))
                .filter(t -> scope.includes(t.thread()))
                .map(t -> new CaseSheet.Progress(t.thread(), t.state()))
                .toList(),
            lanes(seen),
            scope.isAll() ? materials(caseNo) : List.of(),
            timeline.entries(caseNo, messages, seen, scope)));
  }

  private static CaseState state(List<CaseJournal.CaseThread> threads) {
    return threads.stream()
        .filter(t -> t.thread().equals(CaseFile.CASE_THREAD))
        .map(CaseJournal.CaseThread::state)
        .findFirst()
        .orElse(CaseState.DRAFT);
  }

  private static List<Lane> lanes(List<StoredDelivery> deliveries) {
    Map<String, List<StoredDelivery>> bySystem =
        deliveries.stream()
            .collect(
                Collectors.groupingBy(StoredDelivery::system, TreeMap::new, Collectors.toList()));
    List<Lane> lanes = new ArrayList<>();
    bySystem.forEach(
        (system, all) -> {
          List<StoredDelivery> open = all.stream().filter(d -> !d.state().done()).toList();
          StoredDelivery first = open.isEmpty() ? all.get(all.size() - 1) : open.get(0);
          lanes.add(
              new Lane(
                  system,
                  first.state(),
                  open.size(),
                  all.size(),
                  first.id(),
                  first.changedAt(),
                  first.nextAttemptAt(),
                  open.isEmpty() ? "" : Masked.personal(first.cause())));
        });
    return lanes;
  }

  private List<Material> materials(String caseNo) {
    List<Material> materials = new ArrayList<>();
    for (JsonNode one : pulls.materials(caseNo)) {
      materials.add(
          new Material(
              one.path("code").asText(),
              one.path("name").asText(),
              one.path("outcome").asText(),
              one.path("system").asText()));
    }
    return materials;
  }

  private JsonNode read(String text) {
    try {
      return json.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("the journal holds a text that is not JSON", e);
    }
  }
}
