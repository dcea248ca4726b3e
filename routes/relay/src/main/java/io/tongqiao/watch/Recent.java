package io.tongqiao.watch;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the attempts of the last minutes came to, by the counters: a mark each time it is looked,
 * and the difference from the mark that is as old as the window. Not thread-safe.
 */
final class Recent {

  /** Attempts that failed, and all of them. */
  record Attempts(double failed, double all) {

    private Attempts and(Attempts other) {
      return new Attempts(failed + other.failed, all + other.all);
    }

    private Attempts since(Attempts before) {
      return new Attempts(failed - before.failed, all - before.all);
    }

    double share() {
      return all == 0 ? 0 : failed / all;
    }
  }

  private record Mark(Instant at, Map<String, Attempts> counted) {}

  private static final Attempts NONE = new Attempts(0, 0);

  private final MeterRegistry registry;
  private final Duration window;
  private final Deque<Mark> marks = new ArrayDeque<>();

  Recent(MeterRegistry registry, Duration window) {
    this.registry = registry;
    this.window = window;
  }

  /** Attempts by system within the window, or since the first look, which is later. */
  Map<String, Attempts> look(Instant now) {
    Map<String, Attempts> counted = counted();
    marks.addLast(new Mark(now, counted));
    while (marks.size() > 1 && !marks.getFirst().at.plus(window).isAfter(now)) {
      marks.removeFirst();
    }
    Map<String, Attempts> before = marks.getFirst().counted;
    Map<String, Attempts> recent = new TreeMap<>();
    counted.forEach((s, n) -> recent.put(s, n.since(before.getOrDefault(s, NONE))));
    return recent;
  }

  /** Whether the window is full: before, nobody can say that a system is well again. */
  boolean full(Instant now) {
    return !marks.isEmpty() && !marks.getFirst().at.plus(window.dividedBy(2)).isAfter(now);
  }

  private Map<String, Attempts> counted() {
    Map<String, Attempts> counted = new TreeMap<>();
    for (Counter counter : registry.find(Meters.ATTEMPTS).counters()) {
      String outcome = counter.getId().getTag("outcome");
      boolean well = "confirmed".equals(outcome) || "pending".equals(outcome);
      double n = counter.count();
      counted.merge(counter.getId().getTag("system"), new Attempts(well ? 0 : n, n), Attempts::and);
    }
    return counted;
  }
}
