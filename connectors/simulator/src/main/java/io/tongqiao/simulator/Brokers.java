package io.tongqiao.simulator;

import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Secrets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The brokers of those played systems that have one of their own: one Artemis, one that speaks AMQP
 * 0.9.1, each only where a folder needs it. With a ledger file their messages stand beside it and
 * outlive the process; without, they are in memory.
 */
final class Brokers implements AutoCloseable {

  /** After the simulator's own port, where that is a fixed one. */
  private static final int JMS_OFFSET = 5;

  private static final int RABBIT_OFFSET = 6;

  private final Optional<Path> directory;
  private final int port;
  private final Map<String, PlayedBroker> bySystem = new ConcurrentHashMap<>();
  private final Map<String, BrokerUser> users = new ConcurrentHashMap<>();
  private final List<PlayedBroker> open = new ArrayList<>();

  Brokers(Optional<Path> ledger, int port) {
    this.directory = ledger.map(file -> file.toAbsolutePath().resolveSibling("brokers"));
    this.port = port;
  }

  /** Whether what they are given outlives the process. */
  boolean isKept() {
    return directory.isPresent();
  }

  /**
   * Starts those that the systems need.
   *
   * @throws IOException when one cannot listen or write
   */
  void start(Collection<Descriptor> systems, Secrets secrets) throws IOException {
    List<BrokerUser> jms = users(systems, Descriptor.Transport.JMS, secrets);
    if (!jms.isEmpty()) {
      started(jms, PlayedArtemis.start(jms, port(JMS_OFFSET), beside("jms")));
    }
    List<BrokerUser> rabbit = users(systems, Descriptor.Transport.RABBITMQ, secrets);
    if (!rabbit.isEmpty()) {
      started(rabbit, PlayedRabbit.start(rabbit, port(RABBIT_OFFSET), beside("rabbitmq")));
    }
  }

  private static List<BrokerUser> users(
      Collection<Descriptor> systems, Descriptor.Transport transport, Secrets secrets) {
    return systems.stream()
        .filter(system -> system.transport() == transport)
        .map(system -> BrokerUser.of(system, secrets))
        .toList();
  }

  private void started(List<BrokerUser> theirs, PlayedBroker broker) {
    open.add(broker);
    for (BrokerUser user : theirs) {
      users.put(user.system(), user);
      bySystem.put(user.system(), broker);
    }
  }

  private Optional<Path> beside(String name) {
    return directory.map(d -> d.resolve(name));
  }

  private int port(int offset) throws IOException {
    if (port != 0) {
      return port + offset;
    }
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** A system's own broker, where it has one. */
  Optional<PlayedBroker> of(String system) {
    return Optional.ofNullable(bySystem.get(system));
  }

  /** Who a system is at its own broker. */
  BrokerUser user(String system) {
    return users.get(system);
  }

  @Override
  public void close() {
    open.forEach(PlayedBroker::close);
  }
}
