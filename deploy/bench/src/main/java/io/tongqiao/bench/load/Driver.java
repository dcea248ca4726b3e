package io.tongqiao.bench.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Sends one stage's load and counts. In the open model each message has a time at which it should
 * be sent, and all durations run from there: a slow answer is not hidden by the pause it causes
 * (coordinated omission).
 */
final class Driver {

  private static final int CAPACITY = 4_000_000;
  private static final int WARM_FACTOR = 6;
  private static final int WARM_MESSAGES = 30_000;
  private static final Duration DRAIN = Duration.ofSeconds(60);
  private static final long LONGEST_MICROS = 600_000_000L;

  private final Load load;
  private final int stage;
  private final Program program;
  private final Ledger ledger;
  private final AtomicInteger cases = new AtomicInteger();
  private final LongAdder accepted = new LongAdder();
  private final Map<String, LongAdder> errors = new ConcurrentHashMap<>();
  private final Histogram door = new ConcurrentHistogram(LONGEST_MICROS, 3);
  private long began;
  private volatile boolean stopped;

  /**
   * A driver for one stage.
   *
   * @param stage its number, different for each in this process
   * @param program what is measured
   */
  Driver(Load load, int stage, Program program) {
    this.load = load;
    this.stage = stage;
    this.program = program;
    this.ledger = new Ledger(stage, load.sinks(), CAPACITY, load.inFlight());
  }

  /** Runs the stage; the sinks note into its ledger. */
  Figures run(List<Sink> sinks) throws InterruptedException {
    sinks.forEach(sink -> sink.into(ledger));
    began = System.nanoTime();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < load.connections(); i++) {
      var thread = new Thread(this::send, "driver-" + i);
      thread.start();
      threads.add(thread);
    }
    warmUp();
    Count before = count();
    ledger.measuredFrom(before.at);
    Thread.sleep(load.measured().toMillis());
    Count after = count();
    ledger.measuredUntil(after.at);
    stopped = true;
    for (Thread thread : threads) {
      thread.join();
    }
    long missing = load.sinks() == 0 ? 0 : drain();
    errors.forEach((cause, count) -> System.err.println("  " + count + " x " + cause));
    return figures(before, after, missing);
  }

  /**
   * For the time asked, and on a busy machine until the JVM has seen enough to have compiled it.
   */
  private void warmUp() throws InterruptedException {
    long asked = load.warm().toMillis();
    Thread.sleep(asked);
    for (int i = 0; i < WARM_FACTOR * 10 && accepted.sum() < WARM_MESSAGES; i++) {
      Thread.sleep(asked / 10);
    }
  }

  private record Count(long at, long accepted, long arrivals, Duration cpu, Duration others) {}

  private Count count() {
    return new Count(
        System.nanoTime(),
        accepted.sum(),
        ledger.arrivals(),
        program.cpu(),
        Machine.others(program.processes()));
  }

  private Figures figures(Count before, Count after, long missing) {
    double seconds = (after.at - before.at) / 1e9;
    long taken = after.accepted - before.accepted;
    double micros = after.cpu.minus(before.cpu).toNanos() / 1000.0;
    return new Figures(
        taken / seconds,
        (after.arrivals - before.arrivals) / seconds,
        errors.values().stream().mapToLong(LongAdder::sum).sum(),
        ledger.doubled(),
        missing,
        Figures.Percentiles.of(door),
        Figures.Percentiles.of(ledger.endToEnd()),
        taken == 0 ? 0 : micros / taken,
        Math.max(0, after.others.minus(before.others).toNanos() / 1e9 / seconds));
  }

  /** Waits until all is delivered, at most a minute without progress; what is missing then. */
  private long drain() throws InterruptedException {
    long known = -1;
    long moved = System.nanoTime();
    while (ledger.complete() < accepted.sum()) {
      if (ledger.complete() != known) {
        known = ledger.complete();
        moved = System.nanoTime();
      }
      if (System.nanoTime() - moved > DRAIN.toNanos()) {
        break;
      }
      Thread.sleep(20);
    }
    return Math.max(0, accepted.sum() - ledger.complete());
  }

  private void send() {
    int events = load.workload().events();
    try (var sender = new Sender(load.door(), load.key())) {
      while (!stopped) {
        int first = cases.getAndIncrement() * events;
        if (first + events > ledger.capacity()) {
          failed("more messages than the ledger holds");
          return;
        }
        for (int number = first; number < first + events && mayGo(number); number++) {
          sendOne(sender, number);
        }
      }
    } catch (IOException e) {
      failed("closing: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for the message's time, or for room; false when the stage has ended meanwhile. */
  private boolean mayGo(int number) throws InterruptedException {
    if (load.rate() > 0) {
      long at = due(number);
      for (long rest = at - System.nanoTime(); rest > 0 && !stopped; ) {
        LockSupport.parkNanos(Math.min(rest, 100_000_000));
        rest = at - System.nanoTime();
      }
      return !stopped;
    }
    while (load.inFlight() > 0 && !ledger.room().tryAcquire(100, TimeUnit.MILLISECONDS)) {
      if (stopped) {
        return false;
      }
    }
    return !stopped;
  }

  private long due(int number) {
    return began + (long) (number * 1e9 / load.rate());
  }

  private void sendOne(Sender sender, int number) {
    byte[] message = load.workload().message(stage, number);
    long from = load.rate() > 0 ? due(number) : System.nanoTime();
    ledger.sending(number, from);
    try {
      int status = sender.post(message);
      if (status / 100 == 2) {
        accepted.increment();
        if (ledger.measures(from)) {
          Ledger.record(door, System.nanoTime() - from);
        }
        return;
      }
      failed("answer " + status);
    } catch (IOException e) {
      failed(e.toString());
    }
    ledger.refused();
  }

  private void failed(String cause) {
    errors.computeIfAbsent(cause, c -> new LongAdder()).increment();
  }
}
