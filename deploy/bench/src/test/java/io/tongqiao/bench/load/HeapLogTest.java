package io.tongqiao.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeapLogTest {

  @TempDir Path directory;

  @Test
  void since_someLines_isThePeakOfThoseThatFollow() throws IOException {
    Path log =
        Files.write(
            directory.resolve("gc.log"),
            List.of(
                "[0.01s][info][gc] Using G1",
                "[1.00s][info][gc] GC(0) Pause Young (Normal) (G1 Evacuation Pause) 400M->90M(512M) 5.1ms",
                "[2.00s][info][gc] GC(1) Pause Young (Normal) (G1 Evacuation Pause) 310M->95M(512M) 5.1ms",
                "[2.50s][info][gc] GC(2) Concurrent Mark Cycle",
                "[3.00s][info][gc] GC(3) Pause Remark 120M->118M(512M) 5.1ms"));

    assertThat(new HeapLog(log).since(2)).isEqualTo(new HeapLog.Peak(310, 118));
    assertThat(new HeapLog(log).lines()).isEqualTo(5);
  }
}
