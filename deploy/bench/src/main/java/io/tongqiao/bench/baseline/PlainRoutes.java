package io.tongqiao.bench.baseline;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;

/** REST to a durable queue to HTTP, as anyone would write it. */
final class PlainRoutes extends RouteBuilder {

  static final String QUEUE = "work";

  @Override
  public void configure() {
    from("platform-http:/api/v1/messages?httpMethodRestrict=POST&useStreaming=true")
        .routeId("door")
        .startupOrder(2)
        .convertBodyTo(byte[].class)
        .removeHeaders("*")
        .bean(Translation.class, "check")
        .to(ExchangePattern.InOnly, "jms:queue:" + QUEUE)
        .setHeader(Exchange.HTTP_RESPONSE_CODE, constant(202))
        .setBody(constant("accepted"));

    from("jms:queue:" + QUEUE + "?concurrentConsumers={{plain.consumers}}")
        .routeId("delivery")
        .startupOrder(1)
        .bean(Translation.class, "translate")
        .removeHeaders("*")
        .setHeader(Exchange.HTTP_METHOD, constant("POST"))
        .setHeader(Exchange.CONTENT_TYPE, constant("application/json"))
        .to(
            "{{plain.sink}}?bridgeEndpoint=true&copyHeaders=false&disableStreamCache=true&httpClientConfigurer=#singleTry")
        .convertBodyTo(String.class);

    from("platform-http:/ready").routeId("ready").startupOrder(3).setBody(constant("ready"));
  }
}
