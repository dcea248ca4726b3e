package io.tongqiao.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import java.util.List;

/**
 * A JSON Schema (2020-12) of any document, with faults told as {@link Schemas} tells them.
 * Thread-safe.
 */
public final class DocumentSchema {

  private final JsonSchema schema;
  private final SchemaFaults faults;

  private DocumentSchema(JsonSchema schema, SchemaFaults faults) {
    this.schema = schema;
    this.faults = faults;
  }

  /** Compiles a schema; a {@code $ref} that leads out of it is refused, not fetched. */
  public static DocumentSchema of(JsonNode schema) {
    return new DocumentSchema(Schemas.compile(schema), SchemaFaults.untitled(CodeLists.load()));
  }

  /** What is wrong with a document, in the order found; empty when it is valid. */
  public List<Finding> validate(JsonNode document) {
    return schema.validate(document).stream().map(faults::finding).distinct().toList();
  }
}
