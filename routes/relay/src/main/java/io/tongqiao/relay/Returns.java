package io.tongqiao.relay;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.journal.CaseJournal;
import io.tongqiao.journal.Copy;
import io.tongqiao.journal.DeliveryQueries;
import io.tongqiao.journal.Journal;
import io.tongqiao.journal.StoredDelivery;
import io.tongqiao.journal.StoredMessage;
import io.tongqiao.relay.Acceptance.Arrival;
import io.tongqiao.schema.CaseMessage;
import io.tongqiao.schema.EventType;
import io.tongqiao.schema.Finding;
import io.tongqiao.schema.Problem;
import io.tongqiao.schema.Problem.Kind;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Tells a sender, by a message from the system that did not take it, what was returned to it. */
@Component
class Returns {

  private final Journal journal;
  private final CaseJournal cases;
  private final DeliveryQueries queries;
  private final Examination examination;
  private final Acceptance acceptance;
  private final JsonMapper json;

  Returns(
      Journal journal,
      CaseJournal cases,
      DeliveryQueries queries,
      Examination examination,
      Acceptance acceptance,
      JsonMapper json) {
    this.journal = journal;
    this.cases = cases;
    this.queries = queries;
    this.examination = examination;
    this.acceptance = acceptance;
    this.json = json;
  }

  /**
   * Writes the message for a delivery that has become RETURNED; the case is locked. Its id is made
   * of the delivery and its attempts, so that one return is told once.
   *
   * @return copies to be put on the broker when the transaction has been committed
   * @throws RefusedChangeException when the sender would not get it
   */
  List<Copy> tell(StoredDelivery delivery, String reason) {
    StoredMessage returned = journal.message(delivery.messageId()).orElseThrow();
    ObjectNode envelope = envelope(delivery, returned, reason);
    refuse(examination.examine(delivery.system(), envelope).problem());
    var arrival = Arrival.of("operator", new CaseMessage(envelope), List.of());
    Acceptance.Written written =
        acceptance.write(cases.open(List.of(delivery.caseNo())), List.of(arrival));
    if (written.decisions().get(0) instanceof Decision.Refused refused) {
      refuse(Optional.of(refused.problem()));
    }
    StoredMessage told = journal.message(arrival.id()).orElseThrow();
    if (queries.ofMessage(told).isEmpty()) {
      String why = "发送方 " + returned.source() + " 的接口不接收退回（accepts 中没有数据退回）";
      String fix = "改用跳过（skip）并另行告知发送方，或更正后重发";
      refuse(
          Optional.of(
              Problem.of(
                  Kind.UNKNOWN_SYSTEM,
                  why + "。" + fix,
                  List.of(new Finding("/source", why, fix)))));
    }
    return written.copies();
  }

  private static void refuse(Optional<Problem> problem) {
    if (problem.isPresent()) {
      throw new RefusedChangeException(problem.get());
    }
  }

  private ObjectNode envelope(StoredDelivery delivery, StoredMessage returned, String reason) {
    ObjectNode envelope =
        json.createObjectNode()
            .put("specversion", "1.0")
            .put("id", "returned-" + delivery.id() + "-" + delivery.attempts())
            .put("source", delivery.system())
            .put("type", EventType.DATA_REJECTED.type())
            .put("subject", delivery.caseNo())
            .put("datacontenttype", "application/json")
            .put("dataschema", "urn:tongqiao:schema:message:1")
            .put("target", returned.source());
    envelope.withObject("/data/case").put("caseNo", delivery.caseNo());
    ObjectNode feedback =
        envelope
            .withObject("/data/feedback")
            .put("messageId", returned.id())
            .put("sourceMessageId", returned.sourceId());
    if (!delivery.receiptNo().isEmpty()) {
      feedback.put("receiptNo", delivery.receiptNo());
    }
    if (!delivery.code().isEmpty()) {
      feedback.put("code", delivery.code());
    }
    feedback.put("reason", reason);
    return envelope;
  }
}
