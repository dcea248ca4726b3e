package io.tongqiao.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WorkloadTest {

  private final Workload workload =
      new Workload(
          List.of(
              ("{\"id\":\"" + Workload.SERIAL + "\",\"no\":\"" + Workload.CASE + "\"}")
                  .getBytes(UTF_8),
              ("{\"second\":\"" + Workload.SERIAL + "\",\"no\":\"" + Workload.CASE + "\"}")
                  .getBytes(UTF_8)));

  @Test
  void message_anyNumber_carriesStageAndNumber() {
    byte[] message = workload.message(3, 41);

    assertThat(Workload.serial(message)).isEqualTo(3_000_000_041L);
    assertThat(new String(message, UTF_8))
        .isEqualTo("{\"second\":\"TQB003000000041\",\"no\":\"TQC003000000020\"}");
  }

  @Test
  void message_eventsOfOneCase_shareItsNumber() {
    assertThat(new String(workload.message(1, 40), UTF_8)).contains("TQC001000000020");
    assertThat(new String(workload.message(1, 41), UTF_8)).contains("TQC001000000020");
    assertThat(new String(workload.message(1, 42), UTF_8)).contains("TQC001000000021");
  }

  @Test
  void serial_textWithoutOne_isMinusOne() {
    assertThat(Workload.serial("{\"id\":\"TQ\"}".getBytes(UTF_8))).isEqualTo(-1);
  }
}
