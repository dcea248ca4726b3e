package io.tongqiao.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;
import org.apache.qpid.jms.JmsConnectionFactory;

/** A broker in memory that speaks AMQP 1.0 and knows one system. */
final class TestBroker {

  /** The system's key. */
  static final String KEY = "key-1";

  private final EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
  private final URI address;

  TestBroker(String system) throws Exception {
    int port = freePort();
    address = URI.create("amqp://127.0.0.1:" + port);
    var configuration = new ConfigurationImpl();
    configuration.setPersistenceEnabled(false);
    configuration.addAcceptorConfiguration("amqp", "tcp://127.0.0.1:" + port + "?protocols=AMQP");
    var settings = new AddressSettings();
    settings.setDeadLetterAddress(SimpleString.of("dead"));
    settings.setAutoCreateDeadLetterResources(true);
    settings.setMaxDeliveryAttempts(50);
    configuration.addAddressSetting("#", settings);
    configuration.putSecurityRoles("#", Set.of(everything()));
    var users = new SecurityConfiguration(Map.of(system, KEY), Map.of(system, List.of("all")));
    broker.setConfiguration(configuration);
    broker.setSecurityManager(
        new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users));
    broker.start();
  }

  private static Role everything() {
    return new Role(
        "all", true, true, true, true, true, true, true, true, true, true, false, false);
  }

  private static int freePort() throws Exception {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  URI address() {
    return address;
  }

  Connection connect(String system) throws Exception {
    Connection connection = new JmsConnectionFactory(address).createConnection(system, KEY);
    connection.start();
    return connection;
  }

  void send(String system, String queue, byte[] body, Map<String, String> properties)
      throws Exception {
    try (Connection connection = connect(system);
        Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE)) {
      BytesMessage message = session.createBytesMessage();
      message.writeBytes(body);
      for (Map.Entry<String, String> property : properties.entrySet()) {
        message.setStringProperty(property.getKey(), property.getValue());
      }
      session.createProducer(session.createQueue(queue)).send(message);
    }
  }

  long messages(String queue) {
    var found = broker.getActiveMQServer().locateQueue(queue);
    return found == null ? 0 : found.getMessageCount();
  }

  static String text(Message message) throws Exception {
    var bytes = (BytesMessage) message;
    byte[] body = new byte[(int) bytes.getBodyLength()];
    bytes.readBytes(body);
    return new String(body, UTF_8);
  }

  void stop() throws Exception {
    broker.stop();
  }
}
