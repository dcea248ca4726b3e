package io.tongqiao.prerequisite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * On what ground a document is asked for: the five elements (五要素) and the department's code.
 *
 * @param orgName the department that demands the document, the asker on record (谁主张谁调取)
 * @param orgCode 统一社会信用代码, or empty
 * @param username who handles the case there
 * @param itemCode 实施编码
 * @param businessCode 办件编号
 */
record Purpose(
    String orgName,
    String orgCode,
    String username,
    String itemName,
    String itemCode,
    String businessCode) {

  static Purpose of(JsonNode node) {
    return new Purpose(
        node.path("orgName").asText(),
        node.path("orgCode").asText(""),
        node.path("username").asText(),
        node.path("itemName").asText(),
        node.path("itemCode").asText(),
        node.path("businessCode").asText());
  }

  ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("orgName", orgName);
    if (!orgCode.isEmpty()) {
      json.put("orgCode", orgCode);
    }
    return json.put("username", username)
        .put("itemName", itemName)
        .put("itemCode", itemCode)
        .put("businessCode", businessCode);
  }
}
