package io.tongqiao.simulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** The keys that the relay has issued to the systems; it may issue them after our start. */
record RelayKeys(Optional<Path> directory) {

  /**
   * A system's key, read now; empty where no directory of keys is known.
   *
   * @throws IOException when there is no key yet
   */
  String key(String system) throws IOException {
    if (directory.isEmpty()) {
      return "";
    }
    try {
      return Files.readString(directory.get().resolve(system)).strip();
    } catch (NoSuchFileException e) {
      throw new IOException("no key for " + system + " yet", e);
    }
  }
}
