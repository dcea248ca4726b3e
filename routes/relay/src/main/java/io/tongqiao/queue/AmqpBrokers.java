package io.tongqiao.queue;

import io.tongqiao.broker.Broker;
import io.tongqiao.dialect.Auth;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Secrets;
import io.tongqiao.relay.SystemAddresses;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.springframework.stereotype.Component;

/** Where the queues of systems with transport AMQP are: on our own broker, or elsewhere. */
@Component
public class AmqpBrokers {

  private static final String OWN = "own-broker";

  private final SystemAddresses addresses;
  private final Secrets secrets;
  private final Broker broker;

  AmqpBrokers(SystemAddresses addresses, Secrets secrets, Broker broker) {
    this.addresses = addresses;
    this.secrets = secrets;
    this.broker = broker;
  }

  /** Whether a system reads from our own broker. */
  boolean own(Descriptor system) {
    return addresses.of(system).toString().equals(OWN);
  }

  /** A way to connect to the broker that a system reads from; nothing here connects. */
  public JmsConnectionFactory of(Descriptor system) {
    JmsConnectionFactory factory = factory(system);
    factory.setConnectTimeout(system.limits().timeout().toMillis());
    factory.setSendTimeout(system.limits().timeout().toMillis());
    return factory;
  }

  private JmsConnectionFactory factory(Descriptor system) {
    if (own(system)) {
      return new JmsConnectionFactory(broker.username(), broker.password(), broker.amqpUrl());
    }
    String address = addresses.of(system).toString();
    if (system.auth() instanceof Auth.Basic basic) {
      return new JmsConnectionFactory(
          secrets.find(basic.username()).orElse(""),
          secrets.find(basic.password()).orElse(""),
          address);
    }
    return new JmsConnectionFactory(address);
  }
}
