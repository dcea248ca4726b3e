package io.tongqiao.simulator;

import io.tongqiao.dialect.Auth;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.QueueAddress;
import io.tongqiao.dialect.Secrets;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A played system with a broker of its own: who it is there, and which queues it has.
 *
 * @param system its id
 * @param name user, the same as its caller's
 * @param password of the user
 * @param address where the relay sends to; empty where it never does
 * @param doors queues that the relay reads
 */
record BrokerUser(
    String system,
    String name,
    String password,
    Optional<QueueAddress> address,
    Set<String> doors) {

  static BrokerUser of(Descriptor descriptor, Secrets secrets) {
    String name = descriptor.id();
    String password = descriptor.id();
    if (descriptor.auth() instanceof Auth.Basic basic) {
      name = secrets.find(basic.username()).orElse(name);
      password = secrets.find(basic.password()).orElse(password);
    }
    var doors = new TreeSet<String>();
    descriptor
        .doors()
        .values()
        .forEach(
            door -> QueueAddress.of(door.path()).map(QueueAddress::name).ifPresent(doors::add));
    return new BrokerUser(
        descriptor.id(), name, password, QueueAddress.of(descriptor.address()), doors);
  }

  /** The queue that the played system reads; behind an exchange or a topic it is its own. */
  String reads() {
    QueueAddress sent = address.orElseThrow();
    return switch (sent.kind()) {
      case QUEUE -> sent.name();
      case TOPIC -> sent.name() + "::" + system;
      case EXCHANGE -> sent.name() + "." + system;
    };
  }
}
