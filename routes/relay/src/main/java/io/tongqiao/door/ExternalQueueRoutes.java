package io.tongqiao.door;

import io.tongqiao.dialect.Catalogue;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.relay.Queues;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * The queue doors of a broker that stands elsewhere. There the sender's disposition says only that
 * the broker has the message, so what is refused goes to {@code rejected.<system>} with the reason.
 * Who may send to which queue is that broker's to guard.
 */
@Component
@Order(30)
@ConditionalOnExpression("'${tongqiao.broker.url:embedded}' != 'embedded'")
class ExternalQueueRoutes extends RouteBuilder {

  private final Catalogue catalogue;

  ExternalQueueRoutes(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  @Override
  public void configure() {
    for (Descriptor system : catalogue.descriptors()) {
      from("jms:queue:" + Queues.in(system.id()))
          .routeId("door.queue." + system.id())
          .setVariable(ExternalQueueDoor.SYSTEM, constant(system.id()))
          .bean(ExternalQueueDoor.class, "take");
      from("jms:queue:" + Queues.requests(system.id()))
          .routeId("door.requests." + system.id())
          .setVariable(ExternalQueueDoor.SYSTEM, constant(system.id()))
          .bean(ExternalQueueDoor.class, "request");
    }
  }
}
