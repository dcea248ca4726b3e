package io.tongqiao.ferry;

import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Ferry;
import io.tongqiao.dialect.ferry.Box;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The directories of one system's link, while they can be reached.
 *
 * @param system whose
 * @param root where the boxes stand
 */
record Link(Descriptor system, Path root) {

  Ferry ferry() {
    return system.ferry().orElseThrow();
  }

  /** From here our files are ferried away. */
  Box outbox() throws IOException {
    return Box.at(root.resolve(ferry().outbox()));
  }

  /** Into here theirs are ferried. */
  Box inbox() throws IOException {
    return Box.at(root.resolve(ferry().inbox()));
  }

  /** What has been read. */
  Box done() throws IOException {
    return Box.at(root.resolve("done"));
  }

  /** What cannot be used, with reasons. */
  Box bad() throws IOException {
    return Box.at(root.resolve("bad"));
  }

  /** Copies of what was ferried on a one-way link, from which it is ferried again. */
  Box sent() throws IOException {
    return Box.at(root.resolve("sent"));
  }

  /** Whether something lies in the inbox. */
  boolean has(String file) {
    return new Box(root.resolve(ferry().inbox())).has(file);
  }
}
