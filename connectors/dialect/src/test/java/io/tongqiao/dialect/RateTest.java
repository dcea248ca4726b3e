package io.tongqiao.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateTest {

  @ParameterizedTest
  @CsvSource({"10/s,PT0.1S", "1/s,PT1S", "600/min,PT0.1S", "1/min,PT1M", "1000/h,PT3.6S"})
  void interval_rate_isItsTimeDividedByItsCount(String rate, Duration interval) {
    assertThat(Rate.of(rate).interval()).isEqualTo(interval);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10", "10/d", "0/s", "-1/s", "1.5/s", "10 /s", "1000000/s"})
  void of_anythingElse_isRefused(String text) {
    assertThatThrownBy(() -> Rate.of(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
