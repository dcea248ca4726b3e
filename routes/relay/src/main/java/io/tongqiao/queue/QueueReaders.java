package io.tongqiao.queue;

import io.tongqiao.dialect.Catalogue;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.QueueAddress;
import io.tongqiao.door.QueueDoor;
import io.tongqiao.journal.Journal;
import io.tongqiao.journal.LeaseJournal;
import io.tongqiao.relay.DoorTroubles;
import io.tongqiao.relay.RelayProperties;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
class QueueReaders implements DoorTroubles, DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(QueueReaders.class);
  private static final long LAST_MILLIS = 10_000;

  private final Map<String, QueueReader> readers = new TreeMap<>();
  private final List<Thread> threads = new ArrayList<>();
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
    for (Descriptor system : catalogue.descriptors()) {
      queue(system)
          .ifPresent(
              queue ->
                  readers.put(
                      system.id(),
                      new QueueReader(
                          system.id(), queue, () -> open(system, queue), door, journal, leases)));
    }
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
    readers.forEach(
        (system, reader) -> {
          var thread = new Thread(reader, "queue-door-" + system);
          thread.setDaemon(true);
          thread.start();
          threads.add(thread);
        });
  }

  @Override
  public Optional<String> of(String system) {
    return Optional.ofNullable(readers.get(system)).flatMap(QueueReader::trouble);
  }

  @EventListener(ContextClosedEvent.class)
  void stop() {
    readers.values().forEach(QueueReader::stop);
  }

  /** The message that is being taken in is finished first. */
  @Override
  public void destroy() throws InterruptedException {
    stop();
    for (Thread thread : threads) {
      thread.join(LAST_MILLIS);
      if (thread.isAlive()) {
        LOG.warn("{} is still busy; its message comes again", thread.getName());
      }
    }
  }
}
