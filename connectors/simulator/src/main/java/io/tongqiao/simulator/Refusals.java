package io.tongqiao.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tongqiao.dialect.Codec;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Format;
import io.tongqiao.dialect.TranslationException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the words in which a folder's system says no. */
final class Refusals {

  private static final Pattern EQUALITY =
      Pattern.compile(
          "\\.body((?:\\.[\\w-]+|\\.\"[^\"]+\")+)\\)?\\s*==\\s*(?:\"([^\"]*)\"|(\\d+))");

  private final Descriptor descriptor;
  private final Script script;
  private final Codec codec = new Codec();

  Refusals(Descriptor descriptor, Script script) {
    this.descriptor = descriptor;
    this.script = script;
  }

  /** The business error that a sample shows, for a call of its operation. */
  Optional<Answer> business(Call call) {
    return script
        .refusal(call.operation())
        .filter(line -> line.sample().part().equals(call.operation()))
        .map(line -> sample(line, line.responseFor(call, line.receiptNo())));
  }

  private Answer sample(Line line, String text) {
    Optional<Format> format = descriptor.operations().get(line.sample().part()).response();
    return new Answer(Answer.Kind.SAMPLE, line.sample().name(), line.status(), text, format);
  }

  /**
   * An answer for which one of the folder's expressions holds: a sample's, else HTTP 401, else the
   * smallest body that satisfies an equality in the expression.
   */
  Answer meaning(String expression, String name, String operation) {
    Optional<Answer> spoken =
        script
            .answers()
            .filter(line -> Expressions.truth(expression, read(line)))
            .findFirst()
            .map(line -> sample(line, line.response()).named("refused:" + name));
    if (spoken.isPresent()) {
      return spoken.get();
    }
    Answer plain = Answer.complaint(name, 401, "凭证无效或已过期");
    return Expressions.truth(expression, Expressions.answer(401))
        ? plain
        : smallest(expression, name, operation).orElse(plain);
  }

  private JsonNode read(Line line) {
    Optional<Format> format = descriptor.operations().get(line.sample().part()).response();
    if (format.isEmpty()) {
      return Expressions.answer(line.status());
    }
    try {
      byte[] bytes = line.response().getBytes(format.get().wireCharset());
      return Expressions.answer(line.status(), codec.decode(format.get(), bytes));
    } catch (TranslationException e) {
      return Expressions.answer(line.status());
    }
  }

  private Optional<Answer> smallest(String expression, String name, String operation) {
    Optional<Format> format = descriptor.operations().get(operation).response();
    Matcher equality = EQUALITY.matcher(expression);
    while (format.isPresent() && equality.find()) {
      ObjectNode body = JsonNodeFactory.instance.objectNode();
      Expressions.put(body, keys(equality.group(1)), value(equality));
      if (Expressions.truth(expression, Expressions.answer(200, body))) {
        return write(format.get(), body)
            .map(t -> new Answer(Answer.Kind.SAMPLE, "refused:" + name, 200, t, format));
      }
    }
    return Optional.empty();
  }

  private static JsonNode value(Matcher equality) {
    return equality.group(2) == null
        ? LongNode.valueOf(Long.parseLong(equality.group(3)))
        : TextNode.valueOf(equality.group(2));
  }

  private static List<String> keys(String path) {
    return Arrays.stream(path.substring(1).split("\\.", -1)).map(k -> k.replace("\"", "")).toList();
  }

  private Optional<String> write(Format format, JsonNode body) {
    try {
      return Optional.of(new String(codec.encode(format, body), format.wireCharset()));
    } catch (TranslationException e) {
      return Optional.empty();
    }
  }
}
