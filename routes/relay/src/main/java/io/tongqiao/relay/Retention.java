package io.tongqiao.relay;

import io.tongqiao.journal.RetentionJournal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.util.unit.DataSize;

/**
 * Keeps the journal from growing for ever: removes finished messages by age and by size, oldest
 * first, in small batches with pauses between them. What waits, is parked, was skipped or returned
 * is kept whatever its age; what an open case was told, as long as identities are.
 */
@Component
class Retention {

  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

  /**
   * Settings, {@code tongqiao.retention.*}.
   *
   * @param age how long finished messages are kept
   * @param size beyond which the oldest finished messages go before their age; bytes of messages
   *     and wire texts
   * @param identity how long the identity of a removed message is kept, so that a late repetition
   *     is recognised
   * @param batch how many messages go at once
   * @param pause after each batch
   */
  @ConfigurationProperties("tongqiao.retention")
  record Properties(
      @DefaultValue("180d") Duration age,
      @DefaultValue("20GB") DataSize size,
      @DefaultValue("1100d") Duration identity,
      @DefaultValue("200") int batch,
      @DefaultValue("200ms") Duration pause) {}

  private final RetentionJournal journal;
  private final Properties properties;
  private final TransactionOperations transactions;
  private final Clock clock;

  Retention(
      RetentionJournal journal,
      Properties properties,
      TransactionOperations transactions,
      Clock clock) {
    this.journal = journal;
    this.properties = properties;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Removes what may go now. */
  @Scheduled(
      initialDelayString = "${tongqiao.retention.every:10m}",
      fixedDelayString = "${tongqiao.retention.every:10m}")
  void prune() throws InterruptedException {
    try {
      Instant now = clock.instant();
      long byAge = forget(now.minus(properties.age()), Long.MAX_VALUE);
      long bySize = forget(now, tooMany());
      Instant longAgo = now.minus(properties.identity());
      while (transactions.execute(s -> journal.forgetIdentities(longAgo, properties.batch())) > 0) {
        Thread.sleep(properties.pause().toMillis());
      }
      if (byAge + bySize > 0) {
        LOG.info("retention: {} finished messages removed by age, {} by size", byAge, bySize);
      }
    } catch (RuntimeException e) {
      if (!Durability.isAway(e)) {
        throw e;
      }
      LOG.warn("retention: the journal is away; the next round follows");
    }
  }

  /** How many messages make up what is beyond the size. */
  private long tooMany() {
    return transactions.execute(
        s -> {
          double each = journal.sizeOfOne();
          double over = journal.count() * each - properties.size().toBytes();
          return over <= 0 ? 0 : (long) Math.ceil(over / each);
        });
  }

  /** Removes batches until none is left, or so many messages have gone; gives how many. */
  private long forget(Instant before, long most) throws InterruptedException {
    var place = new RetentionJournal.Place(0, 0);
    Instant stale = clock.instant().minus(properties.identity());
    while (place.removed() < most) {
      RetentionJournal.Place from = place;
      int batch = (int) Math.min(properties.batch(), most - from.removed());
      place = transactions.execute(s -> journal.forget(from, before, stale, batch));
      if (place.equals(from)) {
        break;
      }
      Thread.sleep(properties.pause().toMillis());
    }
    return place.removed();
  }
}
