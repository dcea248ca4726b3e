package io.tongqiao.queue;

import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.dialect.QueueAddress;
import io.tongqiao.probe.Part;
import io.tongqiao.probe.Step.Found;
import io.tongqiao.probe.Step.Kind;
import io.tongqiao.probe.Step.Outcome;
import io.tongqiao.probe.Steps;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Tests systems with an Artemis of their own. */
@Component
final class JmsPart implements Part {

  private final JmsBrokers brokers;

  JmsPart(JmsBrokers brokers) {
    this.brokers = brokers;
  }

  @Override
  public Set<Descriptor.Transport> transports() {
    return Set.of(Descriptor.Transport.JMS);
  }

  @Override
  public void test(Dialect dialect, Steps steps) {
    Descriptor system = dialect.descriptor();
    steps.next(Kind.SIGN_IN, () -> signIn(system));
    steps.next(Kind.PLACE, () -> places(system));
    steps.next(Kind.ANSWER, QueueWords::unasked);
  }

  private Found signIn(Descriptor system) throws JMSException {
    try (var factory = brokers.of(system);
        Connection connection = factory.createConnection()) {
      connection.start();
      return Found.ok("对方的消息代理让登录", "Their broker lets us in.");
    } catch (JMSSecurityException e) {
      return QueueWords.shutOut();
    }
  }

  private Found places(Descriptor system) throws JMSException {
    try (var factory = brokers.of(system);
        Connection connection = factory.createConnection()) {
      Found all = Found.ok("", "");
      for (QueueAddress address : places(system.address(), system)) {
        Found found = QueueWords.stands(connection, address.name());
        if (found.outcome() == Outcome.FAILED) {
          return found;
        }
        all =
            Found.ok(
                    (all.what().zh() + "；" + found.what().zh()).replaceFirst("^；", ""),
                    (all.what().en() + " " + found.what().en()).strip())
                .but(found.next().zh(), found.next().en());
      }
      return all;
    }
  }

  /** Where it reads, and where it writes for us. */
  private static List<QueueAddress> places(String address, Descriptor system) {
    return Stream.concat(
            Stream.of(address), system.doors().values().stream().map(Descriptor.Door::path))
        .map(QueueAddress::of)
        .flatMap(Optional::stream)
        .collect(Collectors.toList());
  }
}
