package io.tongqiao.prerequisite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Whose document.
 *
 * @param idType code list id-type
 */
record Holder(String name, String idType, String idNumber) {

  static Holder of(JsonNode node) {
    return new Holder(
        node.path("name").asText(), node.path("idType").asText(), node.path("idNumber").asText());
  }

  /** Whether both are the same person or organisation. */
  boolean isSame(Holder other) {
    return idNumber.equalsIgnoreCase(other.idNumber);
  }

  ObjectNode toJson() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("name", name)
        .put("idType", idType)
        .put("idNumber", idNumber);
  }
}
