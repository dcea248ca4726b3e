package io.tongqiao.relay;

import static io.tongqiao.relay.GateFixture.passes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tongqiao.dialect.Rate;
import io.tongqiao.dialect.Window;
import io.tongqiao.relay.GateFixture.Guest;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

class GateTest {

  private final GateFixture fixture = new GateFixture();
  private final MovedClock time = fixture.time;

  @Test
  void system_withoutTrouble_isPassedFreely() {
    Gate gate = fixture.gate();
    for (int i = 0; i < 20; i++) {
      assertThat(passes(gate)).isTrue();
    }
    assertThat(gate.status())
        .isEqualTo(new GateStatus(GateStatus.State.FLOWING, time.now(), "", Optional.empty()));
  }

  @Test
  void system_thatIsPaused_isPassedByNobodyUntilItGoesOn() throws Exception {
    Gate gate = fixture.gate();
    time.move(Duration.ofMinutes(1));
    gate.pause(Optional.of("对方升级"));
    Instant paused = time.now();
    var waiting = new Guest(gate);
    assertThat(waiting.passed()).isFalse();
    time.move(Duration.ofDays(3));
    gate.pause(Optional.of("对方升级"));
    assertThat(passes(gate)).isFalse();
    assertThat(gate.status().state()).isEqualTo(GateStatus.State.PAUSED);
    assertThat(gate.status().since()).isEqualTo(paused);
    assertThat(gate.status().reason()).contains("对方升级");
    gate.pause(Optional.empty());
    assertThat(waiting.probe()).isFalse();
    assertThat(gate.status().state()).isEqualTo(GateStatus.State.FLOWING);
  }

  @Test
  void system_outsideItsHours_isClosedUntilItOpens() throws Exception {
    var hours = List.of(new Window.Hours(510, 720), new Window.Hours(840, 1050));
    var window = new Window(EnumSet.allOf(DayOfWeek.class), true, hours);
    Gate gate = fixture.gate(Optional.empty(), Optional.of(window));
    assertThat(passes(gate)).isTrue();
    time.moveTo("2026-03-16T04:00:00Z");
    var waiting = new Guest(gate);
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
    assertThat(gate.status().state()).isEqualTo(GateStatus.State.FLOWING);
  }

  private static void assertClosedUntil(Gate gate, String opens) {
    assertThat(gate.status().state()).isEqualTo(GateStatus.State.CLOSED);
    assertThat(gate.status().next()).contains(Instant.parse(opens));
  }

  @Test
  void rate_ofASystem_isReachedAndNotExceeded() {
    Gate gate = fixture.gate(Optional.of(Rate.of("10/s")), Optional.empty());
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
  void calls_sideBySide_areNoMoreThanTheLimit() throws Exception {
    Gate gate = fixture.gate();
    for (int i = 0; i < 4; i++) {
      assertThat(gate.enter()).isFalse();
    }
    var fifth = new Guest(gate);
    assertThat(fifth.passed()).isFalse();
    gate.answered(false);
    assertThat(fifth.probe()).isFalse();
  }

  @Test
  void whoeverWaitsForATurnOnly_isTurnedAwayWhereItIsShut() throws Exception {
    Gate gate = fixture.gate();
    assertThat(gate.enterUnlessShut()).isFalse();
    gate.pause(Optional.of("对方升级"));
    assertThatThrownBy(gate::enterUnlessShut)
        .isInstanceOf(ShutException.class)
        .hasMessageContaining("对方升级");
  }

  @Test
  void calls_whoseOutcomeCouldNotBeWritten_areHeld() throws Exception {
    Gate gate = fixture.gate();
    fixture.durability.journalFailed(new DataAccessResourceFailureException("away"));
    var waiting = new Guest(gate);
    assertThat(waiting.passed()).isFalse();
    fixture.durability.journalAnswered();
    assertThat(waiting.probe()).isFalse();
  }

  @Test
  void stop_wakesThoseThatWaitAndLetsNobodyPass() {
    Gate gate = fixture.gate();
    gate.pause(Optional.of("x"));
    List<Guest> waiting = List.of(new Guest(gate), new Guest(gate));
    gate.stop();
    for (Guest one : waiting) {
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
