package io.tongqiao.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The names of the fields of a schema. */
final class SchemaFields {

  private final JsonNode schema;

  private SchemaFields(JsonNode schema) {
    this.schema = schema;
  }

  static SchemaFields of(JsonNode schema) {
    return new SchemaFields(schema);
  }

  /** The fields whose value is the definition {@code #/$defs/<definition>}. */
  Set<String> referring(String definition) {
    Set<String> names = new TreeSet<>();
    for (JsonObjects object : JsonObjects.within(schema)) {
      for (Map.Entry<String, JsonNode> field : object.object().path("properties").properties()) {
        if (field.getValue().path("$ref").asText().equals("#/$defs/" + definition)) {
          names.add(field.getKey());
        }
      }
    }
    return Set.copyOf(names);
  }
}
