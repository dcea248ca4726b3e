package io.tongqiao.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What the folder of a system that is entered by hand cannot say otherwise: its fields are JSON
 * between mapping and task, and only a receipt number confirms.
 */
final class FormDefaults {

  private static final String DONE =
      ".status == 200 and .body.receiptNo != null and .body.receiptNo != \"\"";

  private FormDefaults() {}

  /** Fills in formats and answer rules. */
  static void fill(ObjectNode descriptor) {
    if (descriptor.path("transport").asText().equals("manual")) {
      for (JsonNode operation : descriptor.path("operations")) {
        operation((ObjectNode) operation);
      }
    }
    for (JsonNode door : descriptor.path("doors")) {
      if (door.path("transport").asText().equals("manual")) {
        ((ObjectNode) door).putObject("request").put("codec", "json");
      }
    }
  }

  private static void operation(ObjectNode operation) {
    operation.putObject("request").put("codec", "json");
    operation.putObject("response").put("codec", "json");
    operation
        .putObject("answer")
        .put("success", DONE)
        .put("pending", ".status == 202")
        .put("receiptNo", ".body.receiptNo")
        .put("code", ".body.code")
        .put("message", ".body.message")
        .put("level", "BUSINESS");
  }
}
