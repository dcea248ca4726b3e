package io.tongqiao.supervision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.journal.CaseFile;
import io.tongqiao.journal.Journal;
import io.tongqiao.relay.Consequence;
import io.tongqiao.schema.CaseMessage;
import io.tongqiao.schema.EventType;
import io.tongqiao.schema.Finding;
import io.tongqiao.schema.Problem;
import io.tongqiao.supervision.RestrictionJournal.Restriction;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * 限制审批: restrictions are kept by the party's document, and an application of a restricted party is
 * marked, or refused, as the site has set.
 */
@Component
class Restrictions implements Consequence {

  private static final String PARTY = "/data/case/party";

  private final RestrictionJournal restrictions;
  private final Journal journal;
  private final SupervisionSettings settings;
  private final Clock clock;

  Restrictions(
      RestrictionJournal restrictions, Journal journal, SupervisionSettings settings, Clock clock) {
    this.restrictions = restrictions;
    this.journal = journal;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public Optional<Problem> follow(CaseMessage message, ObjectNode completed, CaseFile file) {
    if (completed.at(PARTY) instanceof ObjectNode party) {
      // who is restricted is for the supervising systems to say
      party.remove("restrictions");
    }
    return switch (message.event()) {
      case APPLY -> apply(completed);
      case PARTY_RESTRICTED, PARTY_RELEASED -> told(message, completed);
      default -> Optional.empty();
    };
  }

  @Override
  public List<Finding> doubts(CaseMessage message, ObjectNode completed) {
    List<Finding> doubts = new ArrayList<>();
    for (JsonNode restriction : completed.at(PARTY).path("restrictions")) {
      doubts.add(finding(restriction.path("system").asText(), restriction.path("basis").asText()));
    }
    return doubts;
  }

  private static Finding finding(String system, String basis) {
    String told = "申请者被限制审批，限制方 " + system + "，依据：" + basis;
    return new Finding(PARTY, told, "请向限制方核实；限制解除后由其报送解除限制，再行受理");
  }

  private Optional<Problem> apply(ObjectNode completed) {
    if (!(completed.at(PARTY) instanceof ObjectNode party)) {
      return Optional.empty();
    }
    List<Restriction> standing =
        restrictions.standing(
            party.path("idType").asText(), party.path("idNumber").asText(), today());
    if (standing.isEmpty()) {
      return Optional.empty();
    }
    if (settings.restrictions() == SupervisionSettings.Policy.REFUSE) {
      List<Finding> why = standing.stream().map(r -> finding(r.system(), r.basis())).toList();
      return Optional.of(Problem.of(Problem.Kind.FORBIDDEN, "申请者被限制审批，不予接收申请", why));
    }
    standing.forEach(restriction -> party.withArray("restrictions").add(json(party, restriction)));
    return Optional.empty();
  }

  private static ObjectNode json(ObjectNode party, Restriction restriction) {
    ObjectNode json = party.objectNode().put("system", restriction.system());
    json.put("basis", restriction.basis()).put("since", restriction.since().toString());
    restriction.until().ifPresent(day -> json.put("until", day.toString()));
    return json;
  }

  private Optional<Problem> told(CaseMessage message, ObjectNode completed) {
    ObjectNode restriction = completed.withObject("/data/restriction");
    JsonNode theCase = completed.at(PARTY);
    JsonNode party = restriction.has("party") ? restriction.get("party") : theCase;
    if (!party.has("idNumber")) {
      String told = "办件 " + message.caseNo() + " 没有申请者证件，不知道限制谁";
      var finding = new Finding("/data/restriction/party", told, "请填写被限制主体的名称和证件");
      return Optional.of(Problem.of(Problem.Kind.INVALID, told, List.of(finding)));
    }
    ObjectNode named = completed.objectNode();
    List.of("name", "idType", "idNumber").forEach(field -> named.set(field, party.get(field)));
    restriction.set("party", named);
    String idType = named.path("idType").asText();
    String idNumber = named.path("idNumber").asText();
    String number = restriction.path("number").asText();
    if (message.event() == EventType.PARTY_RESTRICTED) {
      restrictions.keep(
          new Restriction(
              idType,
              idNumber,
              message.source(),
              number,
              restriction.path("basis").asText(),
              date(restriction, "since").orElse(today()),
              date(restriction, "until")),
          message.caseNo());
      return Optional.empty();
    }
    int ended = restrictions.release(idType, idNumber, message.source(), number, clock.instant());
    if (ended == 0) {
      journal.audit(message.source(), "restriction.unknown", message.caseNo(), "解除了一项没有登记过的限制审批");
    }
    return Optional.empty();
  }

  private static Optional<LocalDate> date(JsonNode restriction, String field) {
    return Optional.of(restriction.path(field).asText())
        .filter(text -> !text.isEmpty())
        .map(LocalDate::parse);
  }

  private LocalDate today() {
    return clock.instant().atOffset(Envelopes.LOCAL).toLocalDate();
  }
}
