package io.tongqiao.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tongqiao.dialect.Codec;
import io.tongqiao.dialect.Format;
import io.tongqiao.dialect.TranslationException;
import io.tongqiao.schema.Problem;
import io.tongqiao.schema.Problem.Kind;
import java.util.List;
import java.util.Optional;

/** The body of a request as a JSON object. */
public final class JsonBody {

  private JsonBody() {}

  /**
   * Reads it; no body is an empty object.
   *
   * @throws RefusedException when it is something else
   */
  public static JsonNode read(Optional<byte[]> body) {
    if (body.isEmpty()) {
      return JsonNodeFactory.instance.objectNode();
    }
    try {
      JsonNode tree = new Codec().decode(Format.of(Format.Kind.JSON), body.get());
      if (tree.isObject()) {
        return tree;
      }
      throw new RefusedException(Problem.of(Kind.MALFORMED, "请求体要是一个 JSON 对象"));
    } catch (TranslationException e) {
      throw new RefusedException(
          Problem.of(Kind.MALFORMED, e.finding().message(), List.of(e.finding())));
    }
  }
}
