package io.tongqiao.relay;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSContext;
import java.net.URI;
import java.util.Enumeration;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** A system with an Artemis of its own, over JMS. */
class JmsSystemsIT extends TheirBrokerContract {

  @Override
  String folder(String descriptor) {
    return descriptor
        .replace("transport: rabbitmq", "transport: jms")
        .replace("amqp://gongai.invalid:5672/city-gongai", "tcp://gongai.invalid:61616")
        .replace("/exchanges/gongai.project", "/queues/gongai.project");
  }

  @Override
  int brokerPort(int simulator) {
    return simulator + 5;
  }

  @Override
  void leave(URI broker, String user, String password, byte[] body) {
    try (JMSContext context =
        new ActiveMQConnectionFactory(broker.toString()).createContext(user, password)) {
      BytesMessage message = context.createBytesMessage();
      try {
        message.writeBytes(body);
      } catch (jakarta.jms.JMSException e) {
        throw new IllegalStateException(e);
      }
      context.createProducer().send(context.createQueue("tongqiao"), message);
    }
  }

  @Override
  long dead(URI broker, String user, String password) throws Exception {
    try (JMSContext context =
            new ActiveMQConnectionFactory(broker.toString()).createContext(user, password);
        var browser = context.createBrowser(context.createQueue("DLQ"))) {
      Enumeration<?> messages = browser.getEnumeration();
      long count = 0;
      while (messages.hasMoreElements()) {
        assertThat(messages.nextElement()).isNotNull();
        count++;
      }
      return count;
    }
  }
}
