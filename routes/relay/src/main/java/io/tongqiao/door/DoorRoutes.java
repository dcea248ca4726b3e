package io.tongqiao.door;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * The door that Camel holds: SOAP. Those over HTTP are held by {@link DoorController}, queues
 * {@code in.<system>} of the embedded broker by the broker itself.
 */
@Component
@Order(20)
class DoorRoutes extends RouteBuilder {

  @Override
  public void configure() {
    from("cxf:/exchange?wsdlURL=classpath:io/tongqiao/schema/contracts/exchange.wsdl&dataFormat=PAYLOAD"
            + "&serviceName={urn:tongqiao:exchange:1}ExchangeService&portName={urn:tongqiao:exchange:1}ExchangePort"
            + "&synchronous=true&loggingFeatureEnabled=false&cxfConfigurer=#soapProblems")
        .routeId("door.soap")
        .bean(SoapDoor.class, "take");
  }
}
