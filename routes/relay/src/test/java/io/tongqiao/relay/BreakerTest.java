package io.tongqiao.relay;

import static io.tongqiao.relay.GateFixture.PROBE;
import static io.tongqiao.relay.GateFixture.assertProbes;
import static io.tongqiao.relay.GateFixture.open;
import static io.tongqiao.relay.GateFixture.passes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tongqiao.dialect.Rate;
import io.tongqiao.relay.GateFixture.Guest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BreakerTest {

  private final GateFixture fixture = new GateFixture();
  private final MovedClock time = fixture.time;

  @Test
  void breaker_afterFailuresOfDifferentCases_opens() {
    Gate gate = fixture.gate();
    gate.failed(false, "c1");
    gate.failed(false, "c2");
    assertThat(passes(gate)).isTrue();
    gate.failed(false, "c3");
    assertThat(passes(gate)).isFalse();
    GateStatus status = gate.status();
    assertThat(status.state()).isEqualTo(GateStatus.State.BREAKER_OPEN);
    assertThat(status.reason()).contains("3");
    assertThat(status.next()).contains(time.now().plus(PROBE));
  }

  @Test
  void breaker_whenOneCaseFailsAgainAndAgain_staysClosed() {
    Gate gate = fixture.gate();
    gate.failed(false, "c2");
    for (int i = 0; i < 20; i++) {
      gate.failed(false, "poison");
      assertThat(passes(gate)).isTrue();
    }
    assertThat(gate.status().state()).isEqualTo(GateStatus.State.FLOWING);
  }

  @Test
  void breaker_whenTheSystemAnswersInBetween_staysClosed() {
    Gate gate = fixture.gate();
    for (int i = 0; i < 9; i++) {
      gate.failed(false, "c" + i);
      gate.failed(false, "d" + i);
      gate.answered(false);
    }
    assertThat(passes(gate)).isTrue();
  }

  @Test
  void breaker_thatIsOpen_letsOneProbePassAtATime() throws Exception {
    Gate gate = fixture.gate();
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
    assertThat(gate.status().state()).isEqualTo(GateStatus.State.BREAKER_OPEN);
  }

  @Test
  void breaker_withManyThatWait_letsOneOfThemProbe() {
    Gate gate = fixture.gate();
    open(gate);
    List<Guest> waiting = List.of(new Guest(gate), new Guest(gate), new Guest(gate));
    time.move(PROBE);
    await().until(() -> waiting.stream().anyMatch(Guest::passed));
    assertThat(passes(gate)).isFalse();
    assertThat(waiting).filteredOn(Guest::passed).hasSize(1);
    gate.failed(true, "c1");
    assertThat(passes(gate)).isFalse();
    assertThat(waiting).filteredOn(Guest::passed).hasSize(1);
    waiting.stream().filter(c -> !c.passed()).forEach(Guest::giveUp);
  }

  @Test
  void breaker_whileAProbeIsOut_heedsNoCallThatBeganBefore() throws Exception {
    Gate gate = fixture.gate();
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
    Gate gate = fixture.gate();
    open(gate);
    time.move(PROBE);
    assertProbes(gate);
    gate.unused(true);
    assertThat(gate.status().state()).isEqualTo(GateStatus.State.BREAKER_OPEN);
    assertProbes(gate);
  }

  @Test
  void probe_thatIsAnswered_closesTheBreakerAndAsksForACount() throws Exception {
    Gate gate = fixture.gate();
    open(gate);
    assertThat(gate.wantsCount()).isFalse();
    time.move(PROBE);
    assertProbes(gate);
    var waiting = new Guest(gate);
    gate.answered(true);
    assertThat(waiting.probe()).isFalse();
    assertThat(gate.status().state()).isEqualTo(GateStatus.State.DRAINING);
    assertThat(gate.wantsCount()).as("although one has passed already").isTrue();
    gate.drain(5);
    assertThat(gate.wantsCount()).isFalse();
    assertThat(gate.status().reason()).contains("5");
  }

  @Test
  void drain_ofWhatHasGathered_isPacedUntilItIsGone() throws Exception {
    Gate gate = fixture.gate();
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
      assertThat(gate.status().state()).isEqualTo(GateStatus.State.DRAINING);
      assertThat(passes(gate)).isTrue();
    }
    assertThat(gate.status().state()).isEqualTo(GateStatus.State.FLOWING);
    assertThat(passes(gate)).isTrue();
    assertThat(passes(gate)).isTrue();
  }

  @Test
  void drain_ofNothing_flowsAtOnce() throws Exception {
    Gate gate = fixture.gate();
    open(gate);
    time.move(PROBE);
    assertProbes(gate);
    gate.answered(true);
    gate.drain(0);
    assertThat(gate.status().state()).isEqualTo(GateStatus.State.FLOWING);
    assertThat(passes(gate)).isTrue();
    assertThat(passes(gate)).isTrue();
  }

  @Test
  void drain_ofASystemWithASlowerRate_keepsThatRate() throws Exception {
    Gate gate = fixture.gate(Optional.of(Rate.of("60/min")), Optional.empty());
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
  void wantsProbe_isAskedOnlyWhenDueAndNobodyWaits() throws Exception {
    Gate gate = fixture.gate();
    assertThat(gate.wantsProbe()).isFalse();
    open(gate);
    assertThat(gate.wantsProbe()).isFalse();
    time.move(PROBE);
    assertThat(gate.wantsProbe()).isTrue();
    gate.pause(Optional.of("x"));
    assertThat(gate.wantsProbe()).isFalse();
    var waiting = new Guest(gate);
    gate.pause(Optional.empty());
    assertThat(waiting.probe()).isTrue();
    assertThat(gate.wantsProbe()).as("one is out").isFalse();
    gate.failed(true, "c1");
    var next = new Guest(gate);
    time.move(PROBE);
    assertThat(next.probe()).isTrue();
    gate.answered(true);
    assertThat(gate.wantsProbe()).isFalse();
  }
}
