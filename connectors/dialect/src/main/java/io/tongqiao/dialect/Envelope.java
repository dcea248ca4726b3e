package io.tongqiao.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Fills in what a mapping leaves out of a canonical message. */
record Envelope(String source) {

  /** The message of a mapping's output, which is an object. */
  ObjectNode of(JsonNode tree, String defaultId) {
    ObjectNode message = JsonNodeFactory.instance.objectNode();
    message.put("specversion", "1.0");
    message.put("id", tree.path("id").asText(defaultId));
    message.put("source", source);
    message.setAll((ObjectNode) tree);
    if (!message.has("subject")) {
      message.put("subject", tree.path("data").path("case").path("caseNo").asText());
    }
    message.put("datacontenttype", "application/json");
    message.put("dataschema", "urn:tongqiao:schema:message:1");
    return message;
  }
}
