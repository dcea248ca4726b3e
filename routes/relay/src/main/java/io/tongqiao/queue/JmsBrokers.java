package io.tongqiao.queue;

import io.tongqiao.dialect.Auth;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Secrets;
import io.tongqiao.relay.SystemAddresses;
import jakarta.jms.JMSException;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.springframework.stereotype.Component;

/**
 * Where systems' own Artemis brokers are. A site's address may say more than the folder's, as
 * Artemis has it: {@code tcp://host:61617?sslEnabled=true}. Nothing here connects or reconnects.
 */
@Component
public class JmsBrokers {

  /** What the broker may send ahead; bounds the memory of a door. */
  private static final int WINDOW_BYTES = 256 << 10;

  private final SystemAddresses addresses;
  private final Secrets secrets;

  JmsBrokers(SystemAddresses addresses, Secrets secrets) {
    this.addresses = addresses;
    this.secrets = secrets;
  }

  /**
   * A way to connect to a system's broker.
   *
   * @throws JMSException when the address cannot be used
   */
  public ActiveMQConnectionFactory of(Descriptor system) throws JMSException {
    var factory = new ActiveMQConnectionFactory(addresses.of(system).toString());
    if (system.auth() instanceof Auth.Basic basic) {
      factory.setUser(secrets.find(basic.username()).orElse(""));
      factory.setPassword(secrets.find(basic.password()).orElse(""));
    }
    factory.setBlockOnDurableSend(true);
    factory.setReconnectAttempts(0);
    factory.setInitialConnectAttempts(1);
    factory.setCallTimeout(system.limits().timeout().toMillis());
    factory.setConsumerWindowSize(WINDOW_BYTES);
    return factory;
  }
}
