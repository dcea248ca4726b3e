package io.tongqiao.dialect;

import java.time.Duration;
import java.util.Objects;

/**
 * The lane's schedule for "not now": first pause, factor, longest pause; by which fraction of it a
 * pause may be longer, so that lanes do not come back together; after how many attempts the lane
 * parks (0: it never gives up).
 */
public record Retry(
    Duration first, Double multiplier, Duration max, Double jitter, Integer attempts) {
  /** Fills in what was left out. */
  public Retry {
    first = Objects.requireNonNullElse(first, Duration.ofSeconds(5));
    multiplier = Objects.requireNonNullElse(multiplier, 2.0);
    max = Objects.requireNonNullElse(max, Duration.ofMinutes(10));
    jitter = Objects.requireNonNullElse(jitter, 0.2);
    attempts = Objects.requireNonNullElse(attempts, 0);
  }

  /** The pause after so many attempts, from 1; random is from 0 to less than 1. */
  public Duration pauseAfter(int attempts, double random) {
    double factor = Math.pow(multiplier, Math.min(attempts - 1, 60));
    double millis = Math.min((double) first.toMillis() * factor, (double) max.toMillis());
    return Duration.ofMillis((long) (millis * (1 + jitter * random)));
  }
}
