package io.tongqiao.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class EarTest {

  private static byte[] result(String caseNo, String outcome) {
    String text =
        "{\"caseNo\":\"%s\",\"materials\":[{\"code\":\"M10\",\"outcome\":\"%s\"}]}"
            .formatted(caseNo, outcome);
    return text.getBytes(UTF_8);
  }

  @Test
  void results_oneToldTwice_isCountedOnceAndAsDoubled() throws IOException, InterruptedException {
    try (var ear = new Ear();
        var sender = new Sender(ear.address(), "")) {
      assertThat(sender.post("/notify", "", result("A", "FOUND"))).isEqualTo(200);
      sender.post("/notify", "", result("A", "FOUND"));
      sender.post("/notify", "", result("B", "UNAVAILABLE"));
      ear.await(2, Duration.ofSeconds(5));

      assertThat(ear.results()).isEqualTo(2);
      assertThat(ear.doubled()).isEqualTo(1);
      assertThat(ear.count("FOUND")).isEqualTo(1);
      assertThat(ear.last("A")).isPresent();
      assertThat(ear.last("C")).isEmpty();
    }
  }
}
