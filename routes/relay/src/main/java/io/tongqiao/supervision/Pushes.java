package io.tongqiao.supervision;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.dialect.Catalogue;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.journal.Journal;
import io.tongqiao.journal.StoredMessage;
import io.tongqiao.prerequisite.FoundDocuments;
import io.tongqiao.relay.Sequel;
import io.tongqiao.schema.CaseMessage;
import io.tongqiao.schema.EventType;
import io.tongqiao.schema.Items;
import io.tongqiao.schema.WorkCalendar;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * 审管推送: when a case is granted, all its materials and steps, the result and the certificate follow
 * in one message for those who supervise its item. Its number comes of the message that granted the
 * case, so that one grant is pushed once.
 */
@Component
class Pushes implements Sequel {

  private static final LocalTime END_OF_DAY = LocalTime.of(23, 59, 59);

  /** What is told of the decision itself, as it was told. */
  private static final List<String> DECISION =
      List.of("handler", "result", "certificate", "tolerances");

  private final Journal journal;
  private final FoundDocuments found;
  private final PushJournal pushes;
  private final Catalogue catalogue;
  private final Items items;
  private final WorkCalendar calendar;
  private final Departments departments;
  private final SupervisionSettings settings;
  private final JsonMapper json;

  Pushes(
      Journal journal,
      FoundDocuments found,
      PushJournal pushes,
      Catalogue catalogue,
      Items items,
      WorkCalendar calendar,
      Departments departments,
      SupervisionSettings settings,
      JsonMapper json) {
    this.journal = journal;
    this.found = found;
    this.pushes = pushes;
    this.catalogue = catalogue;
    this.items = items;
    this.calendar = calendar;
    this.departments = departments;
    this.settings = settings;
    this.json = json;
  }

  @Override
  public boolean follows(CaseMessage message) {
    EventType event = message.event();
    return (event == EventType.APPROVED || event == EventType.APPROVED_TOLERANCE)
        && decides(message.source());
  }

  @Override
  public ObjectNode after(StoredMessage granted) {
    String id = "push-" + granted.id();
    String push = CaseMessage.messageId(Catalogue.SELF, id);
    Instant now = granted.acceptedAt();
    Instant due = due(now);
    JsonNode data = read(granted.body()).path("data");
    ObjectNode envelope = Envelopes.of(EventType.SUPERVISION_PUSH, id, granted.caseNo(), now);
    ObjectNode told = envelope.withObject("/data");
    for (String part : DECISION) {
      if (data.has(part)) {
        told.set(part, data.get(part));
      }
    }
    ObjectNode block = told.putObject("push");
    block.put("push", push).put("decision", granted.id()).put("dueTime", Envelopes.time(due));
    for (String code : supervising(data.path("case").path("item"))) {
      String name = departments.name(code);
      pushes.add(new PushJournal.Push(push, code, name, granted.caseNo(), now, due));
      block.withArray("departments").add(Departments.json(code, name));
    }
    Dossier dossier = dossier(granted.caseNo());
    dossier.steps().forEach(block.withArray("steps")::add);
    dossier.materials().forEach(told.withArray("materials")::add);
    block.put("complete", dossier.isComplete());
    return envelope;
  }

  private Dossier dossier(String caseNo) {
    var dossier = new Dossier();
    for (StoredMessage message : journal.messages(caseNo)) {
      if (decides(message.source())) {
        dossier.add(message.source(), message.event(), read(message.body()).path("data"));
      }
    }
    found.ofCase(caseNo).forEach(dossier::pulled);
    return dossier;
  }

  /** Another system's own progress is not the case's. */
  private boolean decides(String source) {
    return catalogue.progress(source) == Descriptor.Progress.CASE;
  }

  /** An item that has gone from the catalogue since is supervised by its guiding department. */
  private List<String> supervising(JsonNode item) {
    String code = item.path("implCode").asText();
    return items.find(code).map(Items.Item::supervision).orElse(List.of(code.substring(23, 25)));
  }

  /** The end of the last of the working days. */
  private Instant due(Instant pushed) {
    LocalDate day = pushed.atOffset(Envelopes.LOCAL).toLocalDate();
    return calendar
        .after(day, settings.supervision().claimDays())
        .atTime(END_OF_DAY)
        .toInstant(Envelopes.LOCAL);
  }

  private JsonNode read(String text) {
    try {
      return json.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("the journal holds a text that is not JSON", e);
    }
  }
}
