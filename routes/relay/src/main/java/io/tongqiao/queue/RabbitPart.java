package io.tongqiao.queue;

import com.rabbitmq.client.AMQP.Queue.DeclareOk;
import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.dialect.QueueAddress;
import io.tongqiao.probe.Part;
import io.tongqiao.probe.Step.Found;
import io.tongqiao.probe.Step.Kind;
import io.tongqiao.probe.Steps;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Tests systems with a RabbitMQ of their own. Exchange and queues are declared passively, which
 * asks whether they are there and makes none.
 */
@Component
final class RabbitPart implements Part {

  private final RabbitBrokers brokers;

  RabbitPart(RabbitBrokers brokers) {
    this.brokers = brokers;
  }

  @Override
  public Set<Descriptor.Transport> transports() {
    return Set.of(Descriptor.Transport.RABBITMQ);
  }

  @Override
  public void test(Dialect dialect, Steps steps) {
    Descriptor system = dialect.descriptor();
    steps.next(Kind.SIGN_IN, () -> signIn(system));
    steps.next(Kind.PLACE, () -> places(system));
    steps.next(Kind.ANSWER, QueueWords::unasked);
  }

  private Found signIn(Descriptor system) {
    try {
      brokers.connect(system, "test").abort();
      return Found.ok("对方的消息代理让登录", "Their broker lets us in.");
    } catch (AuthenticationFailureException e) {
      return QueueWords.shutOut();
    } catch (IOException e) {
      String words = ChannelWords.of(e);
      return Found.failed("对方的消息代理没有接纳：" + words, "Their broker did not take us: " + words)
          .but(
              "核对 endpoint 中的虚拟主机（/ 之后），以及对方给该用户的权限",
              "Check the virtual host in the endpoint (what follows /), and what the other side lets this user do.");
    }
  }

  private Found places(Descriptor system) throws IOException {
    Connection connection = brokers.connect(system, "test");
    try {
      List<String> zh = new ArrayList<>();
      List<String> en = new ArrayList<>();
      Optional<QueueAddress> exchange = QueueAddress.of(system.address());
      if (exchange.isPresent()) {
        String name = exchange.get().name();
        if (!there(connection, channel -> channel.exchangeDeclarePassive(name))) {
          return QueueWords.notThere("exchange " + name);
        }
        zh.add("交换机 " + name + " 在");
        en.add("Exchange " + name + " is there.");
      }
      for (Descriptor.Door door : system.doors().values()) {
        Optional<QueueAddress> queue = QueueAddress.of(door.path());
        if (queue.isPresent()) {
          List<DeclareOk> told = new ArrayList<>();
          String name = queue.get().name();
          if (!there(connection, channel -> told.add(channel.queueDeclarePassive(name)))) {
            return QueueWords.notThere("queue " + name);
          }
          zh.add("队列 " + name + " 在，积压 " + told.get(0).getMessageCount() + " 条");
          en.add(
              "Queue " + name + " is there, with " + told.get(0).getMessageCount() + " messages.");
        }
      }
      return Found.ok(String.join("；", zh), String.join(" ", en))
          .but(
              "有没有队列绑定路由键，要到第一份报文时才知道",
              "Whether a queue is bound for the routing key shows with the first message.");
    } finally {
      connection.abort();
    }
  }

  /** A look at the broker; one that fails closes its channel. */
  private interface Look {
    void at(Channel channel) throws IOException;
  }

  private static boolean there(Connection connection, Look look) throws IOException {
    Channel channel =
        connection.openChannel().orElseThrow(() -> new IOException("对方代理不再给通道（channel-max）"));
    try {
      look.at(channel);
      return true;
    } catch (IOException e) {
      return false;
    } finally {
      channel.abort();
    }
  }
}
