package io.tongqiao.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * One fault or doubt about one field.
 *
 * @param field JSON pointer (RFC 6901) into the message as it was sent; empty for the whole message
 * @param message what is wrong, in Chinese; never the value of a personal field
 * @param fix what the sender should do, in Chinese
 */
public record Finding(String field, String message, String fix) {

  static ArrayNode toJson(List<Finding> findings) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (Finding finding : findings) {
      array
          .addObject()
          .put("field", finding.field())
          .put("message", finding.message())
          .put("fix", finding.fix());
    }
    return array;
  }

  static List<Finding> fromJson(JsonNode array) {
    List<Finding> findings = new ArrayList<>();
    for (JsonNode node : array) {
      findings.add(
          new Finding(
              node.path("field").asText(""),
              node.path("message").asText(""),
              node.path("fix").asText("")));
    }
    return List.copyOf(findings);
  }
}
