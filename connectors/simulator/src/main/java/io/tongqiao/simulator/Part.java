package io.tongqiao.simulator;

import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.dialect.Folder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * One system as it is played.
 *
 * @param folder where it came from
 * @param dialect how it speaks
 * @param script what it says
 * @param hearing how it understands
 * @param reception how it answers
 * @param mood how it will misbehave
 */
record Part(
    Folder folder,
    Dialect dialect,
    Script script,
    Hearing hearing,
    Reception reception,
    Mood mood) {

  Descriptor descriptor() {
    return dialect.descriptor();
  }

  /** The charset of its calls. */
  Charset charset() {
    return descriptor().operations().values().stream()
        .map(operation -> operation.request().wireCharset())
        .findFirst()
        .orElse(StandardCharsets.UTF_8);
  }
}
