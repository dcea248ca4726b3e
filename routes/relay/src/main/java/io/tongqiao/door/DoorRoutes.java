package io.tongqiao.door;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * The doors that Camel holds. Queues {@code in.<system>} of the embedded broker are held by the
 * broker itself.
 */
@Component
@Order(20)
class DoorRoutes extends RouteBuilder {

  @Override
  public void configure() {
    from("platform-http:/api/v1/messages?httpMethodRestrict=POST&useStreaming=true")
        .routeId("door.rest")
        .bean(HttpExchange.class, "message");

    from("platform-http:/in?matchOnUriPrefix=true&httpMethodRestrict=POST,PUT&useStreaming=true")
        .routeId("door.system")
        .bean(HttpExchange.class, "dialect");

    from("cxf:/exchange?wsdlURL=classpath:io/tongqiao/schema/contracts/exchange.wsdl&dataFormat=PAYLOAD"
            + "&serviceName={urn:tongqiao:exchange:1}ExchangeService&portName={urn:tongqiao:exchange:1}ExchangePort"
            + "&synchronous=true&loggingFeatureEnabled=false&cxfConfigurer=#soapProblems")
        .routeId("door.soap")
        .bean(SoapDoor.class, "submit");
  }
}
