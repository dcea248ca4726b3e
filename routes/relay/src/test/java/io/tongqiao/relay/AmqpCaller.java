package io.tongqiao.relay;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.nio.charset.StandardCharsets;
import org.apache.qpid.jms.JmsConnectionFactory;

/** Sends to a relay's queues over AMQP 1.0, durably; a send that returns was accepted. */
public record AmqpCaller(String url, String username, String password) {

  /** The caller that a system is. */
  public static AmqpCaller of(Relay relay, String system) {
    return new AmqpCaller(relay.ground().broker().toString(), system, relay.ground().key(system));
  }

  /**
   * Sends a message to a queue.
   *
   * @throws JMSException when the broker does not let this caller in, or its disposition is
   *     "rejected": the message then holds the description of the error condition
   */
  public void send(String queue, byte[] body) throws JMSException {
    try (var connection = new JmsConnectionFactory(username, password, url).createConnection();
        Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE);
        MessageProducer producer = session.createProducer(session.createQueue(queue))) {
      connection.start();
      BytesMessage message = session.createBytesMessage();
      message.writeBytes(body);
      producer.send(message);
    }
  }

  /** Sends a text. */
  public void send(String queue, String body) throws JMSException {
    send(queue, body.getBytes(StandardCharsets.UTF_8));
  }
}
