package io.tongqiao.relay;

import io.tongqiao.dialect.Catalogue;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.version.Follower;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.component.jms.JmsConsumer;
import org.springframework.core.annotation.Order;
import org.springframework.jms.listener.AbstractMessageListenerContainer;
import org.springframework.jms.listener.DefaultMessageListenerContainer;
import org.springframework.stereotype.Component;

/**
 * The room after the doors: for each system the route that takes copies off its queue. It knows no
 * version; each delivery asks for the one in force when it begins.
 */
@Component
@Order(10)
class DeliverRoutes extends RouteBuilder implements Follower {

  private final Catalogue catalogue;
  private final CamelContext camel;

  DeliverRoutes(Catalogue catalogue, CamelContext camel) {
    this.catalogue = catalogue;
    this.camel = camel;
  }

  @Override
  public void configure() {
    for (Dialect dialect : catalogue.working()) {
      Descriptor system = dialect.descriptor();
      templatedRoute("deliver")
          .routeId(id(system))
          .parameter("system", system.id())
          .parameter("concurrency", system.limits().concurrency().toString());
    }
  }

  private static String id(Descriptor system) {
    return "deliver." + system.id();
  }

  /** A new system gets its route; nothing comes on it before the catalogue has the system. */
  @Override
  public void prepare(Dialect next) throws Exception {
    Descriptor system = next.descriptor();
    if (camel.getRoute(id(system)) == null) {
      TemplatedRouteBuilder.builder(camel, "deliver")
          .routeId(id(system))
          .parameter("system", system.id())
          .parameter("concurrency", system.limits().concurrency().toString())
          .add();
    }
  }

  /** An old one gets as many consumers as it may have now. */
  @Override
  public void follow(Dialect now, Optional<Dialect> before) {
    if (camel.getRoute(id(now.descriptor())).getConsumer() instanceof JmsConsumer consumer
        && container(consumer) instanceof DefaultMessageListenerContainer container) {
      int concurrency = now.descriptor().limits().concurrency();
      container.setConcurrency(concurrency + "-" + concurrency);
    }
  }

  private static AbstractMessageListenerContainer container(JmsConsumer consumer) {
    try {
      return consumer.getListenerContainer();
    } catch (Exception e) {
      throw new IllegalStateException("a consumer that runs has its container", e);
    }
  }
}
