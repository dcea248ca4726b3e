package io.tongqiao.relay;

import io.tongqiao.dialect.Descriptor;
import io.tongqiao.relay.GateStatus.State;
import io.tongqiao.schema.WorkCalendar;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every call to one system passes: an operator's pause, the hours in which the system is open,
 * the breaker, and the rate. Whoever may not pass now waits here; its queue stays as it is.
 */
public final class Gate {

  private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

  /** Nobody sleeps longer than this without looking again. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  private volatile Descriptor system;
  private final WorkCalendar calendar;
  private final Durability durability;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  private final Breaker breaker;
  private final Pace pace;
  private volatile Optional<String> pause = Optional.empty();
  private int waiting;
  private int inside;
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
      inside++;
      return breaker.begin();
    } finally {
      waiting--;
      lock.unlock();
    }
  }

  /**
   * As {@link #enter}, but turns away at once whoever would wait for an operator, for opening
   * hours, or for a system that does not answer.
   */
  public boolean enterUnlessShut() throws InterruptedException, ShutException {
    Optional<String> reason = seen(() -> shut(now()));
    if (reason.isPresent()) {
      throw new ShutException(reason.get());
    }
    return enter();
  }

  /** A probe that is due is let through: whoever asks may be the first to see that it answers. */
  private Optional<String> shut(GateStatus status) {
    boolean probes = status.state() == State.BREAKER_OPEN && probeDue();
    return status.reason().isEmpty() || status.state() == State.DRAINING || probes
        ? Optional.empty()
        : Optional.of(status.reason());
  }

  /** How long to wait; zero takes the turn. */
  private Duration hold() {
    if (stopping) {
      throw new IllegalStateException("the relay is stopping; " + system.id() + " is left queued");
    }
    Instant now = clock.instant();
    boolean full = inside >= system.limits().concurrency();
    if (full
        || pause.isPresent()
        || !durability.canSettle()
        || (breaker.isOpen() && breaker.isProbing())) {
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
  public void answered(boolean probe) {
    left(
        () -> {
          if (breaker.answered(probe)) {
            pace.drain();
            since = clock.instant();
            LOG.info("system {} answers again: its breaker is closed", system.id());
          }
        });
  }

  /** A call was made for a lane, and the system could not take it now. */
  public void failed(boolean probe, String caseNo) {
    left(
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
  public void unused(boolean probe) {
    left(() -> breaker.unused(probe));
  }

  private void left(Runnable change) {
    locked(
        () -> {
          inside--;
          change.run();
        });
  }

  private <T> T seen(Supplier<T> look) {
    lock.lock();
    try {
      return look.get();
    } finally {
      lock.unlock();
    }
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
    return seen(pace::isUncounted);
  }

  /** Whether what gathered while the breaker was open goes at the paced rate now. */
  boolean isDraining() {
    return seen(pace::isDraining);
  }

  /** So many deliveries are left of what gathered while the breaker was open, at most. */
  void drain(long left) {
    locked(() -> pace.drain(left));
  }

  /** Whether a probe is due for which no delivery stands ready. */
  boolean wantsProbe() {
    return seen(
        () -> waiting == 0 && probeDue() && pause.isEmpty() && opens(clock.instant()).isEmpty());
  }

  private boolean probeDue() {
    return breaker.isOpen()
        && !breaker.isProbing()
        && !clock.instant().isBefore(breaker.nextProbe());
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

  /** Another version of the system's folder is in force: its hours, limits and rates. */
  void follow(Descriptor next) {
    locked(
        () -> {
          system = next;
          breaker.follow(next.breaker());
          pace.follow(next);
        });
  }

  /** Nobody passes any more. */
  void stop() {
    locked(() -> stopping = true);
  }

  GateStatus status() {
    return seen(this::now);
  }

  private GateStatus now() {
    return GateStatus.now(since, pause, opens(clock.instant()), breaker, pace);
  }
}
