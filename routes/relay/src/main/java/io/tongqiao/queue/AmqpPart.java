package io.tongqiao.queue;

import io.tongqiao.broker.Broker;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.probe.Part;
import io.tongqiao.probe.Step.Found;
import io.tongqiao.probe.Step.Kind;
import io.tongqiao.probe.Steps;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.Session;
import java.util.Set;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.springframework.stereotype.Component;

/**
 * Tests systems that read a queue over AMQP 1.0. On our own broker it is seen whether somebody
 * reads; on another the queue is only opened for writing.
 */
@Component
final class AmqpPart implements Part {

  private final AmqpBrokers brokers;
  private final Broker own;

  AmqpPart(AmqpBrokers brokers, Broker own) {
    this.brokers = brokers;
    this.own = own;
  }

  @Override
  public Set<Descriptor.Transport> transports() {
    return Set.of(Descriptor.Transport.AMQP);
  }

  @Override
  public void test(Dialect dialect, Steps steps) {
    Descriptor system = dialect.descriptor();
    if (brokers.own(system)) {
      steps.next(
          Kind.SIGN_IN,
          () ->
              Found.notTried(
                  "对方用自己的密钥连接通桥的消息代理，登录由对方发起",
                  "The system connects to Tongqiao's broker with its own key; signing in is its part."));
      steps.next(Kind.PLACE, () -> ours(system));
    } else {
      steps.next(Kind.SIGN_IN, () -> signIn(system));
      steps.next(Kind.PLACE, () -> theirs(system));
    }
    steps.next(Kind.ANSWER, QueueWords::unasked);
  }

  private Found ours(Descriptor system) throws JMSException {
    try (var factory =
            new ActiveMQConnectionFactory(own.coreUrl(), own.username(), own.password());
        Connection connection = factory.createConnection()) {
      return QueueWords.stands(connection, system.address());
    }
  }

  private Found signIn(Descriptor system) throws JMSException {
    try (Connection connection = brokers.of(system).createConnection()) {
      connection.start();
      return Found.ok("对方的消息代理让登录", "Their broker lets us in.");
    } catch (JMSSecurityException e) {
      return QueueWords.shutOut();
    }
  }

  private Found theirs(Descriptor system) throws JMSException {
    try (Connection connection = brokers.of(system).createConnection();
        Session session = connection.createSession()) {
      session.createProducer(session.createQueue(system.address())).close();
      return Found.ok(
          "队列 " + system.address() + " 可以写入", "Queue " + system.address() + " can be written to.");
    } catch (JMSException e) {
      return Found.failed(
              "队列 " + system.address() + " 打不开：" + e.getClass().getSimpleName(),
              "Queue " + system.address() + " cannot be opened: " + e.getClass().getSimpleName())
          .but(
              "请对方建立队列并给我们写入的权限，或核对 system.yaml 的 address",
              "The other side has to make the queue and let us write; or check address in system.yaml.");
    }
  }
}
