package io.tongqiao.simulator;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.apache.qpid.jms.JmsConnectionFactory;

/** Connections to the broker over AMQP 1.0, each as the system that it is for. */
final class Queues {

  private final Optional<URI> broker;
  private final RelayKeys keys;

  Queues(Optional<URI> broker, RelayKeys keys) {
    this.broker = broker;
    this.keys = keys;
  }

  /** Whether there is a broker at all. */
  boolean known() {
    return broker.isPresent();
  }

  /**
   * A connection as a system: user is its id, password its key for the relay's doors.
   *
   * @throws IOException when there is no broker or no key
   * @throws JMSException when the broker does not take it
   */
  Connection connect(String system) throws IOException, JMSException {
    URI address = broker.orElseThrow(() -> new IOException("no broker was given"));
    String key = keys.key(system);
    var factory = new JmsConnectionFactory(address);
    Connection connection =
        key.isEmpty() ? factory.createConnection() : factory.createConnection(system, key);
    connection.start();
    return connection;
  }

  /**
   * Puts a body on a queue; the broker has it when this returns.
   *
   * @throws IOException when it has not
   */
  void send(String system, String queue, byte[] body) throws IOException {
    try (Connection connection = connect(system);
        Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE);
        MessageProducer producer = session.createProducer(session.createQueue(queue))) {
      BytesMessage message = session.createBytesMessage();
      message.writeBytes(body);
      producer.send(message);
    } catch (JMSException e) {
      throw new IOException("the broker does not take the message: " + e.getMessage(), e);
    }
  }
}
