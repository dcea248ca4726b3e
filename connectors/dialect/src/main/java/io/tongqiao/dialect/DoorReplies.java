package io.tongqiao.dialect;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tongqiao.schema.Problem;
import io.tongqiao.schema.Receipt;

/** Writes what a door answers, by the folder's own rules. Thread-safe. */
final class DoorReplies {

  private final Codec codec;
  private final Expressions expressions;

  DoorReplies(Codec codec, Expressions expressions) {
    this.codec = codec;
    this.expressions = expressions;
  }

  Dialect.DoorAnswer accepted(String door, Descriptor.DoorReply rules, Receipt receipt) {
    return write(door + ".accepted", rules.format(), "receipt", receipt.toJson(), 200);
  }

  Dialect.DoorAnswer refused(String door, Descriptor.DoorReply rules, Problem problem) {
    int status = problem.kind().status();
    boolean asFolderSays = rules.refusedStatus() != 0 && status < 500;
    return write(
        door + ".refused",
        rules.format(),
        "problem",
        problem.toJson(),
        asFolderSays ? rules.refusedStatus() : status);
  }

  /** The message's fate is decided already: a reply that cannot be written is told plainly. */
  private Dialect.DoorAnswer write(
      String expression, Format format, String key, JsonNode value, int status) {
    JsonNode input = JsonNodeFactory.instance.objectNode().set(key, value);
    try {
      JsonNode tree =
          expressions
              .value(expression, input)
              .orElseThrow(
                  () ->
                      new TranslationException(
                          TranslationException.Stage.ENCODE, expression, "表达式不能用于它", "改 reply"));
      return new Dialect.DoorAnswer(status, format.contentTypeHeader(), codec.encode(format, tree));
    } catch (TranslationException e) {
      String plain = expression + " " + e.finding().field();
      return new Dialect.DoorAnswer(status, "text/plain", plain.getBytes(US_ASCII));
    }
  }
}
