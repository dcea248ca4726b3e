package io.tongqiao.relay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.journal.CaseFile;
import io.tongqiao.journal.DeliveryJournal;
import io.tongqiao.journal.DeliveryQueries;
import io.tongqiao.journal.Journal;
import io.tongqiao.journal.StoredDelivery;
import io.tongqiao.journal.StoredMessage;
import io.tongqiao.schema.CaseMessage;
import io.tongqiao.schema.EventType;
import io.tongqiao.schema.Finding;
import io.tongqiao.schema.Problem;
import io.tongqiao.schema.Problem.Kind;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * 数据退回: a system rejects what it said yes to before, by a callback or a feedback table. The
 * delivery is found and parked, and the message goes on to whoever sent what was rejected.
 */
@Component
class LaterRejections implements Consequence {

  private final DeliveryQueries queries;
  private final DeliveryJournal deliveries;
  private final Journal journal;

  LaterRejections(DeliveryQueries queries, DeliveryJournal deliveries, Journal journal) {
    this.queries = queries;
    this.deliveries = deliveries;
    this.journal = journal;
  }

  /**
   * Parks the delivery that is rejected and addresses the message to the sender.
   *
   * @param completed its target and the sender's own number are filled in
   * @return why it cannot be: nothing of the case was delivered to this system
   */
  @Override
  public Optional<Problem> follow(CaseMessage rejection, ObjectNode completed, CaseFile file) {
    if (rejection.event() != EventType.DATA_REJECTED) {
      return Optional.empty();
    }
    JsonNode feedback = rejection.data().path("feedback");
    Optional<StoredDelivery> found = find(rejection, feedback);
    if (found.isEmpty()) {
      String told = "办件 " + rejection.caseNo() + " 没有贵系统可以退回的报文";
      var finding = new Finding("/data/feedback", told, "核对 messageId、receiptNo 和办件编号");
      return Optional.of(Problem.of(Kind.INVALID, told, List.of(finding)));
    }
    StoredDelivery delivery = found.get();
    StoredMessage rejected = journal.message(delivery.messageId()).orElseThrow();
    // what a person has returned already is done; its message goes to the sender all the same
    if (delivery.state() != StoredDelivery.State.RETURNED) {
      deliveries.rejectLater(
          delivery, feedback.path("code").asText(""), feedback.path("reason").asText(""));
    }
    completed.put("target", rejected.source());
    completed
        .withObject("/data/feedback")
        .put("messageId", rejected.id())
        .put("sourceMessageId", rejected.sourceId());
    file.occupy(rejection.source());
    return Optional.empty();
  }

  /** By our id of the message, else by their receipt number, else what they took last. */
  private Optional<StoredDelivery> find(CaseMessage rejection, JsonNode feedback) {
    String messageId = feedback.path("messageId").asText("");
    String receiptNo = feedback.path("receiptNo").asText("");
    Stream<StoredDelivery> taken =
        queries.ofCase(rejection.caseNo()).stream()
            .filter(d -> d.system().equals(rejection.source()) && d.attempts() > 0);
    if (!messageId.isEmpty()) {
      return taken.filter(d -> d.messageId().equals(messageId)).findFirst();
    }
    if (!receiptNo.isEmpty()) {
      return taken.filter(d -> d.receiptNo().equals(receiptNo)).findFirst();
    }
    return taken
        .filter(d -> d.state() == StoredDelivery.State.DELIVERED)
        .max(Comparator.comparingLong(StoredDelivery::seq));
  }
}
