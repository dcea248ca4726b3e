package io.tongqiao.broker;

import io.tongqiao.door.QueueDoor;
import io.tongqiao.relay.Queues;
import java.util.Optional;
import org.apache.activemq.artemis.api.core.ActiveMQAddressFullException;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQExceptionType;
import org.apache.activemq.artemis.api.core.ICoreMessage;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerMessagePlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;

/**
 * The queue door, inside the broker: what a system sends to {@code in.<system>}, or asks for at
 * {@code prerequisites.<system>}, is accepted or refused before the sender is answered, so that the
 * AMQP disposition says what a receipt says. Accepted: it is in the journal. Rejected: the
 * description names field and fix. Not now: the disposition is "modified", and the client sends
 * again.
 */
final class BrokerDoor implements ActiveMQServerMessagePlugin {

  private static final String MESSAGES = Queues.in("");
  private static final String REQUESTS = Queues.requests("");

  private final QueueDoor door;

  BrokerDoor(QueueDoor door) {
    this.door = door;
  }

  @Override
  public void beforeSend(
      ServerSession session,
      Transaction tx,
      Message message,
      boolean direct,
      boolean noAutoCreateQueue)
      throws ActiveMQException {
    String address = message.getAddress();
    if (address == null) {
      return;
    }
    Optional<QueueDoor.Refusal> refusal = Optional.empty();
    if (address.startsWith(MESSAGES)) {
      String system = address.substring(MESSAGES.length());
      refusal =
          message.isLargeMessage()
              ? Optional.of(door.tooLarge())
              : door.take(system, body(message));
    } else if (address.startsWith(REQUESTS)) {
      String system = address.substring(REQUESTS.length());
      refusal =
          message.isLargeMessage()
              ? Optional.of(door.tooLarge())
              : door.request(system, body(message));
    }
    if (refusal.isEmpty()) {
      return;
    }
    if (refusal.get().temporary()) {
      throw new ActiveMQAddressFullException(refusal.get().text());
    }
    throw new ActiveMQException(refusal.get().text(), ActiveMQExceptionType.GENERIC_EXCEPTION);
  }

  /** The payload of any AMQP body section (data, string value, binary value). */
  private static byte[] body(Message message) {
    ICoreMessage core = message.toCore();
    return switch (core.getType()) {
      case Message.TEXT_TYPE -> text(core);
      default -> bytes(core);
    };
  }

  private static byte[] text(ICoreMessage core) {
    var text = core.getReadOnlyBodyBuffer().readNullableSimpleString();
    return text == null
        ? new byte[0]
        : text.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  private static byte[] bytes(ICoreMessage core) {
    var buffer = core.getReadOnlyBodyBuffer();
    var bytes = new byte[buffer.readableBytes()];
    buffer.readBytes(bytes);
    return bytes;
  }
}
