package io.tongqiao.queue;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** A queue of a RabbitMQ: a few messages ahead, each acknowledged by itself. */
final class RabbitQueue implements TheirQueue {

  private static final long MOMENT_MILLIS = 200;

  private final Connection connection;
  private final Channel channel;
  private final long most;
  private final BlockingQueue<InHand> ahead = new ArrayBlockingQueue<>(AHEAD);
  private volatile boolean cancelled;

  private RabbitQueue(Connection connection, Channel channel, long most) {
    this.connection = connection;
    this.channel = channel;
    this.most = most;
  }

  /**
   * Begins to read.
   *
   * @param most bytes that a message may have
   * @throws IOException when there is no such queue, or we may not read it
   */
  static RabbitQueue open(Connection connection, String queue, long most) throws IOException {
    Channel channel =
        connection.openChannel().orElseThrow(() -> new IOException("对方代理不再给通道（channel-max）"));
    var opened = new RabbitQueue(connection, channel, most);
    channel.basicQos(AHEAD);
    channel.basicConsume(queue, false, opened.new Reader());
    return opened;
  }

  @Override
  public Optional<InHand> next() throws IOException, InterruptedException {
    if (cancelled) {
      throw new IOException("对方代理取消了读取：队列已被删除，或所在节点已停");
    }
    if (!channel.isOpen()) {
      throw new IOException(ChannelWords.of(channel.getCloseReason()));
    }
    return Optional.ofNullable(ahead.poll(MOMENT_MILLIS, TimeUnit.MILLISECONDS));
  }

  @Override
  public void close() {
    connection.abort((int) TimeUnit.SECONDS.toMillis(2));
  }

  /** Runs on the connection's own thread, and never waits: no more come than there is room for. */
  private final class Reader extends DefaultConsumer {

    Reader() {
      super(channel);
    }

    @Override
    public void handleDelivery(
        String tag, Envelope envelope, BasicProperties properties, byte[] body) {
      var message = new Message(envelope.getDeliveryTag(), properties, body);
      if (!ahead.offer(message)) {
        cancelled = true;
      }
    }

    @Override
    public void handleCancel(String tag) {
      cancelled = true;
    }
  }

  private final class Message implements InHand {

    private final long tag;
    private final String id;
    private final byte[] bytes;

    Message(long tag, BasicProperties properties, byte[] bytes) {
      this.tag = tag;
      this.id = Objects.requireNonNullElse(properties.getMessageId(), "");
      this.bytes = bytes;
    }

    @Override
    public String id() {
      return id;
    }

    @Override
    public Optional<byte[]> body() {
      return bytes.length > most ? Optional.empty() : Optional.of(bytes);
    }

    @Override
    public void done() throws IOException {
      channel.basicAck(tag, false);
    }

    @Override
    public void refuse() throws IOException {
      channel.basicNack(tag, false, false);
    }
  }
}
