package io.tongqiao.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A system folder copied aside, to be broken. */
record FolderCopy(Path directory) {

  /** The folders of this project. */
  static final Path SYSTEMS = Path.of("../../connectors/systems");

  static FolderCopy of(String system, Path parent) throws IOException {
    Path from = SYSTEMS.resolve(system);
    Path to = parent.resolve(system);
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        Files.copy(path, to.resolve(from.relativize(path).toString()));
      }
    }
    return new FolderCopy(to);
  }

  /** Replaces the first line that holds a text; gives the line's number, from 1. */
  int replace(String file, String text, String with) throws IOException {
    Path path = directory.resolve(file);
    List<String> lines = Files.readAllLines(path);
    int index = 0;
    while (!lines.get(index).contains(text)) {
      index++;
    }
    lines.set(index, lines.get(index).replace(text, with));
    Files.write(path, lines);
    return index + 1;
  }

  void delete(String file) throws IOException {
    Files.delete(directory.resolve(file));
  }

  CommandRun check() {
    return CommandRun.of("system", "check", directory.toString());
  }

  /** How a fault of a file is printed, up to its line. */
  String place(String file, int line) {
    return directory.resolve(file) + (line > 0 ? ":" + line : "") + "  ";
  }
}
