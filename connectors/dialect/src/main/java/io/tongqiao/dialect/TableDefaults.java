package io.tongqiao.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a table folder need not write: its rows are JSON between mapping and database, and what the
 * database says is read in one way.
 */
final class TableDefaults {

  private TableDefaults() {}

  /** Fills in formats and answer rules, where they were left out. */
  static void fill(ObjectNode descriptor) {
    if (descriptor.path("transport").asText().equals("table")) {
      for (JsonNode operation : descriptor.path("operations")) {
        operation((ObjectNode) operation);
      }
    }
    for (JsonNode door : descriptor.path("doors")) {
      if (door.path("transport").asText().equals("table")) {
        json((ObjectNode) door, "request");
      }
    }
  }

  private static void operation(ObjectNode operation) {
    json(operation, "request");
    json(operation, "response");
    ObjectNode answer = operation.withObject("/answer");
    leftOut(answer, "success", ".status == 200");
    leftOut(answer, "code", ".body.code");
    leftOut(answer, "message", ".body.message");
    leftOut(answer, "level", "TRANSPORT");
  }

  private static void json(ObjectNode part, String name) {
    if (!part.has(name)) {
      part.putObject(name).put("codec", "json");
    }
  }

  private static void leftOut(ObjectNode part, String name, String value) {
    if (!part.has(name)) {
      part.put(name, value);
    }
  }
}
