package io.tongqiao.simulator;

import io.tongqiao.dialect.TranslationException;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The queue side of one played system: reads its address, and tells the broker what became of a
 * message only after the ledger has it. Connects again for as long as it is open.
 */
final class QueuePart implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(QueuePart.class);

  /** Qpid JMS: each message is acknowledged by itself, with the state in this property. */
  private static final int INDIVIDUALLY = 101;

  private static final String STATE = "JMS_AMQP_ACK_TYPE";

  private final Part part;
  private final Queues queues;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  /** Why the queue cannot be read, told once; the reading thread's own. */
  private String trouble = "";

  private QueuePart(Part part, Queues queues) {
    this.part = part;
    this.queues = queues;
    this.thread = new Thread(this::read, "queue-" + part.descriptor().id());
    this.thread.setDaemon(true);
  }

  static QueuePart open(Part part, Queues queues) {
    var opened = new QueuePart(part, queues);
    opened.thread.start();
    return opened;
  }

  private void read() {
    try {
      while (!closed.await(1, TimeUnit.SECONDS)) {
        readUntilLost();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void readUntilLost() {
    String system = part.descriptor().id();
    try (Connection connection = queues.connect(system);
        Session session = connection.createSession(INDIVIDUALLY);
        MessageConsumer consumer =
            session.createConsumer(session.createQueue(queues.reads(part.descriptor())))) {
      trouble = "";
      LOG.info("{} reads {}", system, queues.reads(part.descriptor()));
      while (closed.getCount() > 0) {
        Message message = consumer.receive(200);
        if (message != null) {
          Answer answer = answer(message);
          message.setIntProperty(STATE, answer.outcome().number());
          message.acknowledge();
        }
      }
    } catch (IOException | JMSException | RuntimeException e) {
      if (!e.toString().equals(trouble)) {
        trouble = e.toString();
        LOG.info("{} waits for its queue: {}", system, trouble);
      }
    }
  }

  private Answer answer(Message message) throws JMSException {
    Map<String, String> headers = headers(message);
    byte[] body = body(message);
    List<String> candidates =
        part.descriptor().operations().entrySet().stream()
            .filter(
                operation ->
                    operation.getValue().headers().entrySet().stream()
                        .allMatch(
                            h ->
                                h.getValue()
                                    .equals(headers.get(h.getKey().toLowerCase(Locale.ROOT)))))
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    try {
      return part.reception()
          .receive(part.hearing().understand(candidates, headers, body, Map.of()));
    } catch (TranslationException e) {
      return part.reception().unread(headers, body, Answer.unreadable(e));
    }
  }

  private static Map<String, String> headers(Message message) throws JMSException {
    var headers = new TreeMap<String, String>();
    Enumeration<?> names = message.getPropertyNames();
    while (names.hasMoreElements()) {
      String name = names.nextElement().toString();
      headers.put(name.toLowerCase(Locale.ROOT), message.getStringProperty(name));
    }
    return headers;
  }

  private byte[] body(Message message) throws JMSException {
    if (message instanceof BytesMessage bytes) {
      byte[] body = new byte[(int) bytes.getBodyLength()];
      bytes.readBytes(body);
      return body;
    }
    String text = message instanceof TextMessage words ? words.getText() : "";
    return text.getBytes(part.charset());
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join(2_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
