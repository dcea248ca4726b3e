package io.tongqiao.relay;

import org.springframework.jms.core.JmsTemplate;
import org.springframework.stereotype.Component;

/**
 * Puts messages on the broker, durably. Within a transacted consumer it takes part in that
 * consumer's transaction; elsewhere the message is on the broker's disk when the method returns. A
 * message may be put there twice: whoever takes it asks the journal first.
 */
@Component
public class Outbox {

  private final JmsTemplate jms;

  Outbox(JmsTemplate jms) {
    this.jms = jms;
  }

  /** An accepted message, to be dispatched. */
  void accepted(String messageId, String caseNo, String body) {
    send(Queues.CASES, messageId, "", caseNo, body);
  }

  /** A copy for a system. */
  void copy(String system, String messageId, String caseNo, String body) {
    send(Queues.out(system), messageId, system, caseNo, body);
  }

  /** Whether nothing stands on a queue, so that what should stand there has been lost. */
  boolean empty(String queue) {
    Boolean more =
        jms.browse(queue, (session, browser) -> browser.getEnumeration().hasMoreElements());
    return !Boolean.TRUE.equals(more);
  }

  private void send(String queue, String messageId, String system, String caseNo, String body) {
    jms.send(
        queue,
        session -> {
          var message = session.createTextMessage(body);
          message.setStringProperty("JMSXGroupID", caseNo);
          message.setStringProperty(Queues.MESSAGE_ID, messageId);
          message.setStringProperty(Queues.SYSTEM, system);
          return message;
        });
  }
}
