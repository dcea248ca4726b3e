package io.tongqiao.door;

import io.tongqiao.dialect.TranslationException;
import io.tongqiao.schema.Finding;
import io.tongqiao.schema.Problem;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

  /** Of a document that is JSON, but no object. */
  static Problem notAnObject() {
    String told = "报文要是一个 JSON 对象";
    var finding = new Finding("", told, "发送 CloudEvents 1.0 结构化 JSON");
    return Problem.of(Problem.Kind.MALFORMED, told, List.of(finding));
  }

  /** All in one line, for protocols and dialects that have a place for no more. */
  static String inOneLine(Problem problem) {
    return Stream.concat(
            Stream.of(problem.detail()),
            problem.errors().stream().map(e -> e.field() + " " + e.message() + " -> " + e.fix()))
        .collect(Collectors.joining("; "));
  }
}
