package io.tongqiao.bench.baseline;

import java.nio.file.Path;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/**
 * An embedded broker with the journal settings of the relay's own ({@code BrokerConfiguration}), so
 * that both pay the same for a durable message.
 */
final class BareBroker {

  private static final String URL = "vm://0";
  private static final int BUFFER_TIMEOUT_NANOS = 150_000;

  private BareBroker() {}

  static EmbeddedActiveMQ start(Path data, String... queues) throws Exception {
    Configuration configuration =
        new ConfigurationImpl()
            .setName("bare")
            .setPersistenceEnabled(true)
            .setSecurityEnabled(false)
            .setJMXManagementEnabled(false)
            .setJournalType(JournalType.NIO)
            .setJournalBufferTimeout_NIO(BUFFER_TIMEOUT_NANOS)
            .setJournalSyncTransactional(true)
            .setJournalSyncNonTransactional(true)
            .setJournalDirectory(data.resolve("journal").toString())
            .setBindingsDirectory(data.resolve("bindings").toString())
            .setPagingDirectory(data.resolve("paging").toString())
            .setLargeMessagesDirectory(data.resolve("large").toString())
            .setMaxDiskUsage(95)
            .addAcceptorConfiguration("vm", URL)
            .addAddressSetting(
                "#",
                new AddressSettings()
                    .setAutoCreateAddresses(false)
                    .setAutoCreateQueues(false)
                    .setMaxDeliveryAttempts(-1)
                    .setRedeliveryDelay(2000)
                    .setMaxSizeBytes(64L << 20));
    for (String queue : queues) {
      configuration.addAddressConfiguration(
          new CoreAddressConfiguration()
              .setName(queue)
              .addRoutingType(RoutingType.ANYCAST)
              .addQueueConfig(
                  QueueConfiguration.of(queue)
                      .setAddress(queue)
                      .setRoutingType(RoutingType.ANYCAST)
                      .setDurable(true)));
    }
    var broker = new EmbeddedActiveMQ();
    broker.setConfiguration(configuration);
    broker.start();
    return broker;
  }

  static ActiveMQConnectionFactory connections() {
    var factory = new ActiveMQConnectionFactory(URL);
    factory.setBlockOnDurableSend(true);
    return factory;
  }
}
