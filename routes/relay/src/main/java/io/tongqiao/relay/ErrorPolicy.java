package io.tongqiao.relay;

import org.apache.camel.builder.RouteConfigurationBuilder;
import org.springframework.stereotype.Component;

/**
 * One error policy for every route: none of Camel's own. What a call may meet is a value that
 * {@link Delivery} writes down; anything else rolls the consumer's transaction back, and the broker
 * hands the message out again. Nothing is handled, logged and forgotten on the way.
 */
@Component
class ErrorPolicy extends RouteConfigurationBuilder {

  @Override
  public void configuration() {
    routeConfiguration().errorHandler(noErrorHandler());
  }
}
