package io.tongqiao.prerequisite;

import io.tongqiao.relay.Durability;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Removes pulls that are finished and old, the documents that nobody has verified since, and the
 * files that belong to none. Our own approvals stay.
 */
@Component
class PullRetention {

  private static final Logger LOG = LoggerFactory.getLogger(PullRetention.class);
  private static final long PAUSE_MILLIS = 200;

  private final RetiredPulls retired;
  private final ContentStore store;
  private final DocumentSettings settings;
  private final TransactionOperations transactions;
  private final Clock clock;

  PullRetention(
      RetiredPulls retired,
      ContentStore store,
      DocumentSettings settings,
      TransactionOperations transactions,
      Clock clock) {
    this.retired = retired;
    this.store = store;
    this.settings = settings;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Removes what may go now. */
  @Scheduled(
      initialDelayString = "${tongqiao.retention.every:10m}",
      fixedDelayString = "${tongqiao.retention.every:10m}")
  void prune() throws InterruptedException {
    Instant before = clock.instant().minus(settings.keep());
    try {
      while (transactions.execute(s -> retired.pulls(before)) > 0) {
        Thread.sleep(PAUSE_MILLIS);
      }
      transactions.execute(s -> retired.documents(before));
      List<String> files = transactions.execute(s -> retired.files(before));
      int gone = 0;
      for (String sha256 : files) {
        gone += store.remove(sha256, before) ? 1 : 0;
      }
      if (gone > 0) {
        LOG.info("retention: {} files of documents removed", gone);
      }
    } catch (IOException e) {
      LOG.warn("retention: a file could not be removed; the next round follows", e);
    } catch (RuntimeException e) {
      if (!Durability.isAway(e)) {
        throw e;
      }
      LOG.warn("retention: the journal is away; the next round follows");
    }
  }
}
