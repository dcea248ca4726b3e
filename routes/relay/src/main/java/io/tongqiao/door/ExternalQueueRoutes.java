package io.tongqiao.door;

import io.tongqiao.dialect.Catalogue;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.relay.Queues;
import io.tongqiao.version.Follower;
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
class ExternalQueueRoutes extends RouteBuilder implements Follower {

  private final Catalogue catalogue;

  ExternalQueueRoutes(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  @Override
  public void configure() {
    catalogue.descriptors().forEach(system -> doors(this, system.id()));
  }

  private static void doors(RouteBuilder routes, String system) {
    routes
        .from("jms:queue:" + Queues.in(system))
        .routeId("door.queue." + system)
        .setVariable(ExternalQueueDoor.SYSTEM, routes.constant(system))
        .bean(ExternalQueueDoor.class, "take");
    routes
        .from("jms:queue:" + Queues.requests(system))
        .routeId("door.requests." + system)
        .setVariable(ExternalQueueDoor.SYSTEM, routes.constant(system))
        .bean(ExternalQueueDoor.class, "request");
  }

  @Override
  public void prepare(Dialect next) throws Exception {
    String system = next.descriptor().id();
    if (getContext().getRoute("door.queue." + system) == null) {
      getContext().addRoutes(routes(system));
    }
  }

  private static RouteBuilder routes(String system) {
    return new RouteBuilder() {
      @Override
      public void configure() {
        doors(this, system);
      }
    };
  }
}
