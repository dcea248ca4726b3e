package io.tongqiao.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.JsltException;
import java.util.Map;
import java.util.Optional;

/** A descriptor's compiled expressions by name, such as {@code push-case.success}. Thread-safe. */
final class Expressions {

  private final Map<String, Expression> compiled;

  Expressions(Map<String, Expression> compiled) {
    this.compiled = Map.copyOf(compiled);
  }

  /** The value; empty when the expression cannot be used on the input. */
  Optional<JsonNode> value(String name, JsonNode input) {
    try {
      return Optional.of(compiled.get(name).apply(input));
    } catch (JsltException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  /** The value as a text; empty for null and where the expression cannot be used. */
  String text(String name, JsonNode input) {
    return value(name, input).filter(value -> !value.isNull()).map(JsonNode::asText).orElse("");
  }

  /** Whether the value is true, or something other than null; empty as {@link #value}. */
  Optional<Boolean> truth(String name, JsonNode input) {
    return value(name, input)
        .map(value -> value.isBoolean() ? value.booleanValue() : !value.isNull());
  }
}
