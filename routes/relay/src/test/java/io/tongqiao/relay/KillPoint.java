package io.tongqiao.relay;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.apache.camel.ProducerTemplate;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Kills its process after the n-th durable step since it was armed: a commit of the journal, a
 * commit of the broker, a call to a system. Every one of them passes here, whoever makes it, so no
 * gap between two steps is left out.
 */
final class KillPoint implements BeanPostProcessor {

  private static final String BROKER = "broker";

  /** What makes a commit of the journal durable. */
  private static final String SYNC = "checkpoint sync";

  private static final String CALL = "direct:call.";

  private final int at;
  private final String kind;
  private final Path note;
  private final AtomicInteger passed = new AtomicInteger();
  private volatile boolean armed;

  /** Counts the steps whose words begin so; all of them where that is empty. */
  KillPoint(int at, String kind, Path note) {
    this.at = at;
    this.kind = kind;
    this.note = note;
  }

  void arm() {
    armed = true;
  }

  private void pass(String step) {
    if (armed && step.startsWith(kind) && passed.incrementAndGet() == at) {
      try {
        Files.writeString(note, step);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      Runtime.getRuntime().halt(137);
    }
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    if (bean instanceof ProducerTemplate template) {
      return calls(template);
    }
    return switch (name) {
      case "dataSource" -> proxy(DataSource.class, bean, "journal");
      case "relayConnections", "outboxConnections" -> proxy(ConnectionFactory.class, bean, BROKER);
      default -> bean;
    };
  }

  /** Whatever this gives, connections and sessions, is wrapped in its turn; commits are steps. */
  private Object proxy(Class<?> type, Object target, String what) {
    return Proxy.newProxyInstance(
        type.getClassLoader(),
        new Class<?>[] {type},
        (self, method, arguments) -> {
          Object given;
          try {
            given = method.invoke(target, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
          if (what.equals(BROKER) && method.getName().equals("commit")) {
            pass("a commit of the broker");
          }
          if (arguments != null && SYNC.equals(arguments[0])) {
            pass("a commit of the journal, on the disk");
          }
          Class<?> returned = method.getReturnType();
          boolean leads =
              returned == java.sql.Connection.class
                  || returned == Statement.class
                  || returned == Connection.class
                  || returned == Session.class;
          return leads ? proxy(returned, given, what) : given;
        });
  }

  private Object calls(ProducerTemplate template) {
    return Proxy.newProxyInstance(
        ProducerTemplate.class.getClassLoader(),
        new Class<?>[] {ProducerTemplate.class},
        (self, method, arguments) -> {
          Object given;
          try {
            given = method.invoke(template, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
          if (method.getName().equals("request")) {
            pass("the call of " + arguments[0].toString().replace(CALL, ""));
          }
          return given;
        });
  }
}
