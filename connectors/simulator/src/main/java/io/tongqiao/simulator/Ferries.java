package io.tongqiao.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The directories in which the relay meets the ferries (网闸) of the played systems, one a system.
 * With a ledger file they stand beside it and outlive the process.
 */
final class Ferries implements AutoCloseable {

  private final Optional<Path> directory;
  private final Map<String, Path> shores = new TreeMap<>();
  private Optional<Path> temporary = Optional.empty();

  /** Beside a ledger file, or somewhere until the end. */
  Ferries(Optional<Path> ledger) {
    this.directory = ledger.map(file -> file.toAbsolutePath().resolveSibling("ferry"));
  }

  /**
   * A system's directory, made if need be.
   *
   * @throws IOException when it cannot be made
   */
  Path of(String system) throws IOException {
    if (directory.isEmpty() && temporary.isEmpty()) {
      temporary = Optional.of(Files.createTempDirectory("ferry"));
    }
    Path shore = directory.or(() -> temporary).orElseThrow().resolve(system);
    Files.createDirectories(shore);
    shores.put(system, shore);
    return shore;
  }

  /** The address of a system's directory. */
  String url(String system) {
    return shores.get(system).toUri().toString();
  }

  @Override
  public void close() {
    if (temporary.isEmpty()) {
      return;
    }
    try (Stream<Path> all = Files.walk(temporary.get())) {
      for (Path path : (Iterable<Path>) all.sorted(Comparator.reverseOrder())::iterator) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | UncheckedIOException e) {
      // the relay may still be writing; the system clears its temporary files
    }
  }
}
