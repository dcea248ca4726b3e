package io.tongqiao.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What other programs take of this machine's CPU meanwhile: figures taken beside a busy neighbour
 * say little, and the report must show that. Linux only; elsewhere nothing is told.
 */
public final class Machine {

  private static final Path STAT = Path.of("/proc/stat");
  private static final long TICK_MILLIS = 10;
  private static final List<Integer> IDLE = List.of(4, 5);

  private Machine() {}

  /** CPU time that all programs but ours have used since the machine came up. */
  public static Duration others(List<ProcessHandle> ours) {
    return Files.isReadable(STAT) ? busy().minus(used(ours)) : Duration.ZERO;
  }

  private static Duration busy() {
    try (Stream<String> lines = Files.lines(STAT)) {
      String[] fields = lines.findFirst().orElse("cpu").split("\\s+");
      long ticks = 0;
      for (int i = 1; i < fields.length; i++) {
        ticks += IDLE.contains(i) ? 0 : Long.parseLong(fields[i]);
      }
      return Duration.ofMillis(ticks * TICK_MILLIS);
    } catch (IOException e) {
      return Duration.ZERO;
    }
  }

  private static Duration used(List<ProcessHandle> ours) {
    return ours.stream()
        .flatMap(p -> Stream.concat(Stream.of(p), p.descendants()))
        .distinct()
        .map(p -> p.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }
}
