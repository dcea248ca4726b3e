package io.tongqiao.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tongqiao.dialect.TranslationException.Stage;
import io.tongqiao.schema.Finding;
import io.tongqiao.schema.Schemas;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * The documents that a system can be asked for: how the question is put, and what an answer says.
 * Immutable and thread-safe.
 */
public final class Holdings {

  private static final Schemas SCHEMAS = Schemas.load();
  private static final String DOCUMENT = ".document";

  private final Map<String, Mapping> mappings;

  Holdings(Map<String, Mapping> mappings) {
    this.mappings = mappings;
  }

  /** The name of the mapping that reads an operation's answer. */
  static String mapping(String operation) {
    return operation + DOCUMENT;
  }

  /** Whether an operation asks for documents. */
  public boolean askedBy(String operation) {
    return mappings.containsKey(mapping(operation));
  }

  /**
   * From a pull to the request tree of an operation that asks for a document.
   *
   * @param pull {@code pull.schema.json}
   * @throws TranslationException when the mapping refuses it or a code is unknown
   */
  public Dialect.Draft question(String operation, ObjectNode pull, LocalDate today)
      throws TranslationException {
    String id = pull.path("pull").asText();
    Map<String, JsonNode> variables = Map.of("messageId", TextNode.valueOf(id));
    var mapped = mappings.get(operation).apply(pull, variables, today);
    String caseNo = pull.path("purpose").path("businessCode").asText();
    return new Dialect.Draft(operation, mapped.tree(), caseNo, id, mapped.lossy());
  }

  /**
   * What an answer says of the document that was asked for: {@code holding.schema.json}.
   *
   * @throws TranslationException when the mapping refuses it, or gives what is not of the schema
   */
  public JsonNode holding(String operation, ObjectNode pull, JsonNode answer, LocalDate today)
      throws TranslationException {
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    input.set("answer", answer);
    input.set("pull", pull);
    Mapping mapping = mappings.get(mapping(operation));
    JsonNode holding = mapping.apply(input, Map.of(), today).tree();
    List<Finding> findings = SCHEMAS.validate(Schemas.Name.HOLDING, holding);
    if (findings.isEmpty()) {
      return holding;
    }
    Finding first = findings.get(0);
    throw new TranslationException(
        Stage.TO_CANONICAL,
        first.field(),
        "映射给出的查询结果不合规范：" + first.field() + " " + first.message(),
        "改 " + operation + ".document.jslt，对照 holding.schema.json");
  }
}
