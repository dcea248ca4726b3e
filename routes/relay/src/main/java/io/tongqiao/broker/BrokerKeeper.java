package io.tongqiao.broker;

import io.tongqiao.relay.Durability;
import java.util.Optional;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Starts the embedded broker again when it has stopped itself, as it does when its disk is full: as
 * soon as there is room, and without an operator.
 */
@Component
class BrokerKeeper {

  private static final Logger LOG = LoggerFactory.getLogger(BrokerKeeper.class);

  private final Optional<EmbeddedActiveMQ> broker;
  private final Durability durability;
  private volatile boolean stopping;

  BrokerKeeper(Optional<EmbeddedActiveMQ> broker, Durability durability) {
    this.broker = broker;
    this.durability = durability;
  }

  /** Looks once. */
  @Scheduled(fixedDelay = 1000)
  void look() {
    broker.filter(b -> !stopping && !b.getActiveMQServer().isActive()).ifPresent(this::restart);
  }

  private void restart(EmbeddedActiveMQ stopped) {
    if (!durability.hasRoom()) {
      return;
    }
    LOG.warn("the embedded broker has stopped itself: starting it again");
    try {
      stopped.stop();
      stopped.start();
      LOG.info("the embedded broker is up again");
    } catch (Exception e) {
      LOG.error("the embedded broker does not start; tried again in a second", e);
    }
  }

  /** When the relay stops, its broker may stop. */
  @EventListener(ContextClosedEvent.class)
  void stop() {
    stopping = true;
  }
}
