package io.tongqiao.bench.drill;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.schema.CaseMessage;

/**
 * A message that Tongqiao has accepted, or is to accept.
 *
 * @param order place among the messages of its sender on its case, as they were accepted; {@link
 *     #UNKNOWN} where no sender has seen it accepted: news in an answer
 * @param complete the message with all that is known of its case, by which the systems' rules
 *     decide
 */
record Message(String source, String sourceId, long order, CaseMessage complete) {

  /** Order of a message that is made of an answer. */
  static final long UNKNOWN = -1;

  /** A message whose case object leaves out what earlier ones have told. */
  static Message of(ObjectNode envelope, ObjectNode head, long order) {
    ObjectNode completed = envelope.deepCopy();
    ObjectNode theCase = head.deepCopy();
    theCase.setAll(new CaseMessage(envelope).caseNode());
    completed.withObject("/data").set("case", theCase);
    var message = new CaseMessage(completed);
    return new Message(message.source(), message.id(), order, message);
  }

  /** Tongqiao's id of it. */
  String id() {
    return CaseMessage.messageId(source, sourceId);
  }

  String caseNo() {
    return complete.caseNo();
  }

  String event() {
    return complete.event().name();
  }
}
