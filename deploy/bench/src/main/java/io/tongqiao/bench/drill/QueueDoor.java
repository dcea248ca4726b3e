package io.tongqiao.bench.drill;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.io.IOException;
import java.util.Optional;
import org.apache.qpid.jms.JmsConnectionFactory;

/**
 * The queue {@code in.<system>} over AMQP 1.0. Accepted is what the disposition says is accepted;
 * one that never came says nothing.
 */
final class QueueDoor implements Door {

  private static final String PROBLEM = "urn:tongqiao:problem:";

  private final Site site;
  private final String system;
  private Optional<Connection> connection = Optional.empty();
  private Optional<Session> session = Optional.empty();
  private Optional<MessageProducer> producer = Optional.empty();

  QueueDoor(Site site, String system) {
    this.site = site;
    this.system = system;
  }

  @Override
  public Answer send(ObjectNode envelope) {
    try {
      if (producer.isEmpty()) {
        open();
      }
      BytesMessage message = session.orElseThrow().createBytesMessage();
      message.writeBytes(envelope.toString().getBytes(UTF_8));
      producer.orElseThrow().send(message);
      return Answer.accepted("amqp accepted", Optional.empty());
    } catch (JMSException | IOException e) {
      return failed(e);
    }
  }

  private void open() throws JMSException, IOException {
    var factory =
        new JmsConnectionFactory(
            site.broker()
                + "?jms.sendTimeout=10000&jms.requestTimeout=10000&jms.connectTimeout=5000"
                + "&jms.closeTimeout=1000&jms.forceSyncSend=true");
    connection = Optional.of(factory.createConnection(system, site.key(system)));
    session = Optional.of(connection.get().createSession(Session.AUTO_ACKNOWLEDGE));
    producer = Optional.of(session.get().createProducer(session.get().createQueue("in." + system)));
  }

  private Answer failed(Exception e) {
    String text = String.valueOf(e.getMessage());
    String type =
        Optional.ofNullable(e.getCause()).map(c -> c.getClass().getSimpleName()).orElse("");
    if (type.contains("Modified") || type.contains("Released")) {
      return Answer.unclear("amqp " + type.replaceAll("ProviderDelivery|Exception", ""), text);
    }
    if (text.contains(PROBLEM) && !text.contains(PROBLEM + "unavailable")) {
      return Answer.refused("amqp rejected", text);
    }
    close();
    return Answer.unclear("amqp broken", text);
  }

  @Override
  public void close() {
    if (connection.isPresent()) {
      try {
        connection.get().close();
      } catch (JMSException e) {
        // it is gone either way
        session = Optional.empty();
      }
    }
    connection = Optional.empty();
    session = Optional.empty();
    producer = Optional.empty();
  }
}
