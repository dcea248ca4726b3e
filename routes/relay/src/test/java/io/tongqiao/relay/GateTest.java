package io.tongqiao.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Rate;
import io.tongqiao.dialect.Window;
import io.tongqiao.schema.WorkCalendar;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.dao.DataAccessResourceFailureException;

class GateTest {

  private static final Duration PROBE = Duration.ofSeconds(30);

  /** A Monday, 10:00 in China. */
  private final MovedClock time = new MovedClock("2026-03-16T02:00:00Z");

  private final Durability durability =
      new Durability(
          new Binder(new MapConfigurationPropertySource(Map.of()))
              .bindOrCreate("tongqiao", RelayProperties.class),
          time.clock());

  private Gate gate(Optional<Rate> rate, Optional<Window> window) {
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
            null);
    return new Gate(system, WorkCalendar.load(), durability, time.clock());
  }

  private Gate gate() {
    return gate(Optional.empty(), Optional.empty());
  }

  /** Somebody who wants to pass. */
  private static final class Caller {
    private final FutureTask<Boolean> task;
    private final Thread thread;

    Caller(Gate gate) {
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

  private static boolean passes(Gate gate) {
    var caller = new Caller(gate);
    if (!caller.passed()) {
      caller.giveUp();
      return false;
    }
    return true;
  }

  /** The next call, which must be a probe. */
  private static void assertProbes(Gate gate) throws Exception {
    assertThat(new Caller(gate).probe()).isTrue();
  }

  private static void open(Gate gate) {
    List.of("c1", "c2", "c3").forEach(caseNo -> gate.failed(false, caseNo));
    assertThat(gate.status().state()).isEqualTo(Gate.State.BREAKER_OPEN);
  }

  @Test
  void system_withoutTrouble_isPassedFreely() {
    Gate gate = gate();
    for (int i = 0; i < 20; i++) {
      assertThat(passes(gate)).isTrue();
    }
    assertThat(gate.status())
        .isEqualTo(new Gate.Status(Gate.State.FLOWING, time.now(), "", Optional.empty()));
  }

  @Test
  void system_thatIsPaused_isPassedByNobodyUntilItGoesOn() throws Exception {
    Gate gate = gate();
    time.move(Duration.ofMinutes(1));
    gate.pause(Optional.of("对方升级"));
    Instant paused = time.now();
    var waiting = new Caller(gate);
    assertThat(waiting.passed()).isFalse();
    time.move(Duration.ofDays(3));
    gate.pause(Optional.of("对方升级"));
    assertThat(passes(gate)).isFalse();
    assertThat(gate.status().state()).isEqualTo(Gate.State.PAUSED);
    assertThat(gate.status().since()).isEqualTo(paused);
    assertThat(gate.status().reason()).contains("对方升级");
    gate.pause(Optional.empty());
    assertThat(waiting.probe()).isFalse();
    assertThat(gate.status().state()).isEqualTo(Gate.State.FLOWING);
  }

  @Test
  void system_outsideItsHours_isClosedUntilItOpens() throws Exception {
    var hours = List.of(new Window.Hours(510, 720), new Window.Hours(840, 1050));
    var window = new Window(EnumSet.allOf(DayOfWeek.class), true, hours);
    Gate gate = gate(Optional.empty(), Optional.of(window));
    assertThat(passes(gate)).isTrue();
    time.moveTo("2026-03-16T04:00:00Z");
    var waiting = new Caller(gate);
    assertThat(waiting.passed()).isFalse();
    assertClosedUntil(gate, "2026-03-16T06:00:00Z");
    time.moveTo("2026-03-16T05:59:59.999Z");
    assertThat(passes(gate)).isFalse();
    time.moveTo("2026-03-16T06:00:00Z");
    assertThat(waiting.probe()).isFalse();
    time.moveTo("2026-03-20T09:30:00Z");
    assertThat(passes(gate)).isFalse();
    assertClosedUntil(gate, "2026-03-23T00:30:00Z");
    time.moveTo("2026-03-23T00:30:00Z");
    assertThat(passes(gate)).isTrue();
    assertThat(gate.status().state()).isEqualTo(Gate.State.FLOWING);
  }

  private static void assertClosedUntil(Gate gate, String opens) {
    assertThat(gate.status().state()).isEqualTo(Gate.State.CLOSED);
    assertThat(gate.status().next()).contains(Instant.parse(opens));
  }

  @Test
  void breaker_afterFailuresOfDifferentCases_opens() {
    Gate gate = gate();
    gate.failed(false, "c1");
    gate.failed(false, "c2");
    assertThat(passes(gate)).isTrue();
    gate.failed(false, "c3");
    assertThat(passes(gate)).isFalse();
    Gate.Status status = gate.status();
    assertThat(status.state()).isEqualTo(Gate.State.BREAKER_OPEN);
    assertThat(status.reason()).contains("3");
    assertThat(status.next()).contains(time.now().plus(PROBE));
  }

  @Test
  void breaker_whenOneCaseFailsAgainAndAgain_staysClosed() {
    Gate gate = gate();
    gate.failed(false, "c2");
    for (int i = 0; i < 20; i++) {
      gate.failed(false, "poison");
      assertThat(passes(gate)).isTrue();
    }
    assertThat(gate.status().state()).isEqualTo(Gate.State.FLOWING);
  }

  @Test
  void breaker_whenTheSystemAnswersInBetween_staysClosed() {
    Gate gate = gate();
    for (int i = 0; i < 9; i++) {
      gate.failed(false, "c" + i);
      gate.failed(false, "d" + i);
      gate.answered(false);
    }
    assertThat(passes(gate)).isTrue();
  }

  @Test
  void breaker_thatIsOpen_letsOneProbePassAtATime() throws Exception {
    Gate gate = gate();
    open(gate);
    for (int i = 0; i < 3; i++) {
      time.move(PROBE.minusMillis(1));
      assertThat(passes(gate)).isFalse();
      time.move(Duration.ofMillis(1));
      assertProbes(gate);
      time.move(PROBE.multipliedBy(2));
      assertThat(passes(gate)).as("while the probe is out").isFalse();
      gate.failed(true, "c" + i);
    }
    assertThat(gate.status().state()).isEqualTo(Gate.State.BREAKER_OPEN);
  }

  @Test
  void breaker_withManyThatWait_letsOneOfThemProbe() {
    Gate gate = gate();
    open(gate);
    List<Caller> waiting = List.of(new Caller(gate), new Caller(gate), new Caller(gate));
    time.move(PROBE);
    await().until(() -> waiting.stream().anyMatch(Caller::passed));
    assertThat(passes(gate)).isFalse();
    assertThat(waiting).filteredOn(Caller::passed).hasSize(1);
    gate.failed(true, "c1");
    assertThat(passes(gate)).isFalse();
    assertThat(waiting).filteredOn(Caller::passed).hasSize(1);
    waiting.stream().filter(c -> !c.passed()).forEach(Caller::giveUp);
  }

  @Test
  void breaker_whileAProbeIsOut_heedsNoCallThatBeganBefore() throws Exception {
    Gate gate = gate();
    open(gate);
    time.move(PROBE);
    assertProbes(gate);
    gate.failed(false, "c4");
    gate.unused(false);
    time.move(PROBE);
    assertThat(passes(gate)).isFalse();
    gate.unused(true);
    assertProbes(gate);
  }

  @Test
  void probe_thatWasNotUsed_isLeftToTheNext() throws Exception {
    Gate gate = gate();
    open(gate);
    time.move(PROBE);
    assertProbes(gate);
    gate.unused(true);
    assertThat(gate.status().state()).isEqualTo(Gate.State.BREAKER_OPEN);
    assertProbes(gate);
  }

  @Test
  void probe_thatIsAnswered_closesTheBreakerAndAsksForACount() throws Exception {
    Gate gate = gate();
    open(gate);
    assertThat(gate.wantsCount()).isFalse();
    time.move(PROBE);
    assertProbes(gate);
    var waiting = new Caller(gate);
    gate.answered(true);
    assertThat(waiting.probe()).isFalse();
    assertThat(gate.status().state()).isEqualTo(Gate.State.DRAINING);
    assertThat(gate.wantsCount()).as("although one has passed already").isTrue();
    gate.drain(5);
    assertThat(gate.wantsCount()).isFalse();
    assertThat(gate.status().reason()).contains("5");
  }

  @Test
  void drain_ofWhatHasGathered_isPacedUntilItIsGone() throws Exception {
    Gate gate = gate();
    open(gate);
    time.move(PROBE);
    assertProbes(gate);
    gate.answered(true);
    assertThat(passes(gate)).isTrue();
    assertThat(passes(gate)).as("paced before anybody has counted").isFalse();
    gate.drain(3);
    for (int i = 0; i < 3; i++) {
      time.move(Duration.ofMillis(499));
      assertThat(passes(gate)).isFalse();
      time.move(Duration.ofMillis(1));
      assertThat(gate.status().state()).isEqualTo(Gate.State.DRAINING);
      assertThat(passes(gate)).isTrue();
    }
    assertThat(gate.status().state()).isEqualTo(Gate.State.FLOWING);
    assertThat(passes(gate)).isTrue();
    assertThat(passes(gate)).isTrue();
  }

  @Test
  void drain_ofNothing_flowsAtOnce() throws Exception {
    Gate gate = gate();
    open(gate);
    time.move(PROBE);
    assertProbes(gate);
    gate.answered(true);
    gate.drain(0);
    assertThat(gate.status().state()).isEqualTo(Gate.State.FLOWING);
    assertThat(passes(gate)).isTrue();
    assertThat(passes(gate)).isTrue();
  }

  @Test
  void drain_ofASystemWithASlowerRate_keepsThatRate() throws Exception {
    Gate gate = gate(Optional.of(Rate.of("60/min")), Optional.empty());
    open(gate);
    time.move(PROBE);
    assertProbes(gate);
    gate.answered(true);
    gate.drain(9);
    assertThat(passes(gate)).isTrue();
    time.move(Duration.ofMillis(999));
    assertThat(passes(gate)).isFalse();
    time.move(Duration.ofMillis(1));
    assertThat(passes(gate)).isTrue();
  }

  @Test
  void rate_ofASystem_isReachedAndNotExceeded() {
    Gate gate = gate(Optional.of(Rate.of("10/s")), Optional.empty());
    int passed = 0;
    for (int millis = 0; millis < 5000; millis += 37) {
      passed += passes(gate) ? 1 : 0;
      time.move(Duration.ofMillis(37));
    }
    assertThat(passed).isBetween(49, 51);
    time.move(Duration.ofHours(1));
    assertThat(passes(gate)).isTrue();
    assertThat(passes(gate)).as("what was not used is not saved up").isFalse();
  }

  @Test
  void wantsProbe_isAskedOnlyWhenDueAndNobodyWaits() throws Exception {
    Gate gate = gate();
    assertThat(gate.wantsProbe()).isFalse();
    open(gate);
    assertThat(gate.wantsProbe()).isFalse();
    time.move(PROBE);
    assertThat(gate.wantsProbe()).isTrue();
    gate.pause(Optional.of("x"));
    assertThat(gate.wantsProbe()).isFalse();
    var waiting = new Caller(gate);
    gate.pause(Optional.empty());
    assertThat(waiting.probe()).isTrue();
    assertThat(gate.wantsProbe()).as("one is out").isFalse();
    gate.failed(true, "c1");
    var next = new Caller(gate);
    time.move(PROBE);
    assertThat(next.probe()).isTrue();
    gate.answered(true);
    assertThat(gate.wantsProbe()).isFalse();
  }

  @Test
  void calls_whoseOutcomeCouldNotBeWritten_areHeld() throws Exception {
    Gate gate = gate();
    durability.journalFailed(new DataAccessResourceFailureException("away"));
    var waiting = new Caller(gate);
    assertThat(waiting.passed()).isFalse();
    durability.journalAnswered();
    assertThat(waiting.probe()).isFalse();
  }

  @Test
  void stop_wakesThoseThatWaitAndLetsNobodyPass() {
    Gate gate = gate();
    gate.pause(Optional.of("x"));
    List<Caller> waiting = List.of(new Caller(gate), new Caller(gate));
    gate.stop();
    for (Caller one : waiting) {
      assertThatThrownBy(one::probe)
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(IllegalStateException.class);
    }
    gate.pause(Optional.empty());
    assertThatThrownBy(gate::enter)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("prov-x");
  }
}
