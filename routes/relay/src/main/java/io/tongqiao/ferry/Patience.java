package io.tongqiao.ferry;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * How long things have lain as they are, by our own clock: the other side's may be wrong. Begins
 * anew when the process does.
 */
final class Patience {

  private record Seen(String as, Instant since) {}

  private final Map<String, Seen> seen = new HashMap<>();
  private final Set<String> told = new HashSet<>();
  private final Clock clock;
  private final Duration patience;

  Patience(Clock clock, Duration patience) {
    this.clock = clock;
    this.patience = patience;
  }

  /** Whether a thing has looked like this for long enough. */
  boolean isOver(String thing, String as) {
    Instant now = clock.instant();
    Seen last = seen.get(thing);
    if (last == null || !last.as.equals(as)) {
      seen.put(thing, new Seen(as, now));
      told.remove(thing);
      return patience.isZero();
    }
    return !last.since.plus(patience).isAfter(now);
  }

  /** True once for a thing as it is. */
  boolean tell(String thing) {
    return told.add(thing);
  }

  /** Forgets all but these things. */
  void keep(Set<String> things) {
    seen.keySet().retainAll(things);
    told.retainAll(things);
  }
}
