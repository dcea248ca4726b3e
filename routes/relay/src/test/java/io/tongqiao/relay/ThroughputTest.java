package io.tongqiao.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tongqiao.relay.Throughput.Minute;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ThroughputTest {

  private static final class Hand extends Clock {

    private Instant now = Instant.parse("2026-03-16T01:30:00Z");

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  @Test
  void attempts_ofTheLastMinute_areCountedBySystemAndOutcome() {
    Hand clock = new Hand();
    Throughput throughput = new Throughput(clock);
    throughput.ended("a", true);
    throughput.ended("a", false);
    clock.now = clock.now.plusSeconds(59);
    throughput.ended("a", true);
    throughput.ended("b", true);
    assertThat(throughput.lastMinute())
        .containsEntry("a", new Minute(2, 1))
        .containsEntry("b", new Minute(1, 0));
    clock.now = clock.now.plusSeconds(1);
    assertThat(throughput.lastMinute()).containsEntry("a", new Minute(1, 0));
    clock.now = clock.now.plusSeconds(3600);
    assertThat(throughput.lastMinute()).containsEntry("a", Minute.QUIET);
  }

  @Test
  void course_ofTenMinutes_hasSixtyParts_theNewestLast() {
    Hand clock = new Hand();
    Throughput throughput = new Throughput(clock);
    throughput.ended("a", true);
    clock.now = clock.now.plusSeconds(300);
    throughput.ended("b", false);
    assertThat(throughput.course()).hasSize(60);
    assertThat(throughput.course().get(59)).isEqualTo(new Minute(0, 1));
    assertThat(throughput.course().stream().mapToLong(Minute::delivered).sum()).isEqualTo(1);
    clock.now = clock.now.plusSeconds(301);
    assertThat(throughput.course().stream().mapToLong(Minute::delivered).sum()).isZero();
  }
}
