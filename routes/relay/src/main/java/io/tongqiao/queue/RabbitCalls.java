package io.tongqiao.queue;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Return;
import com.rabbitmq.client.ShutdownSignalException;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.dialect.QueueAddress;
import io.tongqiao.dialect.Reply;
import io.tongqiao.dialect.Request;
import io.tongqiao.relay.SystemAddresses;
import io.tongqiao.relay.SystemAddresses.Place;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * The call of a system that reads a RabbitMQ of its own (AMQP 0.9.1 with the extension "publisher
 * confirms"): one persistent, mandatory message, and the broker's word on it. Answers as a web
 * service would: 200 when the broker has routed and confirmed it, a client's fault with 422 when
 * nothing is bound there, a server's fault with 503 when it was not confirmed in time or is refused
 * for now. Each call has a channel of its own, so that no confirm or return can be taken for that
 * of another. Connections are made at the first call.
 */
@Component("rabbitCalls")
public class RabbitCalls implements DisposableBean {

  private static final int PERSISTENT = 2;

  private final RabbitBrokers brokers;
  private final SystemAddresses addresses;
  private final Map<Place, Connection> connections = new ConcurrentHashMap<>();

  RabbitCalls(RabbitBrokers brokers, SystemAddresses addresses) {
    this.addresses = addresses;
    this.brokers = brokers;
  }

  /**
   * Publishes a request.
   *
   * @throws IOException when the broker cannot be reached, or is lost before it has confirmed
   */
  public Reply publish(@Body Request request, @Variable("dialect") Dialect dialect)
      throws IOException {
    Descriptor descriptor = dialect.descriptor();
    QueueAddress address = QueueAddress.of(descriptor.address()).orElseThrow();
    String key = request.action().isEmpty() ? address.key() : request.action();
    try {
      return published(connection(descriptor), descriptor, address.name(), key, request);
    } catch (AuthenticationFailureException e) {
      return later("对方代理不让登录：" + ChannelWords.of(e) + "。请核对用户名和密码");
    } catch (ShutdownSignalException e) {
      if (e.isHardError()) {
        throw new IOException("与对方代理的连接中断：" + ChannelWords.of(e), e);
      }
      return later("对方代理拒绝使用交换机 " + address.name() + "：" + ChannelWords.of(e));
    } catch (TimeoutException e) {
      return later("对方代理在 " + descriptor.limits().timeout().toSeconds() + " 秒内没有确认收到");
    }
  }

  private static Reply published(
      Connection connection, Descriptor system, String exchange, String key, Request request)
      throws IOException, TimeoutException {
    Channel channel =
        connection.openChannel().orElseThrow(() -> new IOException("对方代理不再给通道（channel-max）"));
    try {
      return published(channel, system, exchange, key, request);
    } finally {
      channel.abort(); // what is confirmed stays confirmed, however this ends
    }
  }

  private static Reply published(
      Channel channel, Descriptor system, String exchange, String key, Request request)
      throws IOException, TimeoutException {
    var returned = new AtomicReference<Return>();
    channel.addReturnListener(returned::set);
    channel.confirmSelect();
    channel.basicPublish(exchange, key, true, properties(request), request.body());
    boolean confirmed = confirmed(channel, system.limits().timeout().toMillis());
    // a message that cannot be routed is returned before it is confirmed (or, by some, refused)
    if (returned.get() != null) {
      return unroutable(exchange, key, returned.get());
    }
    return confirmed
        ? new Reply(200, Map.of(), new byte[0], Optional.empty())
        : later("对方代理暂时不收（basic.nack）");
  }

  private static boolean confirmed(Channel channel, long millis)
      throws IOException, TimeoutException {
    try {
      return channel.waitForConfirms(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("等待对方代理确认时被中断", e);
    }
  }

  private static BasicProperties properties(Request request) {
    return new BasicProperties.Builder()
        .deliveryMode(PERSISTENT)
        .messageId(request.messageId())
        .correlationId(request.caseNo())
        .contentType(request.contentType())
        .headers(new HashMap<>(QueueHeaders.of(request)))
        .build();
  }

  private static Reply unroutable(String exchange, String key, Return returned) {
    String why =
        "对方代理把报文退回：交换机 %s 上没有队列绑定路由键 %s（%d %s）。请对方绑定后重发，或改 address、action"
            .formatted(exchange, key, returned.getReplyCode(), returned.getReplyText());
    return fault(422, "Client", why);
  }

  private static Reply later(String why) {
    return fault(503, "Server", why + "，稍后自动重试");
  }

  private static Reply fault(int status, String who, String why) {
    return new Reply(status, Map.of(), new byte[0], Optional.of(new Reply.Fault(who, why)));
  }

  private Connection connection(Descriptor system) throws IOException {
    Connection known = connections.get(addresses.place(system));
    return known != null && known.isOpen() ? known : renewed(system);
  }

  /** One at a time: the others find the new one. */
  private synchronized Connection renewed(Descriptor system) throws IOException {
    Connection known = connections.get(addresses.place(system));
    if (known != null && known.isOpen()) {
      return known;
    }
    Connection fresh = brokers.connect(system, "calls");
    connections.put(addresses.place(system), fresh);
    return fresh;
  }

  @Override
  public void destroy() {
    connections.values().forEach(Connection::abort);
  }
}
