package io.tongqiao.door;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.journal.CaseFile;
import io.tongqiao.journal.CaseJournal;
import io.tongqiao.journal.DeliveryQueries;
import io.tongqiao.journal.Journal;
import io.tongqiao.journal.StoredDelivery;
import io.tongqiao.journal.StoredMessage;
import io.tongqiao.prerequisite.PullQueries;
import io.tongqiao.relay.CaseAccess;
import io.tongqiao.schema.CaseState;
import io.tongqiao.schema.EventType;
import io.tongqiao.supervision.PushQueries;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * What may be asked of the journal: a case's way over all systems, and a message with its
 * deliveries. No payloads and no personal data. A system sees the cases it takes part in; the
 * bureau's own (tier county) see all.
 */
@Component
class CaseQueries {

  private record Entry(Instant at, ObjectNode json) {}

  private final Journal journal;
  private final CaseJournal cases;
  private final DeliveryQueries deliveries;
  private final CaseAccess access;
  private final PullQueries pulls;
  private final PushQueries pushes;
  private final JsonMapper json;

  CaseQueries(
      Journal journal,
      CaseJournal cases,
      DeliveryQueries deliveries,
      CaseAccess access,
      PullQueries pulls,
      PushQueries pushes,
      JsonMapper json) {
    this.journal = journal;
    this.cases = cases;
    this.deliveries = deliveries;
    this.access = access;
    this.pulls = pulls;
    this.pushes = pushes;
    this.json = json;
  }

  /** A case's timeline, if there is such a case and the asker may see it. */
  Optional<ObjectNode> theCase(String asker, String caseNo) {
    List<StoredMessage> messages =
        access.maySee(asker, caseNo) ? journal.messages(caseNo) : List.of();
    if (messages.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode answer = json.createObjectNode();
    answer.put("caseNo", caseNo);
    ArrayNode threads = json.createArrayNode();
    for (CaseJournal.CaseThread thread : cases.threads(caseNo)) {
      if (thread.thread().equals(CaseFile.CASE_THREAD)) {
        answer.put("state", thread.state().name()).put("stateName", thread.state().zh());
      }
      threads
          .addObject()
          .put("thread", thread.thread())
          .put("state", thread.state().name())
          .put("stateName", thread.state().zh());
    }
    if (!answer.has("state")) {
      answer.put("state", CaseState.DRAFT.name()).put("stateName", CaseState.DRAFT.zh());
    }
    JsonNode item = read(cases.head(caseNo).orElse("{}")).path("item");
    answer
        .putObject("item")
        .put("implCode", item.path("implCode").asText())
        .put("name", item.path("name").asText());
    answer.set("threads", threads);
    ArrayNode materials = pulls.materials(caseNo);
    if (!materials.isEmpty()) {
      answer.set("prerequisites", materials);
    }
    ArrayNode pushed = pushes.ofCase(caseNo);
    if (!pushed.isEmpty()) {
      answer.set("supervision", pushed);
    }
    ArrayNode timeline = answer.putArray("timeline");
    timeline(messages, deliveries.ofCase(caseNo)).forEach(e -> timeline.add(e.json));
    return Optional.of(answer);
  }

  private static List<Entry> timeline(List<StoredMessage> messages, List<StoredDelivery> copies) {
    Map<String, StoredMessage> byId =
        messages.stream().collect(Collectors.toMap(StoredMessage::id, Function.identity()));
    var entries = new ArrayList<Entry>();
    for (StoredMessage message : messages) {
      ObjectNode entry = event(message, message.acceptedAt(), "message", message.source(), "in");
      entries.add(new Entry(message.acceptedAt(), entry.put("state", "ACCEPTED")));
    }
    for (StoredDelivery copy : copies) {
      ObjectNode entry =
          event(byId.get(copy.messageId()), copy.changedAt(), "delivery", copy.system(), "out");
      entry.put("state", copy.state().name()).put("receiptNo", copy.receiptNo());
      level(entry, copy);
      entry
          .put("detail", copy.cause())
          .put("millis", copy.millis())
          .put("attempts", copy.attempts());
      entries.add(new Entry(copy.changedAt(), entry));
    }
    entries.sort(Comparator.comparing(Entry::at));
    return entries;
  }

  private static ObjectNode event(
      StoredMessage message, Instant at, String kind, String system, String direction) {
    EventType event = EventType.valueOf(message.event());
    return new ObjectNode(com.fasterxml.jackson.databind.node.JsonNodeFactory.instance)
        .put("at", at.toString())
        .put("kind", kind)
        .put("messageId", message.id())
        .put("event", message.event())
        .put("eventName", event.zh())
        .put("system", system)
        .put("direction", direction);
  }

  /** A message with its deliveries, if there is one and the asker may see it. */
  Optional<ObjectNode> message(String asker, String id) {
    return journal.message(id).filter(m -> access.maySee(asker, m.caseNo())).map(this::json);
  }

  private ObjectNode json(StoredMessage message) {
    ObjectNode answer = json.createObjectNode();
    answer
        .put("messageId", message.id())
        .put("source", message.source())
        .put("sourceMessageId", message.sourceId());
    answer.put("event", message.event()).put("caseNo", message.caseNo());
    answer.put("acceptedAt", message.acceptedAt().toString()).put("door", message.door());
    List<StoredDelivery> ofMessage = deliveries.ofMessage(message);
    boolean settled = ofMessage.stream().allMatch(d -> d.state().done());
    answer.put("state", settled ? "SETTLED" : "ACCEPTED");
    answer.set("receipt", read(message.receipt()));
    ArrayNode list = answer.putArray("deliveries");
    ofMessage.forEach(d -> list.add(json(d)));
    ArrayNode receipts = answer.putArray("receipts");
    for (DeliveryQueries.GivenReceipt receipt : deliveries.receipts(message)) {
      receipts
          .addObject()
          .put("issuer", receipt.issuer())
          .put("level", receipt.level().name())
          .put("outcome", receipt.outcome().name())
          .put("receiptNo", receipt.receiptNo())
          .put("code", receipt.code())
          .put("detail", receipt.detail())
          .put("time", receipt.givenAt().toString());
    }
    return answer;
  }

  private ObjectNode json(StoredDelivery delivery) {
    ObjectNode answer = json.createObjectNode();
    answer
        .put("system", delivery.system())
        .put("operation", delivery.operation())
        .put("state", delivery.state().name());
    answer.put("attempts", delivery.attempts()).put("receiptNo", delivery.receiptNo());
    level(answer, delivery);
    answer
        .put("code", delivery.code())
        .put("cause", delivery.cause())
        .put("millis", delivery.millis());
    ArrayNode lossy = answer.putArray("lossy");
    delivery.lossy().lines().forEach(lossy::add);
    answer.put("createdAt", delivery.createdAt().toString());
    if (delivery.state() == StoredDelivery.State.DELIVERED) {
      answer.put("settledAt", delivery.changedAt().toString());
    }
    delivery.nextAttemptAt().ifPresent(at -> answer.put("nextAttemptAt", at.toString()));
    return answer;
  }

  /** A delivery that nobody has answered yet has no level. */
  private static void level(ObjectNode json, StoredDelivery delivery) {
    if (!delivery.level().isEmpty()) {
      json.put("level", delivery.level());
    }
  }

  private JsonNode read(String text) {
    try {
      return json.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("the journal holds a text that is not JSON", e);
    }
  }
}
