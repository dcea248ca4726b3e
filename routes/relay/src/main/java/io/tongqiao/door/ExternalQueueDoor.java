package io.tongqiao.door;

import io.tongqiao.relay.Queues;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.stereotype.Component;

/** Takes a message off a queue of a broker that stands elsewhere, in the consumer's transaction. */
@Component
@ConditionalOnExpression("'${tongqiao.broker.url:embedded}' != 'embedded'")
public class ExternalQueueDoor {

  static final String SYSTEM = "system";

  private final QueueDoor door;
  private final JmsTemplate jms;

  ExternalQueueDoor(QueueDoor door, JmsTemplate jms) {
    this.door = door;
    this.jms = jms;
  }

  /**
   * Accepts a message, or keeps it on {@code rejected.<system>} with the reason.
   *
   * @throws IllegalStateException when it cannot be kept now: it goes back to its queue
   */
  public void take(@Variable(SYSTEM) String system, @Body byte[] body) {
    settle(system, body, door.take(system, body));
  }

  /**
   * Takes a request for documents, or keeps it on {@code rejected.<system>} with the reason.
   *
   * @throws IllegalStateException when it cannot be kept now: it goes back to its queue
   */
  public void request(@Variable(SYSTEM) String system, @Body byte[] body) {
    settle(system, body, door.request(system, body));
  }

  private void settle(String system, byte[] body, Optional<QueueDoor.Refusal> refusal) {
    if (refusal.isEmpty()) {
      return;
    }
    if (refusal.get().temporary()) {
      throw new IllegalStateException(
          "a message of " + system + " stays on its queue: " + refusal.get().text());
    }
    jms.send(
        Queues.rejected(system),
        session -> {
          var message = session.createBytesMessage();
          message.writeBytes(body);
          message.setStringProperty("problem", refusal.get().text());
          return message;
        });
  }
}
