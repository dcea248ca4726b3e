package io.tongqiao.watch;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.tongqiao.dialect.Catalogue;
import io.tongqiao.relay.Durability;
import io.tongqiao.relay.Queues;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * How much lies where: queues of the embedded broker (one that stands elsewhere tells its own), and
 * the files of documents, which the journal is asked for once a minute.
 */
@Component
class Stores {

  private static final Logger LOG = LoggerFactory.getLogger(Stores.class);

  private final Optional<EmbeddedActiveMQ> broker;
  private final Catalogue catalogue;
  private final JdbcClient jdbc;
  private final MultiGauge queues;
  private volatile long files;
  private volatile long bytes;

  Stores(
      MeterRegistry registry,
      Optional<EmbeddedActiveMQ> broker,
      Catalogue catalogue,
      JdbcClient jdbc) {
    this.broker = broker;
    this.catalogue = catalogue;
    this.jdbc = jdbc;
    this.queues =
        MultiGauge.builder("tongqiao.queue.messages")
            .description("Messages on a queue of the embedded broker")
            .register(registry);
    Gauge.builder("tongqiao.documents.files", () -> files)
        .description("Files in the store of documents")
        .register(registry);
    Gauge.builder("tongqiao.documents", () -> bytes)
        .description("Size of the store of documents")
        .baseUnit("bytes")
        .register(registry);
  }

  @Scheduled(fixedDelayString = "${tongqiao.watch:5s}")
  void queues() {
    if (broker.isEmpty()) {
      return;
    }
    List<Row<?>> rows = new ArrayList<>();
    for (var system : catalogue.descriptors()) {
      for (String name : List.of(Queues.out(system.id()), Queues.to(system.id()))) {
        rows.add(Row.of(Tags.of("queue", name), () -> depth(name)));
      }
    }
    queues.register(rows);
  }

  private double depth(String name) {
    return broker
        .map(EmbeddedActiveMQ::getActiveMQServer)
        .filter(server -> server.isActive())
        .map(server -> server.locateQueue(name))
        .map(queue -> (double) queue.getMessageCount())
        .orElse(Double.NaN);
  }

  @Scheduled(fixedDelay = 60_000)
  void documents() {
    try {
      jdbc.sql("select count(*) as n, coalesce(sum(size), 0) as bytes from content")
          .query(
              row -> {
                files = row.getLong("n");
                bytes = row.getLong("bytes");
              });
    } catch (RuntimeException e) {
      if (!Durability.isAway(e)) {
        LOG.error("the store of documents could not be counted", e);
      }
    }
  }
}
