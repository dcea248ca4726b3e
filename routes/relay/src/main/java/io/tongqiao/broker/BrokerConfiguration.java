package io.tongqiao.broker;

import io.tongqiao.dialect.Catalogue;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Secrets;
import io.tongqiao.door.QueueDoor;
import io.tongqiao.door.SystemKeys;
import io.tongqiao.relay.Queues;
import io.tongqiao.relay.RelayProperties;
import jakarta.jms.ConnectionFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.jms.core.JmsTemplate;

/**
 * The embedded broker, or a connection to one that stands elsewhere when {@code
 * tongqiao.broker.url} is set.
 */
@org.springframework.context.annotation.Configuration
class BrokerConfiguration {

  private static final String RELAY = "tongqiao-relay";
  private static final long RETRY_MILLIS = 200;
  private static final long CALL_MILLIS = 10_000;

  /** Nothing should ever come here; if it does, it is kept. */
  private static final String DEAD = "dead";

  @Bean
  Broker broker(RelayProperties properties, Secrets secrets) throws IOException {
    RelayProperties.Broker settings = properties.broker();
    if (!settings.url().equals(RelayProperties.Broker.EMBEDDED)) {
      String password = secrets.find(settings.passwordSecret()).orElse("");
      String amqp = settings.amqpUrl().orElse(settings.url().replaceFirst("^tcp:", "amqp:"));
      return new Broker(settings.url(), amqp, settings.username().orElse(""), password);
    }
    int port = settings.amqpPort() == 0 ? freePort() : settings.amqpPort();
    var random = new byte[32];
    new SecureRandom().nextBytes(random);
    String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    // the port is this broker's alone, so it serves as its number within the process as well
    return new Broker("vm://" + port, "amqp://127.0.0.1:" + port, RELAY, password);
  }

  @Bean(destroyMethod = "stop")
  @ConditionalOnProperty(
      name = "tongqiao.broker.url",
      matchIfMissing = true,
      havingValue = RelayProperties.Broker.EMBEDDED)
  EmbeddedActiveMQ embeddedBroker(
      Broker broker,
      RelayProperties properties,
      Catalogue catalogue,
      SystemKeys keys,
      QueueDoor door)
      throws Exception {
    Configuration configuration = journal(properties);
    configuration.addAcceptorConfiguration("vm", broker.coreUrl());
    configuration.addAcceptorConfiguration(
        "amqp",
        broker.amqpUrl().replace("amqp://", "tcp://")
            + "?protocols=AMQP;amqpMinLargeMessageSize="
            + properties.maxMessage().toBytes()
            + ";saslMechanisms=PLAIN;amqpUseModifiedForTransientDeliveryErrors=true");
    configuration.addAddressSetting("#", settings());
    add(configuration, queue(DEAD));
    for (Descriptor system : catalogue.descriptors()) {
      queues(system.id()).forEach(queue -> add(configuration, queue));
    }
    configuration.registerBrokerPlugin(new BrokerDoor(door));
    var embedded = new EmbeddedActiveMQ();
    embedded.setConfiguration(configuration);
    embedded.setSecurityManager(new KeySecurityManager(new QueueGate(broker, keys::systemOf)));
    embedded.start();
    return embedded;
  }

  /**
   * Journal settings measured on two cores. Transactions are not synced to the disk: they are the
   * relay's own copies and acknowledgements, which the relay's journal can make anew. What a system
   * takes from {@code to.<system>} comes without a transaction, and is synced.
   */
  private static Configuration journal(RelayProperties properties) {
    Path data = properties.data().toAbsolutePath().resolve("broker");
    int bufferTimeout = (int) TimeUnit.NANOSECONDS.convert(properties.broker().bufferTimeout());
    return new ConfigurationImpl()
        .setName("tongqiao")
        .setPersistenceEnabled(true)
        .setSecurityEnabled(true)
        .setJMXManagementEnabled(false)
        .setJournalType(JournalType.NIO)
        .setJournalBufferTimeout_NIO(bufferTimeout)
        .setJournalSyncTransactional(false)
        .setJournalSyncNonTransactional(true)
        .setJournalDirectory(data.resolve("journal").toString())
        .setBindingsDirectory(data.resolve("bindings").toString())
        .setPagingDirectory(data.resolve("paging").toString())
        .setLargeMessagesDirectory(data.resolve("large").toString())
        .setMaxDiskUsage(-1);
  }

  /**
   * A copy whose consumer failed comes back after a pause and is never thrown away: order is the
   * journal's business, not the queue's.
   */
  private static AddressSettings settings() {
    return new AddressSettings()
        .setAutoCreateAddresses(false)
        .setAutoCreateQueues(false)
        .setDeadLetterAddress(SimpleString.of(DEAD))
        .setExpiryAddress(SimpleString.of(DEAD))
        .setMaxDeliveryAttempts(-1)
        .setRedeliveryDelay(2000)
        .setMaxSizeBytes(64L << 20)
        .setDefaultGroupRebalance(true)
        .setDefaultGroupBuckets(1024);
  }

  /** The queues of one system. */
  static List<QueueConfiguration> queues(String system) {
    return List.of(
        queue(Queues.out(system)),
        queue(Queues.to(system)),
        door(Queues.in(system)),
        door(Queues.requests(system)));
  }

  private static QueueConfiguration queue(String name) {
    return QueueConfiguration.of(name)
        .setAddress(name)
        .setRoutingType(RoutingType.ANYCAST)
        .setDurable(true);
  }

  /**
   * A door is an address whose queue takes nothing: {@link BrokerDoor} has taken the message before
   * it is routed.
   */
  private static QueueConfiguration door(String name) {
    return queue(name).setFilterString(SimpleString.of("1 = 0"));
  }

  private static void add(Configuration configuration, QueueConfiguration queue) {
    configuration.addAddressConfiguration(
        new CoreAddressConfiguration()
            .setName(queue.getName().toString())
            .addRoutingType(RoutingType.ANYCAST)
            .addQueueConfig(queue));
  }

  /** For the consumers. */
  @Bean
  @Primary
  ConnectionFactory relayConnections(Broker broker, Optional<EmbeddedActiveMQ> started) {
    return connections(broker);
  }

  /**
   * For what the relay sends: a connection of its own, lest a sender queue up behind all the
   * consumers that look for a broker that is away.
   */
  @Bean
  ConnectionFactory outboxConnections(Broker broker, Optional<EmbeddedActiveMQ> started) {
    return connections(broker);
  }

  private static CachingConnectionFactory connections(Broker broker) {
    var factory =
        new ActiveMQConnectionFactory(broker.coreUrl(), broker.username(), broker.password());
    factory.setBlockOnDurableSend(true);
    factory.setInitialConnectAttempts(1);
    factory.setRetryInterval(RETRY_MILLIS);
    factory.setCallTimeout(CALL_MILLIS);
    var cached = new CachingConnectionFactory(factory);
    cached.setSessionCacheSize(64);
    cached.setCacheConsumers(false);
    cached.setReconnectOnException(true);
    return cached;
  }

  @Bean
  JmsTemplate relayJms(@Qualifier("outboxConnections") ConnectionFactory connections) {
    var jms = new JmsTemplate(connections);
    jms.setSessionTransacted(true);
    jms.setDeliveryPersistent(true);
    return jms;
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
