package io.tongqiao.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Every object within a JSON value, each with the JSON pointer it is found at. */
record JsonObjects(String pointer, ObjectNode object) {

  static List<JsonObjects> within(JsonNode root) {
    List<JsonObjects> found = new ArrayList<>();
    collect("", root, found);
    return found;
  }

  /** The object in a field; an empty one when there is none. */
  static ObjectNode child(JsonNode parent, String field) {
    return parent.path(field) instanceof ObjectNode object
        ? object
        : JsonNodeFactory.instance.objectNode();
  }

  /** The text of a field; empty when it is absent or no text. */
  String text(String field) {
    return object.path(field).isTextual() ? object.path(field).textValue() : "";
  }

  String at(String field) {
    return pointer + "/" + field;
  }

  private static void collect(String pointer, JsonNode node, List<JsonObjects> found) {
    if (node instanceof ObjectNode object) {
      found.add(new JsonObjects(pointer, object));
      object.properties().forEach(e -> collect(pointer + "/" + e.getKey(), e.getValue(), found));
    }
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        collect(pointer + "/" + i, node.get(i), found);
      }
    }
  }
}
