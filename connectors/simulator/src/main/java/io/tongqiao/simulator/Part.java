package io.tongqiao.simulator;

import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.dialect.Folder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.NoSuchElementException;

/**
 * One system as it is played.
 *
 * @param folder where it came from
 * @param dialect how it speaks
 * @param script what it says
 * @param hearing how it understands
 * @param reception how it answers
 * @param mood how it will misbehave
 * @param wording how its words go on the wire
 */
record Part(
    Folder folder,
    Dialect dialect,
    Script script,
    Hearing hearing,
    Reception reception,
    Mood mood,
    Wording wording) {

  Descriptor descriptor() {
    return dialect.descriptor();
  }

  /**
   * Has it misbehave in its next calls.
   *
   * @throws NoSuchElementException when it has no such sample to answer with
   */
  void misbehave(Misbehaviour misbehaviour) {
    if (misbehaviour.kind() != Misbehaviour.Kind.SAMPLE) {
      mood.ask(misbehaviour);
      return;
    }
    Line line =
        script
            .line(misbehaviour.sample())
            .orElseThrow(
                () ->
                    new NoSuchElementException(
                        folder.id() + " 没有这个可答的样例：" + misbehaviour.sample()));
    mood.ask(misbehaviour.operation(line.sample().part()));
  }

  /** The charset of its calls. */
  Charset charset() {
    return descriptor().operations().values().stream()
        .map(operation -> operation.request().wireCharset())
        .findFirst()
        .orElse(StandardCharsets.UTF_8);
  }
}
