package io.tongqiao.simulator;

import io.tongqiao.dialect.Descriptor;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where the played systems stand that are not called over HTTP: exchange databases, directories of
 * ferries, brokers of their own, the relay's queues, and the desks of clerks.
 */
final class Posts implements AutoCloseable {

  private final SecretFiles secrets;
  private final Clock clock;
  private final Brokers brokers;
  private final Queues queues;
  private final Databases databases;
  private final Ferries shores;
  private final OperatorDesk desk;
  private final Map<String, TablePart> tables = new ConcurrentHashMap<>();
  private final Map<String, FerryPart> ferries = new ConcurrentHashMap<>();
  private final List<QueuePart> readers = new ArrayList<>();
  private final List<Clerk> clerks = new ArrayList<>();

  Posts(SimulatorSettings settings, RelayKeys keys, SecretFiles secrets) {
    this.secrets = secrets;
    this.clock = settings.clock();
    this.brokers = new Brokers(settings.ledger(), settings.port());
    this.queues = new Queues(settings.broker(), keys, brokers);
    this.databases = new Databases(settings.ledger(), settings.port());
    this.shores = new Ferries(settings.ledger());
    this.desk = new OperatorDesk(settings.relay(), keys);
  }

  Queues queues() {
    return queues;
  }

  OperatorDesk desk() {
    return desk;
  }

  /** The exchange databases that are looked at, by system. */
  Map<String, TablePart> tables() {
    return tables;
  }

  /** The ferries that are looked at, by system. */
  Map<String, FerryPart> ferries() {
    return ferries;
  }

  /**
   * Opens what the relay must find: databases, directories, brokers.
   *
   * @throws IOException when one cannot be opened
   */
  void open(Collection<Part> parts) throws IOException {
    for (Part part : parts) {
      String system = part.descriptor().id();
      if (part.descriptor().transport() == Descriptor.Transport.TABLE) {
        databases.open(part.folder(), part.descriptor(), secrets);
        tables.put(system, TablePart.open(part, databases, secrets));
      }
      if (part.descriptor().transport() == Descriptor.Transport.FERRY) {
        ferries.put(system, FerryPart.open(part, shores.of(system), secrets, clock));
      }
    }
    brokers.start(parts.stream().map(Part::descriptor).toList(), secrets);
  }

  /** Begins to read queues and to work at the desk, where there is a broker and a relay. */
  void man(Collection<Part> parts) {
    for (Part part : parts) {
      Descriptor system = part.descriptor();
      boolean reads = system.transport().queued() && !system.operations().isEmpty();
      if (reads && queues.known(system)) {
        readers.add(QueuePart.open(part, queues));
      }
      if (system.transport() == Descriptor.Transport.MANUAL && desk.known()) {
        clerks.add(Clerk.begin(part, desk));
      }
    }
  }

  /** Where they are reached, by system. */
  Map<String, String> endpoints(Collection<Part> parts) {
    var endpoints = new TreeMap<String, String>();
    for (Part part : parts) {
      String system = part.descriptor().id();
      if (tables.containsKey(system)) {
        endpoints.put(system, databases.url(system));
      }
      if (ferries.containsKey(system)) {
        endpoints.put(system, shores.url(system));
      }
      brokers.of(system).ifPresent(broker -> endpoints.put(system, broker.endpoint(system)));
    }
    return endpoints;
  }

  @Override
  public void close() {
    clerks.forEach(Clerk::close);
    readers.forEach(QueuePart::close);
    tables.values().forEach(TablePart::close);
    ferries.values().forEach(FerryPart::close);
    shores.close();
    databases.close();
    brokers.close();
  }
}
