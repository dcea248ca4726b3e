package io.tongqiao.broker;

import io.tongqiao.dialect.Dialect;
import io.tongqiao.relay.RelayProperties;
import io.tongqiao.version.Follower;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.server.impl.AddressInfo;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The embedded broker's queues of a system that comes while it runs; before all that uses them. */
@Component
@Order(0)
@ConditionalOnProperty(
    name = "tongqiao.broker.url",
    matchIfMissing = true,
    havingValue = RelayProperties.Broker.EMBEDDED)
class EmbeddedQueues implements Follower {

  private final EmbeddedActiveMQ broker;

  EmbeddedQueues(EmbeddedActiveMQ broker) {
    this.broker = broker;
  }

  @Override
  public void prepare(Dialect next) throws Exception {
    for (QueueConfiguration queue : BrokerConfiguration.queues(next.descriptor().id())) {
      var address = new AddressInfo(queue.getAddress(), RoutingType.ANYCAST);
      broker.getActiveMQServer().addOrUpdateAddressInfo(address);
      broker.getActiveMQServer().createQueue(queue, true);
    }
  }
}
