package io.tongqiao.relay;

import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/**
 * One template for delivery, and one a transport for the call itself; {@code key} is the system
 * with its version, see {@link CallRoutes}. Nothing here repeats a call: the lane does.
 */
@Component
class SystemTemplates extends RouteBuilder {

  @Override
  public void configure() {
    routeTemplate("deliver")
        .templateParameter("system")
        .templateParameter("concurrency")
        .from("jms:queue:out.{{system}}?concurrentConsumers={{concurrency}}")
        .setVariable(Delivery.SYSTEM, constant("{{system}}"))
        .bean(Delivery.class, "deliver");

    routeTemplate("call-http")
        .templateParameter("key")
        .templateParameter("endpoint")
        .templateParameter("timeout")
        .from("direct:call.{{key}}")
        .bean(Calls.class, "http")
        .to(
            "{{endpoint}}?bridgeEndpoint=true&throwExceptionOnFailure=false&copyHeaders=false&disableStreamCache=true"
                + "&connectTimeout={{timeout}}&responseTimeout={{timeout}}&httpClientConfigurer=#singleTry")
        .bean("replies.{{key}}", "http");

    routeTemplate("call-soap")
        .templateParameter("key")
        .from("direct:call.{{key}}")
        .bean(Calls.class, "soap")
        .to("cxf:bean:soap.{{key}}?dataFormat=PAYLOAD")
        .bean("replies.{{key}}", "soap");

    routeTemplate("call-amqp")
        .templateParameter("key")
        .templateParameter("address")
        .from("direct:call.{{key}}")
        .bean(Calls.class, "amqp")
        .to(ExchangePattern.InOnly, "amqp.{{key}}:queue:{{address}}")
        .bean(Replies.class, "taken");

    routeTemplate("call-jms")
        .templateParameter("key")
        .templateParameter("address")
        .from("direct:call.{{key}}")
        .bean(Calls.class, "jms")
        .to(ExchangePattern.InOnly, "jms.{{key}}:{{address}}")
        .bean(Replies.class, "taken");

    routeTemplate("call-rabbitmq")
        .templateParameter("key")
        .from("direct:call.{{key}}")
        .bean("rabbitCalls", "publish");

    routeTemplate("call-table")
        .templateParameter("key")
        .from("direct:call.{{key}}")
        .bean("tableCalls", "write");

    routeTemplate("call-manual")
        .templateParameter("key")
        .from("direct:call.{{key}}")
        .bean("manualCalls", "call");

    routeTemplate("call-ferry")
        .templateParameter("key")
        .from("direct:call.{{key}}")
        .bean("ferryCalls", "write");
  }
}
