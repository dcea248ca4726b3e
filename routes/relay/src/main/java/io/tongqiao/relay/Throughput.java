package io.tongqiao.relay;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * How many attempts have ended lately, by system, since this node was started: kept in memory, for
 * nobody repairs by it, and the journal would have to be read for it every other second.
 */
@Component
public class Throughput {

  private static final int MINUTE = 60;
  private static final int LONG = 600;

  private final Map<String, Seconds> bySystem = new ConcurrentHashMap<>();
  private final Seconds all = new Seconds(LONG);
  private final Clock clock;

  Throughput(Clock clock) {
    this.clock = clock;
  }

  /**
   * Attempts that ended in the last minute.
   *
   * @param delivered well
   * @param failed otherwise: not now, refused, or a fault of ours
   */
  public record Minute(long delivered, long failed) {

    /** Nothing at all. */
    public static final Minute QUIET = new Minute(0, 0);
  }

  /** An attempt has ended. */
  void ended(String system, boolean delivered) {
    long now = now();
    bySystem.computeIfAbsent(system, id -> new Seconds(MINUTE)).add(now, delivered);
    all.add(now, delivered);
  }

  /** The last minute of each system that anything was tried for. */
  public Map<String, Minute> lastMinute() {
    long now = now();
    Map<String, Minute> minutes = new TreeMap<>();
    bySystem.forEach((system, seconds) -> minutes.put(system, seconds.sum(now - MINUTE, now)));
    return minutes;
  }

  /** The last ten minutes of all systems together, ten seconds each, the oldest first. */
  public List<Minute> course() {
    long now = now();
    List<Minute> course = new ArrayList<>();
    for (long from = now - LONG; from < now; from += 10) {
      course.add(all.sum(from, from + 10));
    }
    return course;
  }

  private long now() {
    return clock.millis() / 1000;
  }

  /** A ring of counts, one a second. */
  private static final class Seconds {

    private final long[] second;
    private final int[] delivered;
    private final int[] failed;

    Seconds(int length) {
      second = new long[length];
      delivered = new int[length];
      failed = new int[length];
    }

    synchronized void add(long now, boolean well) {
      int at = (int) (now % second.length);
      if (second[at] != now) {
        second[at] = now;
        delivered[at] = 0;
        failed[at] = 0;
      }
      delivered[at] += well ? 1 : 0;
      failed[at] += well ? 0 : 1;
    }

    /** Of the seconds after the first up to the last. */
    synchronized Minute sum(long after, long upTo) {
      long well = 0;
      long badly = 0;
      for (int i = 0; i < second.length; i++) {
        if (second[i] > after && second[i] <= upTo) {
          well += delivered[i];
          badly += failed[i];
        }
      }
      return new Minute(well, badly);
    }
  }
}
