package io.tongqiao.bench.baseline;

import io.tongqiao.bench.load.Machine;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The bare broker: durable messages go round between two queues, each hop one transaction that
 * takes a message off one queue and puts it on the other. Prints hops per second, and the cores
 * that other programs took meanwhile.
 */
@Command(
    name = "broker",
    description = "relays durable messages between two queues, one transaction each")
public final class BrokerCommand implements Callable<Integer> {

  private static final String[] QUEUES = {"ring.0", "ring.1"};
  private static final List<ProcessHandle> OURS = List.of(ProcessHandle.current());
  private static final int IN_FLIGHT_EACH = 20;

  @Option(names = "--data", required = true)
  private Path data;

  @Option(names = "--bytes", required = true, description = "size of a message")
  private int bytes;

  @Option(names = "--consumers", required = true)
  private int consumers;

  @Option(names = "--warm", required = true, description = "seconds")
  private int warm;

  @Option(names = "--seconds", required = true)
  private int seconds;

  private final LongAdder hops = new LongAdder();
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private volatile boolean stopped;

  @Override
  public Integer call() throws Exception {
    EmbeddedActiveMQ broker = BareBroker.start(data, QUEUES);
    try (var factory = BareBroker.connections();
        Connection connection = factory.createConnection()) {
      connection.start();
      fill(connection);
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < consumers; i++) {
        int from = i % 2;
        var thread = new Thread(() -> relay(connection, QUEUES[from], QUEUES[1 - from]));
        thread.start();
        threads.add(thread);
      }
      Thread.sleep(warm * 1000L);
      long before = hops.sum();
      Duration othersBefore = Machine.others(OURS);
      long began = System.nanoTime();
      Thread.sleep(seconds * 1000L);
      double nanos = System.nanoTime() - began;
      double rate = (hops.sum() - before) * 1e9 / nanos;
      double others = Machine.others(OURS).minus(othersBefore).toNanos() / nanos;
      stopped = true;
      for (Thread thread : threads) {
        thread.join();
      }
      if (failure.get() != null) {
        throw failure.get();
      }
      System.out.println(rate + " " + others);
      return 0;
    } finally {
      broker.stop();
    }
  }

  private void fill(Connection connection) throws JMSException {
    try (Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
        MessageProducer producer = session.createProducer(null)) {
      String text = "x".repeat(bytes);
      for (int i = 0; i < consumers * IN_FLIGHT_EACH; i++) {
        producer.send(session.createQueue(QUEUES[i % 2]), session.createTextMessage(text));
      }
      session.commit();
    }
  }

  private void relay(Connection connection, String from, String to) {
    try (Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
        MessageConsumer consumer = session.createConsumer(session.createQueue(from));
        MessageProducer producer = session.createProducer(session.createQueue(to))) {
      producer.setDeliveryMode(DeliveryMode.PERSISTENT);
      while (!stopped) {
        Message message = consumer.receive(100);
        if (message != null) {
          String body = message.getBody(String.class);
          producer.send(session.createTextMessage(body));
          session.commit();
          hops.increment();
        }
      }
    } catch (JMSException e) {
      failure.set(e);
    }
  }
}
