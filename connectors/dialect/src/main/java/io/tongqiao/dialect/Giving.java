package io.tongqiao.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tongqiao.dialect.TranslationException.Stage;
import io.tongqiao.schema.CaseMessage;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;

/** What the doors that give something answer. Immutable and thread-safe. */
public final class Giving {

  private final Descriptor descriptor;
  private final Map<String, Mapping> mappings;
  private final Expressions expressions;
  private final Codec codec;

  Giving(
      Descriptor descriptor, Map<String, Mapping> mappings, Expressions expressions, Codec codec) {
    this.descriptor = descriptor;
    this.mappings = mappings;
    this.expressions = expressions;
    this.codec = codec;
  }

  /**
   * The case that is asked for.
   *
   * @throws TranslationException when the request cannot be read or names none
   */
  public String caseNo(String door, byte[] body) throws TranslationException {
    JsonNode tree = codec.decode(descriptor.doors().get(door).request(), body);
    String caseNo = expressions.text(door + ".gives", tree);
    if (caseNo.isEmpty()) {
      throw new TranslationException(Stage.DECODE, door, "没有写明要哪个办件", "写上办件编号后再取");
    }
    return caseNo;
  }

  /**
   * What is said of a case.
   *
   * @param message what the system was last told of it
   * @param messageId Tongqiao's id of that message
   * @throws TranslationException when the mapping refuses it or a value cannot be written
   */
  public Dialect.DoorAnswer theCase(
      String door, CaseMessage message, String messageId, LocalDate today)
      throws TranslationException {
    Map<String, JsonNode> variables = Map.of("messageId", TextNode.valueOf(messageId));
    LocalDate date = message.time().map(time -> time.toLocalDate()).orElse(today);
    JsonNode given = mappings.get(door).apply(message.envelope(), variables, date).tree();
    return answer(door, JsonNodeFactory.instance.objectNode().set("given", given));
  }

  /**
   * A token.
   *
   * @throws TranslationException when it cannot be written in the folder's words
   */
  public Dialect.DoorAnswer token(String door, String token, Duration life)
      throws TranslationException {
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    given.put("token", token);
    given.put("expiresIn", life.toSeconds());
    return answer(door, given);
  }

  private Dialect.DoorAnswer answer(String door, JsonNode input) throws TranslationException {
    Format format = descriptor.doors().get(door).reply().orElseThrow().format();
    String expression = door + ".accepted";
    JsonNode tree =
        expressions
            .value(expression, input)
            .orElseThrow(
                () -> new TranslationException(Stage.ENCODE, expression, "表达式不能用于它", "改 reply"));
    return new Dialect.DoorAnswer(200, format.contentTypeHeader(), codec.encode(format, tree));
  }
}
