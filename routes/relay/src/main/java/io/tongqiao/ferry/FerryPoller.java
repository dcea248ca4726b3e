package io.tongqiao.ferry;

import io.tongqiao.dialect.Catalogue;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.journal.FerryJournal;
import io.tongqiao.journal.LeaseJournal;
import io.tongqiao.relay.AnsweredLater;
import io.tongqiao.relay.Intake;
import io.tongqiao.version.Follower;
import io.tongqiao.version.SpokenVersions;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Looks into the inboxes of all ferries, each at its own pace, on one node at a time: the node that
 * holds the link's lease in the journal. Two nodes in one inbox would do no harm, for a message is
 * known by its id, but twice the work.
 */
@Component
class FerryPoller implements Follower, DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(FerryPoller.class);
  private static final int THREADS = 4;

  /** How long a lease lasts when its node falls silent. */
  private static final Duration LEASE = Duration.ofSeconds(30);

  private final Map<String, Future<?>> looking = new ConcurrentHashMap<>();
  private final Catalogue catalogue;
  private final Function<Dialect, FerryInbox> inboxes;
  private final Links links;
  private final LeaseJournal leases;
  private final ScheduledExecutorService pool;
  private volatile boolean stopped;

  FerryPoller(
      Catalogue catalogue,
      SpokenVersions versions,
      Intake intake,
      FerryJournal journal,
      TransactionOperations transactions,
      AnsweredLater answeredLater,
      Links links,
      LeaseJournal leases,
      Clock clock) {
    this.catalogue = catalogue;
    this.inboxes =
        dialect ->
            new FerryInbox(dialect, versions, intake, journal, transactions, answeredLater, clock);
    this.links = links;
    this.leases = leases;
    this.pool =
        Executors.newScheduledThreadPool(
            THREADS,
            task -> {
              var thread = new Thread(task, "ferry-inbox");
              thread.setDaemon(true);
              return thread;
            });
  }

  @EventListener(ApplicationReadyEvent.class)
  void start() {
    catalogue.working().forEach(dialect -> follow(dialect, Optional.empty()));
  }

  /** What is being read is read to its end in the words in which it was begun. */
  @Override
  public void follow(Dialect now, Optional<Dialect> before) {
    String system = now.descriptor().id();
    Optional.ofNullable(looking.remove(system)).ifPresent(future -> future.cancel(false));
    if (now.descriptor().transport() == Descriptor.Transport.FERRY) {
      FerryInbox inbox = inboxes.apply(now);
      long millis = Math.max(1, inbox.system().ferry().orElseThrow().every().toMillis());
      looking.put(
          system, pool.scheduleWithFixedDelay(() -> look(inbox), 0, millis, TimeUnit.MILLISECONDS));
    }
  }

  /** Looks once. Nothing that goes wrong ends the looking. */
  private void look(FerryInbox inbox) {
    String system = inbox.system().id();
    try {
      if (!isOurs(system)) {
        return;
      }
      links.with(
          inbox.system(),
          link -> {
            inbox.look(link, () -> isOurs(system));
            return link;
          });
    } catch (IOException e) {
      LOG.warn(
          "the ferry directories of {} cannot be used now: {}; the next look follows",
          system,
          e.getMessage());
    } catch (RuntimeException e) {
      if (!stopped) {
        LOG.warn(
            "the inbox of {} was not read to its end; the next look follows",
            system,
            withoutWords(e));
      }
    }
  }

  private boolean isOurs(String system) {
    return !stopped && leases.hold("ferry:" + system, LEASE);
  }

  /** Where it happened; the words of an exception may quote a message. */
  private static Exception withoutWords(RuntimeException e) {
    var where = new IllegalStateException(e.getClass().getName());
    where.setStackTrace(e.getStackTrace());
    return where;
  }

  @EventListener(ContextClosedEvent.class)
  void stop() {
    stopped = true;
    pool.shutdown();
  }

  /** What is being taken in is finished first. */
  @Override
  public void destroy() throws InterruptedException {
    stop();
    if (!pool.awaitTermination(10, TimeUnit.SECONDS)) {
      LOG.warn("an inbox is still being read; what is in it comes again");
    }
  }
}
