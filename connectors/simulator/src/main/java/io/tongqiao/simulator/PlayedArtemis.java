package io.tongqiao.simulator;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;

/**
 * One Artemis for all played systems that are called over JMS: callers on this machine only. It has
 * the queues of the folders and makes none by itself; what is refused ten times is in {@code DLQ}.
 */
final class PlayedArtemis implements PlayedBroker {

  private static final String ALL = "all";
  private static final String DEAD = "DLQ";

  private final EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
  private final int port;

  private PlayedArtemis(int port) {
    this.port = port;
  }

  /**
   * Starts it.
   *
   * @param directory where messages outlive the process; empty: they are in memory
   * @throws IOException when it cannot listen or write
   */
  static PlayedArtemis start(Collection<BrokerUser> users, int port, Optional<Path> directory)
      throws IOException {
    var started = new PlayedArtemis(port);
    try {
      started.broker.setConfiguration(configuration(users, port, directory));
      started.broker.setSecurityManager(security(users));
      started.broker.start();
    } catch (Exception e) {
      throw new IOException("the JMS broker cannot start on port " + port, e);
    }
    return started;
  }

  private static ConfigurationImpl configuration(
      Collection<BrokerUser> users, int port, Optional<Path> directory) throws Exception {
    var configuration = new ConfigurationImpl();
    configuration.setName("played");
    configuration.setJMXManagementEnabled(false);
    configuration.setPersistenceEnabled(directory.isPresent());
    configuration.setMaxDiskUsage(-1);
    directory.ifPresent(
        d ->
            configuration
                .setJournalType(JournalType.NIO)
                .setJournalDirectory(d.resolve("journal").toString())
                .setBindingsDirectory(d.resolve("bindings").toString())
                .setPagingDirectory(d.resolve("paging").toString())
                .setLargeMessagesDirectory(d.resolve("large").toString()));
    configuration.addAcceptorConfiguration(
        "jms", "tcp://127.0.0.1:" + port + "?protocols=CORE,AMQP;saslMechanisms=PLAIN");
    configuration.addAddressSetting("#", settings());
    configuration.putSecurityRoles("#", Set.of(everything()));
    queue(configuration, DEAD, DEAD, RoutingType.ANYCAST);
    for (BrokerUser user : users) {
      user.doors().forEach(door -> queue(configuration, door, door, RoutingType.ANYCAST));
      user.address()
          .ifPresent(
              address -> {
                boolean topic = user.reads().contains("::");
                queue(
                    configuration,
                    address.name(),
                    topic ? user.system() : address.name(),
                    topic ? RoutingType.MULTICAST : RoutingType.ANYCAST);
              });
    }
    return configuration;
  }

  private static AddressSettings settings() {
    return new AddressSettings()
        .setAutoCreateAddresses(false)
        .setAutoCreateQueues(false)
        .setDeadLetterAddress(SimpleString.of(DEAD))
        .setMaxDeliveryAttempts(10);
  }

  private static void queue(
      ConfigurationImpl configuration, String address, String name, RoutingType type) {
    configuration.addAddressConfiguration(
        new CoreAddressConfiguration()
            .setName(address)
            .addRoutingType(type)
            .addQueueConfig(
                QueueConfiguration.of(name)
                    .setAddress(address)
                    .setRoutingType(type)
                    .setDurable(true)));
  }

  private static Role everything() {
    return new Role(ALL, true, true, true, true, true, true, true, true, true, true, false, false);
  }

  private static ActiveMQJAASSecurityManager security(Collection<BrokerUser> users) {
    Map<String, String> passwords =
        users.stream().collect(Collectors.toMap(BrokerUser::name, BrokerUser::password));
    Map<String, List<String>> roles =
        users.stream().collect(Collectors.toMap(BrokerUser::name, user -> List.of(ALL)));
    var known = new SecurityConfiguration(passwords, roles);
    return new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), known);
  }

  @Override
  public String endpoint(String system) {
    return "tcp://127.0.0.1:" + port;
  }

  @Override
  public URI own(String system) {
    return URI.create("amqp://127.0.0.1:" + port);
  }

  @Override
  public void close() {
    try {
      broker.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the JMS broker does not stop", e);
    }
  }
}
