package io.tongqiao.relay;

import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Rate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How far apart calls must be: the system's rate, and a slower one while what has gathered behind
 * its breaker is drained. Not thread-safe: its {@link Gate} holds the lock.
 */
final class Pace {

  private Descriptor system;
  private boolean uncounted;
  private long toDrain;
  private Instant nextSlot = Instant.EPOCH;

  Pace(Descriptor system) {
    this.system = system;
  }

  /** Other rates are in force. */
  void follow(Descriptor next) {
    system = next;
  }

  /** Begins to drain an amount that is not known yet. */
  void drain() {
    uncounted = true;
  }

  /** So much is left to be drained, as far as the journal knows. */
  void drain(long left) {
    toDrain = uncounted ? left : Math.min(toDrain, left);
    uncounted = false;
  }

  /** Whether it is not known yet how much is to be drained. */
  boolean isUncounted() {
    return uncounted;
  }

  boolean isDraining() {
    return uncounted || toDrain > 0;
  }

  long toDrain() {
    return toDrain;
  }

  /** How long a call must wait; zero takes the slot. */
  Duration hold(Instant now) {
    Optional<Duration> interval = interval();
    if (interval.isEmpty()) {
      return Duration.ZERO;
    }
    if (now.isBefore(nextSlot)) {
      return Duration.between(now, nextSlot);
    }
    // one late slot may be made up for, so that the rate is reached in spite of short sleeps
    Instant earliest = now.minus(interval.get());
    nextSlot = (nextSlot.isBefore(earliest) ? now : nextSlot).plus(interval.get());
    if (toDrain > 0) {
      toDrain--;
    }
    return Duration.ZERO;
  }

  private Optional<Duration> interval() {
    Optional<Duration> own = system.limits().rate().map(Rate::interval);
    if (!isDraining()) {
      return own;
    }
    Duration drain = system.breaker().drain().interval();
    return own.filter(o -> o.compareTo(drain) > 0).or(() -> Optional.of(drain));
  }
}
