package io.tongqiao.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a measured program takes of the memory: its heap by its collector's log, all of it by the
 * kernel's book.
 *
 * @param log written by the program
 */
record HeapLog(Path log) {

  private static final Pattern PAUSE = Pattern.compile("(\\d+)M->(\\d+)M\\((\\d+)M\\)");
  private static final double KILO = 1024;

  /** Heap in MB before and after a collection, at their highest. */
  record Peak(int before, int after) {}

  /** What the program must be started with; a heap that is too small ends it. */
  List<String> options(int heapMegabytes) {
    return List.of(
        "-Xmx" + heapMegabytes + "m", "-XX:+ExitOnOutOfMemoryError", "-Xlog:gc:file=" + log);
  }

  /** How many lines there are so far. */
  long lines() throws IOException {
    try (Stream<String> lines = Files.lines(log)) {
      return lines.count();
    }
  }

  /** The peak in what was written after so many lines; zero where nothing was collected. */
  Peak since(long lines) throws IOException {
    int before = 0;
    int after = 0;
    for (String line : Files.readAllLines(log).stream().skip(lines).toList()) {
      Matcher pause = PAUSE.matcher(line);
      if (pause.find()) {
        before = Math.max(before, Integer.parseInt(pause.group(1)));
        after = Math.max(after, Integer.parseInt(pause.group(2)));
      }
    }
    return new Peak(before, after);
  }

  /** The most that a process has had of the machine's memory, in MB; 0 where nobody tells. */
  static double resident(ProcessHandle process) throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (!Files.isReadable(status)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / KILO)
          .findFirst()
          .orElse(0);
    }
  }
}
