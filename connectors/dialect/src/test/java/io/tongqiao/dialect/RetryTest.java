package io.tongqiao.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryTest {

  @ParameterizedTest
  @CsvSource({"1,5", "2,10", "3,20", "7,320", "8,600", "9,600", "2147483647,600"})
  void pauseAfter_defaults_doubleFromFiveSecondsToTenMinutes(int attempts, int seconds) {
    assertThat(new Retry(null, null, null, null, null).pauseAfter(attempts, 0))
        .isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void pauseAfter_firstLongerThanMax_isMax() {
    var retry = new Retry(Duration.ofHours(1), 1.0, Duration.ofMinutes(1), null, null);

    assertThat(retry.pauseAfter(1, 0)).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void pauseAfter_multiplierOne_staysTheSame() {
    var retry = new Retry(Duration.ofMillis(1500), 1.0, Duration.ofMinutes(1), null, null);

    assertThat(retry.pauseAfter(40, 0)).isEqualTo(Duration.ofMillis(1500));
  }

  @ParameterizedTest
  @CsvSource({"0.2,0,10000", "0.2,0.5,11000", "0.2,0.999,11998", "1,0.75,17500", "0,0.9,10000"})
  void pauseAfter_jitter_onlyLengthensByItsFraction(double jitter, double random, long millis) {
    var retry = new Retry(null, null, null, jitter, null);

    assertThat(retry.pauseAfter(2, random)).isEqualTo(Duration.ofMillis(millis));
  }

  @Test
  void pauseAfter_atMax_exceedsItByJitterAlone() {
    var retry = new Retry(null, null, null, null, null);

    assertThat(retry.pauseAfter(1000, 0.5)).isEqualTo(Duration.ofMinutes(11));
  }
}
