package io.tongqiao.relay;

import io.tongqiao.dialect.Descriptor;
import io.tongqiao.schema.WorkCalendar;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every call to one system passes: an operator's pause, the hours in which the system is open,
 * the breaker, and the rate. Whoever may not pass now waits here; its queue stays as it is.
 */
public final class Gate {

  /** How a system is being called. */
  public enum State {
    /** As fast as its limits allow. */
    FLOWING,
    /** After its breaker has closed: at a paced rate, until what had gathered is gone. */
    DRAINING,
    /** Its breaker is open: one probe at a time. */
    BREAKER_OPEN,
    /** Outside its hours. */
    CLOSED,
    /** An operator has stopped it. */
    PAUSED
  }

  /**
   * How it stands.
   *
   * @param reason in an operator's words; empty while flowing
   * @param next when it will change by itself, as far as that is known
   */
  public record Status(State state, Instant since, String reason, Optional<Instant> next) {}

  private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

  /** Nobody sleeps longer than this without looking again. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final Descriptor system;
  private final WorkCalendar calendar;
  private final Durability durability;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  private final Breaker breaker;
  private final Pace pace;
  private volatile Optional<String> pause = Optional.empty();
  private int waiting;
  private Instant since;
  private boolean stopping;

  Gate(Descriptor system, WorkCalendar calendar, Durability durability, Clock clock) {
    this.system = system;
    this.calendar = calendar;
    this.durability = durability;
    this.clock = clock;
    this.breaker = new Breaker(system.breaker());
    this.pace = new Pace(system);
    this.since = clock.instant();
  }

  /**
   * Waits until a call may be made; {@link #answered}, {@link #failed} or {@link #unused} must
   * follow.
   *
   * @return whether the call is a probe
   * @throws IllegalStateException when the relay is stopping
   */
  boolean enter() throws InterruptedException {
    lock.lock();
    waiting++;
    try {
      Duration hold = hold();
      while (!hold.isZero()) {
        changed.await(Math.min(hold.toMillis() + 1, LOOK.toMillis()), TimeUnit.MILLISECONDS);
        hold = hold();
      }
      return breaker.begin();
    } finally {
      waiting--;
      lock.unlock();
    }
  }

  /** How long to wait; zero takes the turn. */
  private Duration hold() {
    if (stopping) {
      throw new IllegalStateException("the relay is stopping; " + system.id() + " is left queued");
    }
    Instant now = clock.instant();
    if (pause.isPresent() || !durability.canSettle() || (breaker.isOpen() && breaker.isProbing())) {
      return LOOK;
    }
    Optional<Instant> opens = opens(now);
    if (opens.isPresent()) {
      return Duration.between(now, opens.get());
    }
    if (breaker.isOpen()) {
      Duration left = Duration.between(now, breaker.nextProbe());
      return left.isNegative() ? Duration.ZERO : left;
    }
    return pace.hold(now);
  }

  private Optional<Instant> opens(Instant now) {
    return system.window().flatMap(w -> w.closedUntil(now, calendar));
  }

  /** A call was made and the system answered, yes or no. */
  void answered(boolean probe) {
    locked(
        () -> {
          if (breaker.answered(probe)) {
            pace.drain();
            since = clock.instant();
            LOG.info("system {} answers again: its breaker is closed", system.id());
          }
        });
  }

  /** A call was made for a lane, and the system could not take it now. */
  void failed(boolean probe, String caseNo) {
    locked(
        () -> {
          if (breaker.failed(probe, caseNo, clock.instant())) {
            since = clock.instant();
            LOG.warn(
                "system {} did not take {} cases in a row: its breaker is open, its queue is kept, and one probe every {} tests it",
                system.id(),
                breaker.failing(),
                system.breaker().probe());
          }
        });
  }

  /** No call was made after all. */
  void unused(boolean probe) {
    locked(() -> breaker.unused(probe));
  }

  /** Changes something, and lets those who wait look again. */
  private void locked(Runnable change) {
    lock.lock();
    try {
      change.run();
      if (waiting > 0) {
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether the breaker has just closed, and nobody has counted yet what gathered behind it. */
  boolean wantsCount() {
    lock.lock();
    try {
      return pace.isUncounted();
    } finally {
      lock.unlock();
    }
  }

  /** Whether what gathered while the breaker was open goes at the paced rate now. */
  boolean isDraining() {
    lock.lock();
    try {
      return pace.isDraining();
    } finally {
      lock.unlock();
    }
  }

  /** So many deliveries are left of what gathered while the breaker was open, at most. */
  void drain(long left) {
    locked(() -> pace.drain(left));
  }

  /** Whether a probe is due for which no delivery stands ready. */
  boolean wantsProbe() {
    lock.lock();
    try {
      Instant now = clock.instant();
      return breaker.isOpen()
          && !breaker.isProbing()
          && waiting == 0
          && !now.isBefore(breaker.nextProbe())
          && pause.isEmpty()
          && opens(now).isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Stops the system, or lets it go on. */
  void pause(Optional<String> reason) {
    if (!pause.equals(reason)) {
      locked(
          () -> {
            pause = reason;
            since = clock.instant();
          });
    }
  }

  /** Nobody passes any more. */
  void stop() {
    locked(() -> stopping = true);
  }

  Status status() {
    lock.lock();
    try {
      Instant now = clock.instant();
      if (pause.isPresent()) {
        return new Status(State.PAUSED, since, "已由运维人员暂停：" + pause.get(), Optional.empty());
      }
      Optional<Instant> opens = opens(now);
      if (opens.isPresent()) {
        return new Status(State.CLOSED, since, "不在对方的业务时段", opens);
      }
      if (breaker.isOpen()) {
        String reason = "连续 " + breaker.failing() + " 个办件送不到，已熔断，逐个试探";
        return new Status(State.BREAKER_OPEN, since, reason, Optional.of(breaker.nextProbe()));
      }
      if (pace.isDraining()) {
        String reason = "恢复中，还有 " + pace.toDrain() + " 件按限速送出";
        return new Status(State.DRAINING, since, reason, Optional.empty());
      }
      return new Status(State.FLOWING, since, "", Optional.empty());
    } finally {
      lock.unlock();
    }
  }
}
