package io.tongqiao.relay;

import io.tongqiao.journal.Copy;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.activemq.artemis.jms.client.ActiveMQDestination;
import org.springframework.jms.JmsException;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.stereotype.Component;

/**
 * Puts copies on {@code out.<system>}, durably. A copy says only which delivery is ready; the
 * message is in the journal. It may be there twice: whoever takes it asks the journal first.
 */
@Component
public class Outbox {

  private final JmsTemplate jms;
  private final Durability durability;

  Outbox(JmsTemplate jms, Durability durability) {
    this.jms = jms;
    this.durability = durability;
  }

  /**
   * Puts copies on the broker's disk in one transaction.
   *
   * @throws JmsException when that failed; {@link Sweep} will compare queues and journal
   */
  void send(List<Copy> copies) {
    if (copies.isEmpty()) {
      return;
    }
    try {
      jms.execute(
          session -> {
            try (MessageProducer producer = session.createProducer(null)) {
              producer.setDeliveryMode(DeliveryMode.PERSISTENT);
              producer.setDisableMessageID(true);
              for (Copy copy : copies) {
                send(session, producer, copy);
              }
            }
            session.commit();
            return copies.size();
          },
          false);
      durability.brokerAnswered();
    } catch (JmsException e) {
      durability.brokerFailed(e);
      throw e;
    }
  }

  private static void send(Session session, MessageProducer producer, Copy copy)
      throws JMSException {
    Message message = session.createMessage();
    message.setStringProperty("JMSXGroupID", copy.caseNo());
    message.setLongProperty(Queues.DELIVERY, copy.delivery());
    // made here, for session.createQueue would ask the broker each time
    producer.send(ActiveMQDestination.createQueue(Queues.out(copy.system())), message);
  }

  /** The deliveries of which a copy stands on a system's queue and has not been handed out. */
  Set<Long> waiting(String system) {
    return jms.browse(
        Queues.out(system),
        (session, browser) -> {
          Set<Long> found = new HashSet<>();
          Enumeration<?> messages = browser.getEnumeration();
          while (messages.hasMoreElements()) {
            found.add(((Message) messages.nextElement()).getLongProperty(Queues.DELIVERY));
          }
          return found;
        });
  }
}
