package io.tongqiao.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.journal.DeliveryQueries;
import io.tongqiao.journal.Journal;
import io.tongqiao.journal.StoredDelivery;
import io.tongqiao.journal.StoredMessage;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** How a delivery is shown. */
@Component
class DeliveryViews {

  private final DeliveryQueries queries;
  private final Journal journal;
  private final TransactionOperations transactions;
  private final JsonMapper json;

  DeliveryViews(
      DeliveryQueries queries,
      Journal journal,
      TransactionOperations transactions,
      JsonMapper json) {
    this.queries = queries;
    this.journal = journal;
    this.transactions = transactions;
    this.json = json;
  }

  /** A delivery with its receipts and versions; no payloads. */
  Optional<ObjectNode> delivery(long id) {
    return queries
        .find(id)
        .flatMap(d -> journal.message(d.messageId()).map(message -> delivery(d, message)));
  }

  private ObjectNode delivery(StoredDelivery delivery, StoredMessage message) {
    ObjectNode answer = line(json.createObjectNode(), delivery);
    answer
        .put("source", message.source())
        .put("sourceMessageId", message.sourceId())
        .put("event", message.event())
        .put("acceptedAt", message.acceptedAt().toString())
        .put("version", delivery.version())
        .put("receiptNo", delivery.receiptNo())
        .put("level", delivery.level())
        .put("millis", delivery.millis());
    ArrayNode lossy = answer.putArray("lossy");
    delivery.lossy().lines().forEach(lossy::add);
    ArrayNode receipts = answer.putArray("receipts");
    queries.receipts(message).stream()
        .filter(r -> r.issuer().equals(delivery.system()))
        .forEach(
            r ->
                receipts
                    .addObject()
                    .put("level", r.level().name())
                    .put("outcome", r.outcome().name())
                    .put("receiptNo", r.receiptNo())
                    .put("code", r.code())
                    .put("detail", r.detail())
                    .put("time", r.givenAt().toString()));
    ArrayNode versions = answer.putArray("versions");
    queries
        .versions(delivery.id())
        .forEach(
            v ->
                versions
                    .addObject()
                    .put("version", v.version())
                    .put("actor", v.actor())
                    .put("reason", v.reason())
                    .put("time", v.at().toString()));
    return answer;
  }

  /** What is said of a delivery wherever one is listed. */
  static ObjectNode line(ObjectNode json, StoredDelivery delivery) {
    json.put("deliveryId", delivery.id())
        .put("messageId", delivery.messageId())
        .put("system", delivery.system())
        .put("caseNo", delivery.caseNo())
        .put("operation", delivery.operation())
        .put("state", delivery.state().name())
        .put("attempts", delivery.attempts())
        .put("code", delivery.code())
        .put("cause", delivery.cause())
        .put("changedAt", delivery.changedAt().toString());
    delivery.nextAttemptAt().ifPresent(at -> json.put("nextAttemptAt", at.toString()));
    return json;
  }

  /**
   * The message as it goes out now, and what went over the wire at the last attempt. The look is
   * audited in the same transaction.
   */
  Optional<ObjectNode> texts(long id, String actor) {
    return transactions.execute(status -> queries.find(id).map(d -> texts(d, actor)));
  }

  private ObjectNode texts(StoredDelivery delivery, String actor) {
    String object =
        "delivery " + delivery.id() + " of " + delivery.messageId() + " to " + delivery.system();
    journal.audit(actor, "delivery.texts", object, "");
    ObjectNode answer =
        json.createObjectNode().put("deliveryId", delivery.id()).put("version", delivery.version());
    queries.body(delivery.id()).ifPresent(body -> answer.set("message", read(body)));
    DeliveryQueries.Texts texts = queries.texts(delivery.id()).orElseThrow();
    texts.request().ifPresent(text -> answer.put("request", text));
    texts.response().ifPresent(text -> answer.put("response", text));
    return answer;
  }

  private JsonNode read(String text) {
    try {
      return json.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("the journal holds a text that is not JSON", e);
    }
  }
}
