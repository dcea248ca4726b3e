package io.tongqiao.relay;

import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/**
 * One template for delivery, and one a transport for the call itself. Nothing here repeats a call:
 * the lane does.
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
        .templateParameter("system")
        .templateParameter("endpoint")
        .templateParameter("timeout")
        .from("direct:call.{{system}}")
        .bean(Calls.class, "http")
        .to(
            "{{endpoint}}?bridgeEndpoint=true&throwExceptionOnFailure=false&copyHeaders=false&disableStreamCache=true"
                + "&connectTimeout={{timeout}}&responseTimeout={{timeout}}&httpClientConfigurer=#singleTry")
        .bean("replies.{{system}}", "http");

    routeTemplate("call-soap")
        .templateParameter("system")
        .from("direct:call.{{system}}")
        .bean(Calls.class, "soap")
        .to("cxf:bean:soap.{{system}}?dataFormat=PAYLOAD")
        .bean("replies.{{system}}", "soap");

    routeTemplate("call-amqp")
        .templateParameter("system")
        .templateParameter("address")
        .from("direct:call.{{system}}")
        .bean(Calls.class, "amqp")
        .to(ExchangePattern.InOnly, "amqp.{{system}}:queue:{{address}}")
        .bean(Replies.class, "taken");

    routeTemplate("call-jms")
        .templateParameter("system")
        .templateParameter("address")
        .from("direct:call.{{system}}")
        .bean(Calls.class, "jms")
        .to(ExchangePattern.InOnly, "jms.{{system}}:{{address}}")
        .bean(Replies.class, "taken");

    routeTemplate("call-rabbitmq")
        .templateParameter("system")
        .from("direct:call.{{system}}")
        .setVariable(Delivery.SYSTEM, constant("{{system}}"))
        .bean("rabbitCalls", "publish");

    routeTemplate("call-table")
        .templateParameter("system")
        .from("direct:call.{{system}}")
        .setVariable(Delivery.SYSTEM, constant("{{system}}"))
        .bean("tableCalls", "write");

    routeTemplate("call-manual")
        .templateParameter("system")
        .from("direct:call.{{system}}")
        .setVariable(Delivery.SYSTEM, constant("{{system}}"))
        .bean("manualCalls", "call");

    routeTemplate("call-ferry")
        .templateParameter("system")
        .from("direct:call.{{system}}")
        .setVariable(Delivery.SYSTEM, constant("{{system}}"))
        .bean("ferryCalls", "write");
  }
}
