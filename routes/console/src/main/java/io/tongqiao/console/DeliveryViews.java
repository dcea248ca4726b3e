package io.tongqiao.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.console.people.Operator;
import io.tongqiao.dialect.Catalogue;
import io.tongqiao.journal.DeliveryQueries;
import io.tongqiao.journal.Journal;
import io.tongqiao.journal.StoredDelivery;
import io.tongqiao.journal.StoredMessage;
import io.tongqiao.relay.Instruction;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** How a delivery is shown. */
@Component
public class DeliveryViews {

  private final DeliveryQueries queries;
  private final Journal journal;
  private final Catalogue catalogue;
  private final TransactionOperations transactions;
  private final JsonMapper json;

  DeliveryViews(
      DeliveryQueries queries,
      Journal journal,
      Catalogue catalogue,
      TransactionOperations transactions,
      JsonMapper json) {
    this.queries = queries;
    this.journal = journal;
    this.catalogue = catalogue;
    this.transactions = transactions;
    this.json = json;
  }

  /** A delivery with its receipts and versions, if whoever asks may see it; no payloads. */
  public Optional<ObjectNode> delivery(long id) {
    return queries
        .find(id)
        .filter(d -> Operator.current().scope().includes(d.system()))
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
                    .put("detail", Masked.personal(r.detail()))
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
        .put("cause", Masked.personal(delivery.cause()))
        .put("changedAt", delivery.changedAt().toString());
    delivery.nextAttemptAt().ifPresent(at -> json.put("nextAttemptAt", at.toString()));
    return json;
  }

  /**
   * The message as it goes out now, and what went over the wire at the last attempt, with all that
   * is personal masked. The look is audited in the same transaction.
   */
  public Optional<ObjectNode> texts(long id, String actor) {
    return audited(id, new Instruction(actor, ""), "delivery.texts", true);
  }

  /** The same as it is. */
  public Optional<ObjectNode> unmasked(long id, Instruction by) {
    return audited(id, by, "delivery.unmask", false);
  }

  private Optional<ObjectNode> audited(long id, Instruction by, String act, boolean masked) {
    return transactions.execute(
        status ->
            queries
                .find(id)
                .map(
                    delivery -> {
                      journal.audit(by.actor(), act, told(delivery), by.reason());
                      return texts(delivery, masked);
                    }));
  }

  private static String told(StoredDelivery delivery) {
    return "delivery " + delivery.id() + " of " + delivery.messageId() + " to " + delivery.system();
  }

  private ObjectNode texts(StoredDelivery delivery, boolean masked) {
    ObjectNode answer =
        json.createObjectNode()
            .put("deliveryId", delivery.id())
            .put("version", delivery.version())
            .put("masked", masked);
    Optional<JsonNode> message = queries.body(delivery.id()).map(this::read);
    var mask = MaskedTexts.of(message);
    message.ifPresent(body -> answer.set("message", masked ? mask.tree(body) : body));
    Charset charset = charset(delivery.system());
    DeliveryQueries.Texts texts = queries.texts(delivery.id()).orElseThrow();
    texts
        .request()
        .ifPresent(text -> answer.put("request", masked ? mask.text(text, charset) : text));
    texts
        .response()
        .ifPresent(text -> answer.put("response", masked ? mask.text(text, charset) : text));
    return answer;
  }

  private Charset charset(String system) {
    return catalogue
        .find(system)
        .map(dialect -> Charset.forName(dialect.descriptor().charset()))
        .orElse(StandardCharsets.UTF_8);
  }

  private JsonNode read(String text) {
    try {
      return json.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("the journal holds a text that is not JSON", e);
    }
  }
}
