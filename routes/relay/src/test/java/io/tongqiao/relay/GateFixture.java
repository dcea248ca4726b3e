package io.tongqiao.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Rate;
import io.tongqiao.dialect.Window;
import io.tongqiao.schema.WorkCalendar;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** A gate to a system, with a clock that the test moves, and callers that want to pass. */
final class GateFixture {

  static final Duration PROBE = Duration.ofSeconds(30);

  /** A Monday, 10:00 in China. */
  final MovedClock time = new MovedClock("2026-03-16T02:00:00Z");

  final Durability durability =
      new Durability(
          new Binder(new MapConfigurationPropertySource(Map.of()))
              .bindOrCreate("tongqiao", RelayProperties.class),
          time.clock());

  Gate gate(Optional<Rate> rate, Optional<Window> window) {
    var system =
        new Descriptor(
            "prov-x",
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            new Descriptor.Limits(4, Duration.ofSeconds(10), 1L << 20, rate),
            null,
            new Descriptor.Breaker(3, PROBE, Rate.of("2/s")),
            window,
            null,
            null,
            null,
            null,
            null,
            null,
            Optional.empty(),
            Optional.empty());
    return new Gate(system, WorkCalendar.load(), durability, time.clock());
  }

  Gate gate() {
    return gate(Optional.empty(), Optional.empty());
  }

  /** Somebody who wants to pass. */
  static final class Guest {
    private final FutureTask<Boolean> task;
    private final Thread thread;

    Guest(Gate gate) {
      task = new FutureTask<>(gate::enter);
      thread = new Thread(task);
      thread.start();
      await()
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(1))
          .until(() -> task.isDone() || thread.getState() == Thread.State.TIMED_WAITING);
    }

    boolean passed() {
      return task.isDone();
    }

    /** Waits until it may pass; gives whether the call is a probe. */
    boolean probe() throws Exception {
      return task.get(10, TimeUnit.SECONDS);
    }

    void giveUp() {
      thread.interrupt();
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  static boolean passes(Gate gate) {
    var caller = new Guest(gate);
    if (!caller.passed()) {
      caller.giveUp();
      return false;
    }
    gate.unused(false);
    return true;
  }

  /** The next call, which must be a probe. */
  static void assertProbes(Gate gate) throws Exception {
    assertThat(new Guest(gate).probe()).isTrue();
  }

  static void open(Gate gate) {
    List.of("c1", "c2", "c3").forEach(caseNo -> gate.failed(false, caseNo));
    assertThat(gate.status().state()).isEqualTo(GateStatus.State.BREAKER_OPEN);
  }
}
