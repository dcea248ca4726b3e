package io.tongqiao.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tongqiao.bench.load.Sink.Mood;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class SinkTest {

  @Test
  void become_wellAgainManyTimes_listensEachTime() throws IOException {
    try (var sink = new Sink(0)) {
      for (int i = 0; i < 300; i++) {
        sink.become(i % 2 == 0 ? Mood.HANGING : Mood.WELL);
      }
      try (var sender = new Sender(sink.address(), "")) {
        assertThat(sender.post("{}".getBytes(UTF_8))).isEqualTo(200);
      }
    }
  }
}
