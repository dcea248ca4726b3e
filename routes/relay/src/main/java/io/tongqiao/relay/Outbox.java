package io.tongqiao.relay;

import io.tongqiao.journal.Copy;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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

  /** Kept, for a queue that is named anew is looked up at the broker: two round trips a message. */
  private final Map<String, Destination> queues = new ConcurrentHashMap<>();

  Outbox(JmsTemplate jms, Durability durability) {
    this.jms = jms;
    this.durability = durability;
  }

  /**
   * Puts copies on the broker's disk in one transaction.
   *
   * @throws JmsException when that failed; {@link Sweep} will compare queues and journal
   */
  public void send(List<Copy> copies) {
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

  private void send(Session session, MessageProducer producer, Copy copy) throws JMSException {
    Message message = session.createMessage();
    message.setStringProperty("JMSXGroupID", group(copy.caseNo()));
    message.setLongProperty(Queues.DELIVERY, copy.delivery());
    producer.send(queues.computeIfAbsent(copy.system(), Outbox::queue), message);
  }

  /**
   * The group of a case. Case numbers follow each other, and the broker's own hash of them would
   * give some consumers twice as much as others; this one (the finalizer of MurmurHash3) spreads
   * them.
   */
  private static String group(String caseNo) {
    int hash = caseNo.hashCode();
    hash = (hash ^ (hash >>> 16)) * 0x85ebca6b;
    hash = (hash ^ (hash >>> 13)) * 0xc2b2ae35;
    return Integer.toHexString(hash ^ (hash >>> 16));
  }

  private static Destination queue(String system) {
    return ActiveMQDestination.createQueue(Queues.out(system));
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
