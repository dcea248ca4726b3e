package io.tongqiao.prerequisite;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One attempt to get a document.
 *
 * @param system who was asked; empty for ourselves
 * @param document the type that was asked for; empty where none was
 * @param code the holder's own; empty for none
 * @param reason in words for people; empty when found
 */
record Tried(
    Strategy strategy,
    String system,
    String document,
    Outcome outcome,
    String code,
    String reason,
    long millis) {

  ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("strategy", strategy.name());
    put(json, "system", system);
    put(json, "document", document);
    json.put("outcome", outcome.name());
    put(json, "code", code);
    put(json, "reason", reason);
    return json.put("millis", millis);
  }

  private static void put(ObjectNode json, String field, String value) {
    if (!value.isEmpty()) {
      json.put(field, value);
    }
  }
}
