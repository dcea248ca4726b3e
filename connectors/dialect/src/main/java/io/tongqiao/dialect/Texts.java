package io.tongqiao.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tongqiao.dialect.TranslationException.Stage;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is sent to a system and belongs to no case: a text message to a telephone. Immutable and
 * thread-safe.
 */
public final class Texts {

  private static final String TEXT = ".text";

  private final Descriptor descriptor;
  private final Map<String, Mapping> mappings;

  Texts(Descriptor descriptor, Map<String, Mapping> mappings) {
    this.descriptor = descriptor;
    this.mappings = mappings;
  }

  /** The name of the mapping by which an operation sends texts. */
  static String mapping(String operation) {
    return operation + TEXT;
  }

  /** The operation that sends texts; empty where the system does not. */
  public Optional<String> operation() {
    return descriptor.operations().keySet().stream().filter(this::sentBy).findFirst();
  }

  /** Whether an operation sends texts. */
  public boolean sentBy(String operation) {
    return mappings.containsKey(mapping(operation));
  }

  /**
   * From a text to the request tree of an operation that sends texts.
   *
   * @param text {@code id} (32 hex digits, the same when the text is sent again), {@code mobile},
   *     {@code content}, {@code time} (ISO 8601 with offset)
   * @throws TranslationException when something of it is missing, or the mapping refuses it
   */
  public Dialect.Draft draft(String operation, ObjectNode text, LocalDate today)
      throws TranslationException {
    for (String field : List.of("id", "mobile", "content", "time")) {
      if (text.path(field).asText().isBlank()) {
        throw new TranslationException(
            Stage.TO_SYSTEM, "/" + field, "短信缺少 " + field, "写明 id、mobile、content、time");
      }
    }
    String id = text.path("id").asText();
    Map<String, JsonNode> variables = Map.of("messageId", TextNode.valueOf(id));
    var mapped = mappings.get(mapping(operation)).apply(text, variables, today);
    return new Dialect.Draft(operation, mapped.tree(), "", id, mapped.lossy());
  }
}
