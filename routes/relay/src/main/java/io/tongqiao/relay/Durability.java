package io.tongqiao.relay;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jms.JmsException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Whether what is accepted now would be there after a crash. While it would not, the doors say "not
 * now", and nothing is called whose outcome could not be written down.
 */
@Component
public class Durability {

  private static final Logger LOG = LoggerFactory.getLogger(Durability.class);

  private final RelayProperties properties;
  private final Clock clock;

  private volatile boolean journalAway;
  private volatile boolean brokerAway;
  private volatile boolean diskFull;
  private volatile Optional<Instant> doubt;

  Durability(RelayProperties properties, Clock clock) {
    this.properties = properties;
    this.clock = clock;
    this.doubt = Optional.of(clock.instant());
  }

  /**
   * Whether an error means that journal or broker cannot be reached, and not that one message is at
   * fault.
   */
  public static boolean isAway(Throwable e) {
    return e instanceof JmsException
        || e instanceof TransactionException
        || (e instanceof DataAccessException
            && !(e instanceof DataIntegrityViolationException)
            && !(e instanceof ConcurrencyFailureException));
  }

  /** Why nothing new can be accepted, in an operator's words; empty when it can. */
  public Optional<String> refusal() {
    if (diskFull) {
      return Optional.of("磁盘空间不足，暂停受理");
    }
    if (journalAway) {
      return Optional.of("数据库暂时连接不上，暂停受理");
    }
    return brokerAway ? Optional.of("消息服务暂时不可用，暂停受理") : Optional.empty();
  }

  /** Whether there is room on the disk. */
  public boolean hasRoom() {
    return !diskFull;
  }

  /** Whether the outcome of a call could be written down. */
  boolean canSettle() {
    return !journalAway;
  }

  /** The journal did not answer; whether the last transaction was committed is not known. */
  void journalFailed(Exception e) {
    inDoubt();
    if (!journalAway) {
      journalAway = true;
      LOG.error(
          "the journal (database) cannot be reached: nothing is accepted or called until it is back, which is looked for all the time. Check the database and the disk",
          e);
    }
  }

  /** The journal has answered. */
  void journalAnswered() {
    if (journalAway) {
      journalAway = false;
      LOG.info("the journal (database) is back: accepting and delivering again");
    }
  }

  /** The broker did not take copies of what is in the journal. */
  void brokerFailed(Exception e) {
    inDoubt();
    if (!brokerAway) {
      brokerAway = true;
      LOG.error(
          "the broker cannot be reached: nothing is accepted until it is back, which is looked for all the time. Check the broker and the disk",
          e);
    }
  }

  /** The broker has answered. */
  void brokerAnswered() {
    if (brokerAway) {
      brokerAway = false;
      LOG.info("the broker is back: accepting again");
    }
  }

  /**
   * Since when copies may be missing on the broker: deliveries that were ready before this moment
   * are to be compared with the queues. So it is after a start, and after any failure.
   */
  Optional<Instant> doubt() {
    return doubt;
  }

  private void inDoubt() {
    doubt = Optional.of(clock.instant());
  }

  /** The queues have been compared with the journal as it was at a moment. */
  void compared(Instant since) {
    if (doubt.filter(since::equals).isPresent()) {
      doubt = Optional.empty();
    }
  }

  /** Looks at the disk. */
  void look() {
    try {
      FileStore store = Files.getFileStore(properties.data());
      long free = store.getUsableSpace();
      // it must grow a little beyond the limit before work begins again, lest it flutter
      long needed = properties.minFree().toBytes() * (diskFull ? 11 : 10) / 10;
      if (free < needed != diskFull) {
        diskFull = !diskFull;
        LOG.warn(
            "{} MiB free where the data is, {} MiB needed (tongqiao.min-free): {}",
            free >> 20,
            properties.minFree().toMegabytes(),
            diskFull ? "nothing is accepted until there is room" : "accepting again");
      }
    } catch (IOException e) {
      LOG.warn("cannot see how much room is left where the data is", e);
    }
  }
}
