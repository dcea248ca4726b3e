package io.tongqiao.door;

import io.tongqiao.dialect.TranslationException;
import io.tongqiao.schema.Problem;
import java.util.List;

/** Problems of what could not even be read. */
final class Refusals {

  private Refusals() {}

  /** Of a body that is not what its dialect says. */
  static Problem of(TranslationException e) {
    boolean encoding =
        e.finding().message().contains("编码") && e.stage() == TranslationException.Stage.DECODE;
    Problem.Kind kind =
        switch (e.stage()) {
          case DECODE -> encoding ? Problem.Kind.ENCODING : Problem.Kind.MALFORMED;
          default -> Problem.Kind.INVALID;
        };
    return Problem.of(kind, e.finding().message(), List.of(e.finding()));
  }
}
