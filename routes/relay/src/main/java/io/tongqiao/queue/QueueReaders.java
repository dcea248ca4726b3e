package io.tongqiao.queue;

import io.tongqiao.dialect.Catalogue;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.dialect.QueueAddress;
import io.tongqiao.door.QueueDoor;
import io.tongqiao.journal.Journal;
import io.tongqiao.journal.LeaseJournal;
import io.tongqiao.relay.DoorTroubles;
import io.tongqiao.relay.RelayProperties;
import io.tongqiao.version.Follower;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * All queue doors on brokers of the systems' own, each with a thread of its own: one whose broker
 * is away hinders no other.
 */
@Component
class QueueReaders implements DoorTroubles, Follower, DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(QueueReaders.class);
  private static final long LAST_MILLIS = 10_000;

  /** A reader and its thread. */
  private record Reading(QueueReader reader, Thread thread) {}

  private final Map<String, Reading> readings = new ConcurrentSkipListMap<>();
  private final Catalogue catalogue;
  private final QueueDoor door;
  private final Journal journal;
  private final LeaseJournal leases;
  private final RabbitBrokers rabbits;
  private final JmsBrokers jms;
  private final long most;

  QueueReaders(
      Catalogue catalogue,
      RabbitBrokers rabbits,
      JmsBrokers jms,
      QueueDoor door,
      Journal journal,
      LeaseJournal leases,
      RelayProperties properties) {
    this.rabbits = rabbits;
    this.jms = jms;
    this.most = properties.maxMessage().toBytes();
    this.catalogue = catalogue;
    this.door = door;
    this.journal = journal;
    this.leases = leases;
  }

  /** The queue on the system's own broker that is one of its doors. */
  private static Optional<String> queue(Descriptor system) {
    return system.doors().values().stream()
        .filter(door -> door.transport() == Descriptor.DoorTransport.QUEUE)
        .filter(door -> system.transport().theirBroker())
        .flatMap(door -> QueueAddress.of(door.path()).stream())
        .map(QueueAddress::name)
        .findFirst();
  }

  private TheirQueue open(Descriptor system, String queue) throws IOException {
    if (system.transport() == Descriptor.Transport.RABBITMQ) {
      return RabbitQueue.open(rabbits.connect(system, "door"), queue, most);
    }
    try {
      return JmsQueue.open(jms.of(system), queue, Charset.forName(system.charset()), most);
    } catch (JMSException e) {
      throw new IOException(ChannelWords.of(e), e);
    }
  }

  @EventListener(ApplicationReadyEvent.class)
  void start() {
    catalogue.working().forEach(dialect -> follow(dialect, Optional.empty()));
  }

  /** The message in hand is taken in first: two readers at one queue would change its order. */
  @Override
  public void follow(Dialect now, Optional<Dialect> before) {
    Descriptor system = now.descriptor();
    Optional<Reading> old = Optional.ofNullable(readings.remove(system.id()));
    old.ifPresent(reading -> reading.reader.stop());
    queue(system).ifPresent(queue -> read(system, queue, old.map(Reading::thread)));
  }

  private void read(Descriptor system, String queue, Optional<Thread> first) {
    var reader =
        new QueueReader(system.id(), queue, () -> open(system, queue), door, journal, leases);
    var thread = new Thread(() -> after(first, reader), "queue-door-" + system.id());
    thread.setDaemon(true);
    readings.put(system.id(), new Reading(reader, thread));
    thread.start();
  }

  private static void after(Optional<Thread> first, QueueReader reader) {
    try {
      if (first.isPresent()) {
        first.get().join();
      }
      reader.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public Optional<String> of(String system) {
    return Optional.ofNullable(readings.get(system)).flatMap(r -> r.reader.trouble());
  }

  @EventListener(ContextClosedEvent.class)
  void stop() {
    readings.values().forEach(reading -> reading.reader.stop());
  }

  /** The message that is being taken in is finished first. */
  @Override
  public void destroy() throws InterruptedException {
    stop();
    for (Reading reading : readings.values()) {
      reading.thread.join(LAST_MILLIS);
      if (reading.thread.isAlive()) {
        LOG.warn("{} is still busy; its message comes again", reading.thread.getName());
      }
    }
  }
}
