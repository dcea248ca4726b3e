package io.tongqiao.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** Tokens that stand for a key for a while. */
class DoorTokensTest {

  private static final class Hands extends Clock {
    private Instant now = Instant.parse("2026-09-03T01:00:00Z");

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

  private final Hands clock = new Hands();
  private final DoorTokens tokens = new DoorTokens(clock);

  @Test
  void token_untilItEnds_namesItsSystem() {
    String token = tokens.give("a-system", Duration.ofMinutes(30));
    clock.now = clock.now.plus(Duration.ofMinutes(30)).minusMillis(1);
    assertThat(tokens.systemOf(token)).hasValue("a-system");
    clock.now = clock.now.plusMillis(1);
    assertThat(tokens.systemOf(token)).isEmpty();
  }

  @Test
  void token_givenTwice_isAnother() {
    String first = tokens.give("a-system", Duration.ofMinutes(1));
    assertThat(tokens.give("a-system", Duration.ofMinutes(1)))
        .isNotEqualTo(first)
        .matches("[0-9a-f]{32}");
    assertThat(tokens.systemOf("0".repeat(32))).isEmpty();
  }
}
