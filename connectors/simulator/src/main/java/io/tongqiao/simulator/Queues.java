package io.tongqiao.simulator;

import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.QueueAddress;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.apache.qpid.jms.JmsConnectionFactory;

/**
 * Connections over AMQP 1.0, each as the system that it is for: to the relay's broker, or to the
 * system's own where it has one.
 */
final class Queues {

  private final Optional<URI> broker;
  private final RelayKeys keys;
  private final Brokers brokers;

  Queues(Optional<URI> broker, RelayKeys keys, Brokers brokers) {
    this.broker = broker;
    this.keys = keys;
    this.brokers = brokers;
  }

  /** Whether there is a broker for a system at all. */
  boolean known(Descriptor system) {
    return broker.isPresent() || brokers.of(system.id()).isPresent();
  }

  /** The queue that a system reads. */
  String reads(Descriptor system) {
    return system.transport().theirBroker() ? brokers.user(system.id()).reads() : system.address();
  }

  /** The queue that a system writes to at one of its doors. */
  private static String door(Descriptor system, Descriptor.Door door) {
    return QueueAddress.of(door.path()).map(QueueAddress::name).orElse("in." + system.id());
  }

  /**
   * A connection as a system: to its own broker, or else to the relay's, where the user is its id
   * and the password its key for the relay's doors.
   *
   * @throws IOException when there is no broker or no key
   * @throws JMSException when the broker does not take it
   */
  Connection connect(String system) throws IOException, JMSException {
    Optional<PlayedBroker> own = brokers.of(system);
    if (own.isPresent()) {
      BrokerUser user = brokers.user(system);
      return started(
          new JmsConnectionFactory(own.get().own(system))
              .createConnection(user.name(), user.password()));
    }
    return atTheRelay(system);
  }

  private Connection atTheRelay(String system) throws IOException, JMSException {
    URI address = broker.orElseThrow(() -> new IOException("no broker was given"));
    String key = keys.key(system);
    var factory = new JmsConnectionFactory(address);
    return started(
        key.isEmpty() ? factory.createConnection() : factory.createConnection(system, key));
  }

  private static Connection started(Connection connection) throws JMSException {
    connection.start();
    return connection;
  }

  /**
   * Puts a body on the queue of a door; the broker has it when this returns.
   *
   * @throws IOException when it has not
   */
  void send(Descriptor system, Descriptor.Door door, byte[] body) throws IOException {
    String queue = door(system, door);
    try (Connection connection =
            door.path().isEmpty() ? atTheRelay(system.id()) : connect(system.id());
        Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE);
        MessageProducer producer = session.createProducer(session.createQueue(queue))) {
      if (!door.path().isEmpty() && !brokers.isKept()) {
        // a broker in memory takes nothing that is to outlive it
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
      }
      BytesMessage message = session.createBytesMessage();
      message.writeBytes(body);
      producer.send(message);
    } catch (JMSException e) {
      throw new IOException("the broker does not take the message: " + e.getMessage(), e);
    }
  }
}
