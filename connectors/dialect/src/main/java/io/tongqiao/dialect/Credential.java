package io.tongqiao.dialect;

import java.util.Map;

/**
 * What is put into one request to show who we are: headers by name, and values by path in the tree.
 */
record Credential(Map<String, String> headers, Map<String, String> body) {

  static final Credential NONE = new Credential(Map.of(), Map.of());

  static Credential header(String name, String value) {
    return new Credential(Map.of(name, value), Map.of());
  }
}
