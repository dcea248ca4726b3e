package io.tongqiao.queue;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.tongqiao.dialect.Auth;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Secrets;
import io.tongqiao.relay.SystemAddresses;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.springframework.stereotype.Component;

/**
 * Opens connections to systems' RabbitMQ. {@code amqps://} checks the broker's certificate and name
 * against the trust store of the JVM. A lost connection stays lost: whoever uses it opens another.
 */
@Component
class RabbitBrokers {

  private static final int HEARTBEAT_SECONDS = 10;

  private final SystemAddresses addresses;
  private final Secrets secrets;

  RabbitBrokers(SystemAddresses addresses, Secrets secrets) {
    this.addresses = addresses;
    this.secrets = secrets;
  }

  /**
   * Connects, within the system's time limit.
   *
   * @param purpose told to the broker, whose operators see it
   * @throws IOException when the broker is away or does not let us in
   */
  Connection connect(Descriptor system, String purpose) throws IOException {
    try {
      return factory(system).newConnection("tongqiao " + system.id() + " " + purpose);
    } catch (TimeoutException e) {
      throw new SocketTimeoutException("对方代理未答复");
    } catch (URISyntaxException | GeneralSecurityException e) {
      throw new IOException("endpoint 不能使用：" + e.getMessage(), e);
    }
  }

  private ConnectionFactory factory(Descriptor system)
      throws URISyntaxException, GeneralSecurityException {
    String address = addresses.of(system).toString();
    int limit = (int) system.limits().timeout().toMillis();
    var factory = new ConnectionFactory();
    factory.setUri(address);
    if (address.startsWith("amqps:")) {
      factory.useSslProtocol(SSLContext.getDefault());
      factory.enableHostnameVerification();
    }
    if (system.auth() instanceof Auth.Basic basic) {
      factory.setUsername(secrets.find(basic.username()).orElse(""));
      factory.setPassword(secrets.find(basic.password()).orElse(""));
    }
    factory.setAutomaticRecoveryEnabled(false);
    factory.setConnectionTimeout(limit);
    factory.setHandshakeTimeout(limit);
    factory.setChannelRpcTimeout(limit);
    factory.setRequestedHeartbeat(HEARTBEAT_SECONDS);
    return factory;
  }
}
