package io.tongqiao.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What the operator API answered. */
record OperatorAnswer(int status, String contentType, String text) {

  JsonNode json() {
    return read(text);
  }

  /** The names of the faulty fields. */
  java.util.List<String> fields() {
    return json().path("errors").findValuesAsText("field");
  }

  static JsonNode read(String text) {
    try {
      return new JsonMapper().readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(text, e);
    }
  }
}
