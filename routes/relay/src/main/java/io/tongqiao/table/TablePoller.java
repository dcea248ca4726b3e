package io.tongqiao.table;

import io.tongqiao.dialect.Catalogue;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.journal.LeaseJournal;
import io.tongqiao.relay.Intake;
import io.tongqiao.version.Follower;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Looks at the tables of all table doors, each at its own pace, on one node at a time: the node
 * that holds the door's lease in the journal. Two nodes at one table would do no harm, for a
 * message is known by its id, but twice the work.
 */
@Component
class TablePoller implements Follower, DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(TablePoller.class);
  private static final int THREADS = 4;

  /** How long a lease lasts when its node falls silent. */
  private static final Duration LEASE = Duration.ofSeconds(30);

  private final Map<String, List<Future<?>>> looking = new ConcurrentHashMap<>();
  private final Catalogue catalogue;
  private final Intake intake;
  private final Clock clock;
  private final TablePools pools;
  private final LeaseJournal leases;
  private final ScheduledExecutorService pool;
  private volatile boolean stopped;

  TablePoller(
      Catalogue catalogue, Intake intake, TablePools pools, LeaseJournal leases, Clock clock) {
    this.catalogue = catalogue;
    this.intake = intake;
    this.clock = clock;
    this.pools = pools;
    this.leases = leases;
    this.pool =
        Executors.newScheduledThreadPool(
            THREADS,
            task -> {
              var thread = new Thread(task, "table-door");
              thread.setDaemon(true);
              return thread;
            });
  }

  @EventListener(ApplicationReadyEvent.class)
  void start() {
    catalogue.working().forEach(dialect -> follow(dialect, Optional.empty()));
  }

  /** A batch that is being read is read to its end in the words in which it was begun. */
  @Override
  public void follow(Dialect now, Optional<Dialect> before) {
    List<Future<?>> futures =
        now.descriptor().doors().entrySet().stream()
            .filter(d -> d.getValue().transport() == Descriptor.DoorTransport.TABLE)
            .<Future<?>>map(d -> looking(new TableDoor(now, d.getKey(), intake, clock)))
            .toList();
    Optional.ofNullable(looking.put(now.descriptor().id(), futures))
        .ifPresent(old -> old.forEach(future -> future.cancel(false)));
  }

  private Future<?> looking(TableDoor door) {
    long millis = Math.max(1, door.poll().every().toMillis());
    return pool.scheduleWithFixedDelay(() -> look(door), 0, millis, TimeUnit.MILLISECONDS);
  }

  /**
   * Looks once, batch by batch until there is no more. Nothing that goes wrong ends the looking.
   */
  private void look(TableDoor door) {
    try {
      boolean more = true;
      while (more && !stopped && leases.hold("table:" + door.id(), LEASE)) {
        more = read(door);
      }
    } catch (Drivers.Missing e) {
      LOG.warn("the table of {} cannot be read: {}", door.id(), e.getMessage());
    } catch (SQLException e) {
      LOG.warn(
          "the table of {} cannot be read now (SQLSTATE {}); the next look follows",
          door.id(),
          SqlTrouble.of(e).state());
    } catch (RuntimeException e) {
      if (!stopped) {
        LOG.warn(
            "the table of {} was not read to its end; the next look follows",
            door.id(),
            withoutWords(e));
      }
    }
  }

  /** Where it happened; the words of an exception may quote a row. */
  private static Exception withoutWords(RuntimeException e) {
    var where = new IllegalStateException(e.getClass().getName());
    where.setStackTrace(e.getStackTrace());
    return where;
  }

  private boolean read(TableDoor door) throws SQLException {
    try (Connection connection = pools.connect(door.dialect().descriptor())) {
      return door.readBatch(connection);
    }
  }

  @EventListener(ContextClosedEvent.class)
  void stop() {
    stopped = true;
    pool.shutdown();
  }

  /** The row that is being taken in is finished first. */
  @Override
  public void destroy() throws InterruptedException {
    stop();
    if (!pool.awaitTermination(10, TimeUnit.SECONDS)) {
      LOG.warn("a table is still being read; its row comes again");
    }
  }
}
