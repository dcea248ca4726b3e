package io.tongqiao.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The example documents beside the schemas. */
final class Examples {

  private Examples() {}

  static Path root() {
    try {
      return Path.of(Examples.class.getResource("message.schema.json").toURI()).getParent();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Every file with this ending below a folder of examples, in order. */
  static List<Path> files(String folder, String ending) {
    try (Stream<Path> files = Files.walk(root().resolve("examples").resolve(folder))) {
      return files.filter(f -> f.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ObjectNode json(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return (ObjectNode) Resources.json(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A fresh copy of an example of pulling prerequisites. */
  static ObjectNode prerequisites(String name) {
    return json(root().resolve("examples/prerequisites/" + name + ".json"));
  }

  /** A fresh copy of the example message {@code <story>/<number>-<event>}. */
  static ObjectNode message(String name) {
    return json(root().resolve("examples/messages/" + name + ".json"));
  }
}
