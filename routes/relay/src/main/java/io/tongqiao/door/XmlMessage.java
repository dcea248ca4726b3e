package io.tongqiao.door;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.dialect.Codec;
import io.tongqiao.dialect.Format;
import io.tongqiao.dialect.TranslationException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The XML form of what has a JSON Schema ({@code exchange.xsd}). Which elements are arrays, numbers
 * and truths is read from the JSON Schema, so the two cannot part.
 */
final class XmlMessage {

  private final JsonNode schema;
  private final String payload;
  private final String part;
  private final Format format;
  private final Codec codec = new Codec();

  /**
   * Reads one part of one payload.
   *
   * @param schema of the part
   */
  XmlMessage(JsonNode schema, String payload, String part) {
    this.schema = schema;
    this.payload = payload;
    this.part = part;
    var repeated = new ArrayList<String>();
    arrays(schema, "/" + payload + "/" + part, repeated);
    this.format =
        new Format(
            Format.Kind.XML,
            "UTF-8",
            null,
            null,
            Map.of("", SoapDoor.NAMESPACE),
            repeated,
            null,
            null);
  }

  /** The payload, with its part as the schema wants it; empty objects where they are missing. */
  ObjectNode read(String text) throws TranslationException {
    JsonNode tree = codec.decode(format, text.getBytes(StandardCharsets.UTF_8)).path(payload);
    ObjectNode read =
        tree instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
    type(schema, read.withObject("/" + part));
    return read;
  }

  private void arrays(JsonNode at, String path, List<String> found) {
    JsonNode here = resolve(at);
    if (here.path("type").asText().equals("array")) {
      found.add(path);
      arrays(here.path("items"), path, found);
      return;
    }
    here.path("properties")
        .properties()
        .forEach(p -> arrays(p.getValue(), path + "/" + p.getKey(), found));
  }

  private void type(JsonNode at, JsonNode value) {
    JsonNode here = resolve(at);
    if (value instanceof ArrayNode array) {
      array.forEach(element -> type(here.path("items"), element));
    }
    if (!(value instanceof ObjectNode object)) {
      return;
    }
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      JsonNode property = resolve(here.path("properties").path(field.getKey()));
      field.setValue(typed(property.path("type").asText(), field.getValue()));
      type(property, field.getValue());
    }
  }

  /** A text that is not of its type stays a text, and the schema says so. */
  private static JsonNode typed(String type, JsonNode value) {
    String text = value.asText();
    if (type.equals("boolean") && (text.equals("true") || text.equals("1"))) {
      return BooleanNode.TRUE;
    }
    if (type.equals("boolean") && (text.equals("false") || text.equals("0"))) {
      return BooleanNode.FALSE;
    }
    if (type.equals("integer") && text.matches("-?\\d{1,18}")) {
      long number = Long.parseLong(text);
      return number == (int) number ? IntNode.valueOf((int) number) : LongNode.valueOf(number);
    }
    return value;
  }

  private JsonNode resolve(JsonNode at) {
    String ref = at.path("$ref").asText();
    return ref.startsWith("#/") ? resolve(schema.at(ref.substring(1))) : at;
  }
}
