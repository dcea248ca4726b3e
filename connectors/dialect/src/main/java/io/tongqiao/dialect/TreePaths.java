package io.tongqiao.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Paths such as {@code /RECORDS/RECORD} in a tree; arrays are passed through without an index. */
final class TreePaths {

  private TreePaths() {}

  /** A change of one value. */
  interface Change {
    JsonNode apply(JsonNode node) throws TranslationException;
  }

  /** Replaces every value that the path leads to; a path that leads nowhere changes nothing. */
  static void replace(JsonNode tree, String path, Change change) throws TranslationException {
    int slash = path.indexOf('/', 1);
    String key = slash < 0 ? path.substring(1) : path.substring(1, slash);
    if (tree instanceof ArrayNode array) {
      for (JsonNode element : array) {
        replace(element, path, change);
      }
      return;
    }
    if (!(tree instanceof ObjectNode object) || !object.has(key)) {
      return;
    }
    if (slash < 0) {
      object.set(key, change.apply(object.get(key)));
      return;
    }
    replace(object.get(key), path.substring(slash), change);
  }

  /**
   * Whether a path begins at a key that the tree has: in XML, whether it leads into this document.
   */
  static boolean begins(JsonNode tree, String path) {
    int slash = path.indexOf('/', 1);
    return tree.has(slash < 0 ? path.substring(1) : path.substring(1, slash));
  }

  /**
   * Puts a text at a path, making objects on the way; an existing root element of an XML tree is
   * entered by its name.
   */
  static void put(ObjectNode tree, String path, String value) {
    String[] keys = path.substring(1).split("/", -1);
    ObjectNode at = tree;
    for (int i = 0; i < keys.length - 1; i++) {
      at = at.get(keys[i]) instanceof ObjectNode next ? next : at.putObject(keys[i]);
    }
    at.put(keys[keys.length - 1], value);
  }
}
