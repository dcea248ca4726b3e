package io.tongqiao.queue;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Objects;
import java.util.Optional;

/**
 * A queue of an Artemis. JMS knows no refusal: a refused message is handed back until the broker,
 * by its {@code max-delivery-attempts}, puts it among its dead letters; it keeps its place
 * meanwhile, and each time takes longer, lest a broker without a limit be asked without pause.
 */
final class JmsQueue implements TheirQueue {

  private static final long MOMENT_MILLIS = 200;
  private static final long STEP_MILLIS = 50;
  private static final long LONGEST_MILLIS = 30_000;

  private final Connection connection;
  private final Charset charset;
  private final long most;
  private Session session;
  private MessageConsumer consumer;
  private volatile boolean lost;

  private JmsQueue(Connection connection, Charset charset, long most) {
    this.connection = connection;
    this.charset = charset;
    this.most = most;
  }

  /**
   * Begins to read.
   *
   * @param charset of text messages on the wire of the folder's own formats
   * @param most bytes that a message may have
   * @throws IOException when the broker is away, or there is no such queue
   */
  static JmsQueue open(ConnectionFactory brokers, String queue, Charset charset, long most)
      throws IOException {
    try {
      Connection connection = brokers.createConnection();
      var opened = new JmsQueue(connection, charset, most);
      try {
        opened.read(queue);
      } catch (JMSException e) {
        opened.close();
        throw e;
      }
      return opened;
    } catch (JMSException e) {
      throw trouble(e);
    }
  }

  private void read(String queue) throws JMSException {
    connection.setExceptionListener(e -> lost = true);
    session = connection.createSession(Session.SESSION_TRANSACTED);
    consumer = session.createConsumer(session.createQueue(queue));
    connection.start();
  }

  private static IOException trouble(JMSException e) {
    return new IOException(ChannelWords.of(e), e);
  }

  @Override
  public Optional<InHand> next() throws IOException {
    try {
      if (lost) {
        throw new IOException("连接中断");
      }
      Message message = consumer.receive(MOMENT_MILLIS);
      return message == null ? Optional.empty() : Optional.of(new Taken(message));
    } catch (JMSException e) {
      throw trouble(e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (JMSException e) {
      // it is lost already
    }
  }

  private final class Taken implements InHand {

    private final Message message;

    /** Read once, for a large one comes as a stream. */
    private Optional<byte[]> bytes = Optional.empty();

    private boolean read;

    Taken(Message message) {
      this.message = message;
    }

    @Override
    public String id() {
      try {
        return Objects.requireNonNullElse(message.getJMSMessageID(), "");
      } catch (JMSException e) {
        return "";
      }
    }

    @Override
    public Optional<byte[]> body() throws IOException {
      try {
        if (!read) {
          bytes = message instanceof BytesMessage binary ? bytes(binary) : text();
          read = true;
        }
        return bytes;
      } catch (JMSException e) {
        throw trouble(e);
      }
    }

    private Optional<byte[]> bytes(BytesMessage binary) throws JMSException {
      if (binary.getBodyLength() > most) {
        return Optional.empty();
      }
      var body = new byte[(int) binary.getBodyLength()];
      binary.readBytes(body);
      return Optional.of(body);
    }

    /** A text is already decoded; what is neither text nor bytes has no bytes of ours. */
    private Optional<byte[]> text() throws JMSException {
      String text = message instanceof TextMessage words ? words.getText() : "";
      byte[] body = Objects.requireNonNullElse(text, "").getBytes(charset);
      return body.length > most ? Optional.empty() : Optional.of(body);
    }

    @Override
    public void done() throws IOException {
      try {
        session.commit();
      } catch (JMSException e) {
        throw trouble(e);
      }
    }

    @Override
    public void refuse() throws IOException, InterruptedException {
      try {
        long times = message.getIntProperty("JMSXDeliveryCount");
        Thread.sleep(Math.min(LONGEST_MILLIS, times * STEP_MILLIS));
        session.rollback();
      } catch (JMSException e) {
        throw trouble(e);
      }
    }
  }
}
