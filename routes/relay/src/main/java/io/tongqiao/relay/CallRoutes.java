package io.tongqiao.relay;

import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.version.Follower;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.springframework.stereotype.Component;

/**
 * The route of each version of each system that is spoken: {@code call.<system>.<the first eight
 * digits of the folder's digest>}. So two versions stand side by side, and what is on its way in
 * one ends in it.
 */
@Component
class CallRoutes implements Follower {

  private static final int DIGITS = 8;
  private static final long PAUSE_MILLIS = 20;

  private final CamelContext camel;
  private final Endpoints endpoints;
  private final SystemAddresses addresses;
  private final Map<String, String> opened = new HashMap<>();

  CallRoutes(CamelContext camel, Endpoints endpoints, SystemAddresses addresses) {
    this.camel = camel;
    this.endpoints = endpoints;
    this.addresses = addresses;
  }

  /** What stands for a version in names. */
  static String key(Dialect dialect) {
    return dialect.descriptor().id() + "." + dialect.digest().substring(0, DIGITS);
  }

  /**
   * The address of a version's route, which is made when it is first needed.
   *
   * @throws IOException when it cannot be made; says why in an operator's words
   */
  synchronized String open(Dialect dialect) throws IOException {
    String key = key(dialect);
    String address = opened.get(key);
    if (address == null) {
      address = made(dialect, key);
      opened.put(key, address);
    }
    return address;
  }

  private String made(Dialect dialect, String key) throws IOException {
    Descriptor system = dialect.descriptor();
    try {
      endpoints.prepare(camel, system, key);
      started();
      template(system).routeId("call." + key).parameter("key", key).add();
    } catch (Exception e) {
      endpoints.leave(camel, key);
      throw new IOException(
          "系统 " + system.id() + " 的调用路由建不起来，请检查 endpoint 设置：" + e.getMessage(), e);
    }
    return "direct:call." + key;
  }

  /** A route that is added while all others start would not start itself. */
  private void started() throws InterruptedException {
    while (!camel.isStarted()) {
      if (camel.isStopping() || camel.isStopped()) {
        throw new IllegalStateException("the relay is stopping");
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  private TemplatedRouteBuilder template(Descriptor system) {
    return switch (system.transport()) {
      case HTTP ->
          builder("call-http")
              .parameter("endpoint", addresses.of(system).toString())
              .parameter("timeout", Long.toString(system.limits().timeout().toMillis()));
      case SOAP -> builder("call-soap");
      case AMQP -> builder("call-amqp").parameter("address", system.address());
      case TABLE -> builder("call-table");
      case MANUAL -> builder("call-manual");
      case FERRY -> builder("call-ferry");
      case JMS -> builder("call-jms").parameter("address", Endpoints.destination(system));
      case RABBITMQ -> builder("call-rabbitmq");
    };
  }

  private TemplatedRouteBuilder builder(String template) {
    return TemplatedRouteBuilder.builder(camel, template);
  }

  @Override
  public void prepare(Dialect next) throws IOException {
    open(next);
  }

  @Override
  public synchronized void leave(Dialect before) {
    String key = key(before);
    if (opened.remove(key) == null) {
      return;
    }
    try {
      camel.getRouteController().stopRoute("call." + key);
      camel.removeRoute("call." + key);
    } catch (Exception e) {
      throw new IllegalStateException("the route to " + key + " cannot be removed", e);
    }
    endpoints.leave(camel, key);
  }
}
