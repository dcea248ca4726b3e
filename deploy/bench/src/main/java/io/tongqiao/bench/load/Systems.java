package io.tongqiao.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Copies of the sender's and the sink's folder, as many sinks as a run needs, with its concurrency.
 */
final class Systems {

  /** The system that sends. */
  static final String SOURCE = "bench-source";

  private static final String SINK = "bench-sink";

  private Systems() {}

  /** Ids of the sinks. */
  static List<String> sinks(int count) {
    var ids = new ArrayList<>(List.of(SINK));
    for (int i = 2; i <= count; i++) {
      ids.add(SINK + "-" + i);
    }
    return List.copyOf(ids);
  }

  /** Writes the folders below {@code to}. */
  static Path copy(Path from, Path to, int sinks, int concurrency) throws IOException {
    copy(from.resolve(SOURCE), to.resolve(SOURCE), SOURCE, concurrency);
    for (String id : sinks(sinks)) {
      copy(from.resolve(SINK), to.resolve(id), id, concurrency);
    }
    return to;
  }

  /** Writes one folder under another name. */
  static void copy(Path from, Path to, String id, int concurrency) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Path descriptor = to.resolve("system.yaml");
    String text = Files.readString(descriptor, UTF_8);
    Files.writeString(
        descriptor,
        text.replaceFirst("(?m)^id: .*", "id: " + id)
            .replaceFirst("concurrency: \\d+", "concurrency: " + concurrency),
        UTF_8);
  }
}
