package io.tongqiao.relay;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until the test moves it. */
final class MovedClock {

  private final AtomicReference<Instant> now;

  MovedClock(String start) {
    now = new AtomicReference<>(Instant.parse(start));
  }

  Clock clock() {
    return ((InstantSource) now::get).withZone(ZoneOffset.UTC);
  }

  Instant now() {
    return now.get();
  }

  void moveTo(String instant) {
    now.set(Instant.parse(instant));
  }

  void move(Duration by) {
    now.updateAndGet(n -> n.plus(by));
  }
}
