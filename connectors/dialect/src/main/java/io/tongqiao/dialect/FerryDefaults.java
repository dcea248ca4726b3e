package io.tongqiao.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a ferry folder need not write: that a package without an acknowledgement is waited for, and
 * that our own words stand in a header as long as there is none.
 */
final class FerryDefaults {

  private FerryDefaults() {}

  /** Fills in the settings of the link and the answer rules, where they were left out. */
  static void fill(ObjectNode descriptor) {
    if (!descriptor.path("transport").asText().equals("ferry")) {
      return;
    }
    ObjectNode ferry = descriptor.withObject("/ferry");
    if (!ferry.has("hostKey")) {
      ferry.put("hostKey", descriptor.path("id").asText() + ".host-key");
    }
    for (JsonNode operation : descriptor.path("operations")) {
      ObjectNode answer = ((ObjectNode) operation).withObject("/answer");
      if (!answer.has("pending")) {
        answer.put("pending", ".status == 202");
      }
      String own = answer.path("message").asText("null");
      answer.put("message", "if (.headers.ferry) .headers.ferry else " + own);
    }
  }
}
