package io.tongqiao.bench.load;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * What became of each message of one stage: when it should have been sent, which sinks have it. A
 * message is complete when every sink that counts has it; the second arrival at one sink counts as
 * doubled.
 */
final class Ledger {

  /** Takes nothing. */
  static final Ledger NONE = new Ledger(0, 0, 0, 0);

  private static final long LONGEST_MICROS = 600_000_000L;

  private final int stage;
  private final int counted;
  private final AtomicLongArray intended;
  private final AtomicIntegerArray seen;
  private final boolean limited;
  private final Semaphore room;
  private final LongAdder arrivals = new LongAdder();
  private final LongAdder complete = new LongAdder();
  private final LongAdder doubled = new LongAdder();
  private final Histogram endToEnd = new ConcurrentHistogram(LONGEST_MICROS, 3);
  private volatile long measuredFrom = Long.MAX_VALUE;
  private volatile long measuredTo = Long.MAX_VALUE;

  /**
   * An empty ledger.
   *
   * @param stage number of the stage; arrivals of others are not its own
   * @param sinks how many sinks count, from number 0
   * @param capacity most messages it can hold
   * @param inFlight most messages sent and not complete; 0 for no limit
   */
  Ledger(int stage, int sinks, int capacity, int inFlight) {
    this.stage = stage;
    this.counted = (1 << sinks) - 1;
    this.intended = new AtomicLongArray(capacity);
    this.seen = new AtomicIntegerArray(capacity);
    this.limited = inFlight > 0;
    this.room = new Semaphore(inFlight);
  }

  /** Where the sender waits for room, when there is a limit. */
  Semaphore room() {
    return room;
  }

  int capacity() {
    return seen.length();
  }

  /** A message is about to be sent; {@code at} is when it should have been, in nanoTime. */
  void sending(int number, long at) {
    intended.lazySet(number, at);
  }

  /** A message was not accepted: it takes no room any more. */
  void refused() {
    makeRoom();
  }

  private void makeRoom() {
    if (limited) {
      room.release();
    }
  }

  /** A request came to a sink. */
  void arrived(byte[] body, int sink) {
    long serial = Workload.serial(body);
    if (serial < 0 || serial / Workload.STAGE != stage) {
      return;
    }
    int number = (int) (serial % Workload.STAGE);
    int bit = 1 << sink;
    int before = seen.getAndUpdate(number, s -> s | bit);
    if ((before & bit) != 0) {
      doubled.increment();
      return;
    }
    if ((bit & counted) == 0) {
      return;
    }
    arrivals.increment();
    if (((before | bit) & counted) == counted) {
      complete.increment();
      makeRoom();
      note(intended.get(number));
    }
  }

  private void note(long from) {
    if (from - measuredFrom >= 0 && from - measuredTo < 0) {
      record(endToEnd, System.nanoTime() - from);
    }
  }

  /** Notes a duration in microseconds, however long. */
  static void record(Histogram histogram, long nanos) {
    histogram.recordValue(Math.min(LONGEST_MICROS, Math.max(0, nanos / 1000)));
  }

  /** From now on, until {@link #measuredUntil}, times of messages sent are noted. */
  void measuredFrom(long nanoTime) {
    measuredTo = nanoTime + (Long.MAX_VALUE >> 1);
    measuredFrom = nanoTime;
  }

  /** Ends what {@link #measuredFrom} began. */
  void measuredUntil(long nanoTime) {
    measuredTo = nanoTime;
  }

  /** Whether a message that should have been sent then is measured. */
  boolean measures(long at) {
    return measuredFrom != Long.MAX_VALUE && at - measuredFrom >= 0 && at - measuredTo < 0;
  }

  /** Messages at counted sinks, each once a sink. */
  long arrivals() {
    return arrivals.sum();
  }

  /** Messages at every counted sink. */
  long complete() {
    return complete.sum();
  }

  long doubled() {
    return doubled.sum();
  }

  Histogram endToEnd() {
    return endToEnd;
  }
}
