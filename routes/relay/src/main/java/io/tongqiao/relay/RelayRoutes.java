package io.tongqiao.relay;

import io.tongqiao.dialect.Catalogue;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Dialect;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.TemplatedRouteDefinition;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The room after the doors: two routes a system, made from the templates. */
@Component
@Order(10)
class RelayRoutes extends RouteBuilder {

  private final Catalogue catalogue;
  private final Endpoints endpoints;
  private final SystemAddresses addresses;

  RelayRoutes(Catalogue catalogue, Endpoints endpoints, SystemAddresses addresses) {
    this.catalogue = catalogue;
    this.endpoints = endpoints;
    this.addresses = addresses;
  }

  @Override
  public void configure() throws Exception {
    for (Dialect dialect : catalogue.working()) {
      Descriptor system = dialect.descriptor();
      endpoints.prepare(getContext(), system);
      call(system);
      templatedRoute("deliver")
          .routeId("deliver." + system.id())
          .parameter("system", system.id())
          .parameter("concurrency", system.limits().concurrency().toString());
    }
  }

  private void call(Descriptor system) {
    String timeout = Long.toString(system.limits().timeout().toMillis());
    TemplatedRouteDefinition call =
        switch (system.transport()) {
          case HTTP ->
              templatedRoute("call-http")
                  .parameter("endpoint", addresses.of(system).toString())
                  .parameter("timeout", timeout);
          case SOAP -> templatedRoute("call-soap");
          case AMQP -> templatedRoute("call-amqp").parameter("address", system.address());
          case TABLE -> templatedRoute("call-table");
          case MANUAL -> templatedRoute("call-manual");
          case FERRY -> templatedRoute("call-ferry");
          case JMS ->
              templatedRoute("call-jms").parameter("address", Endpoints.destination(system));
          case RABBITMQ -> templatedRoute("call-rabbitmq");
        };
    call.routeId("call." + system.id()).parameter("system", system.id());
  }
}
