package io.tongqiao.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.schibsted.spt.data.jslt.Parser;
import java.util.Map;

/** The folder's JSLT expressions over answers, evaluated as the caller will evaluate them. */
final class Expressions {

  private Expressions() {}

  /** An answer as expressions see it. */
  static JsonNode answer(int status, JsonNode body) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("status", status);
    answer.putObject("headers");
    answer.set("body", body);
    return answer;
  }

  static JsonNode answer(int status) {
    return answer(status, NullNode.instance);
  }

  static boolean truth(String expression, JsonNode input) {
    JsonNode value = Parser.compileString(expression).apply(input);
    return value.isBoolean() ? value.booleanValue() : !(value.isNull() || value.isMissingNode());
  }

  static String text(String expression, JsonNode input) {
    JsonNode value = Parser.compileString(expression).apply(input);
    return value.isNull() ? "" : value.asText();
  }

  /** Puts a value at a path of keys, making objects on the way. */
  static void put(ObjectNode tree, Iterable<String> path, JsonNode value) {
    ObjectNode at = tree;
    String key = "";
    for (String next : path) {
      if (!key.isEmpty()) {
        at = at.get(key) instanceof ObjectNode known ? known : at.putObject(key);
      }
      key = next;
    }
    at.set(key, value);
  }

  /** All values of a tree by path; of an array the first element's. */
  static void leaves(JsonNode node, String path, Map<String, String> into) {
    if (node.isObject()) {
      node.properties().forEach(f -> leaves(f.getValue(), path + "/" + f.getKey(), into));
      return;
    }
    if (node.isArray()) {
      node.forEach(element -> leaves(element, path, into));
      return;
    }
    into.putIfAbsent(path, node.asText());
  }
}
