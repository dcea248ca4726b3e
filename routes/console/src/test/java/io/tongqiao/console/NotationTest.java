package io.tongqiao.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tongqiao.dialect.Rate;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values are written as a descriptor has them. */
class NotationTest {

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0s",
    "PT0.5S, 500ms",
    "PT10S, 10s",
    "PT90S, 90s",
    "PT5M, 5m",
    "PT2H, 2h",
    "P7D, 7d"
  })
  void duration_isWrittenInItsLargestWholeUnit(Duration duration, String written) {
    assertThat(Notation.of(duration)).isEqualTo(written);
  }

  @ParameterizedTest
  @CsvSource({"2097152, 2MiB", "65536, 64KiB", "100, 100B"})
  void size_isWrittenInItsLargestWholeUnit(long bytes, String written) {
    assertThat(Notation.bytes(bytes)).isEqualTo(written);
  }

  @ParameterizedTest
  @CsvSource({"10/s", "600/min", "1000/h"})
  void rate_isWrittenAsItWasRead(String rate) {
    assertThat(Notation.of(Rate.of(rate))).isEqualTo(rate);
  }

  @Test
  void address_showsNeitherUserNorPasswordNorProperties() {
    assertThat(Notation.address(URI.create("sftp://user:geheim@ferry.example:22/x")))
        .isEqualTo("sftp://ferry.example:22/x");
    assertThat(
            Notation.address(URI.create("jdbc:postgresql://db.example/qzk?user=a&password=geheim")))
        .isEqualTo("jdbc:postgresql://db.example/qzk");
  }
}
