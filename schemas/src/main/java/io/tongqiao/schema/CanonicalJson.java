package io.tongqiao.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Set;
import java.util.TreeMap;

/**
 * Canonical JSON after RFC 8785: keys sorted by UTF-16 code units, no white space, minimal escapes.
 * Whole numbers are written without fraction; other numbers, which the canonical model does not
 * have, as Jackson prints them.
 */
public final class CanonicalJson {

  private CanonicalJson() {}

  /** The text of an object without the given top-level keys. */
  public static String write(JsonNode object, Set<String> without) {
    StringBuilder out = new StringBuilder(2048);
    object(object, without, out);
    return out.toString();
  }

  public static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static void value(JsonNode node, StringBuilder out) {
    switch (node.getNodeType()) {
      case OBJECT -> object(node, Set.of(), out);
      case ARRAY -> array(node, out);
      case STRING -> string(node.textValue(), out);
      case NUMBER -> out.append(number(node));
      default -> out.append(node.asText("null"));
    }
  }

  private static void object(JsonNode node, Set<String> without, StringBuilder out) {
    TreeMap<String, JsonNode> sorted = new TreeMap<>();
    node.properties().forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    sorted.keySet().removeAll(without);
    out.append('{');
    sorted.forEach(
        (key, child) -> {
          if (out.charAt(out.length() - 1) != '{') {
            out.append(',');
          }
          string(key, out);
          out.append(':');
          value(child, out);
        });
    out.append('}');
  }

  private static void array(JsonNode node, StringBuilder out) {
    out.append('[');
    for (Iterator<JsonNode> children = node.elements(); children.hasNext(); ) {
      value(children.next(), out);
      if (children.hasNext()) {
        out.append(',');
      }
    }
    out.append(']');
  }

  private static String number(JsonNode node) {
    if (node.isIntegralNumber()) {
      return node.bigIntegerValue().toString();
    }
    double value = node.doubleValue();
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return Long.toString((long) value);
    }
    return node.asText();
  }

  private static void string(String text, StringBuilder out) {
    out.append('"');
    int written = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x20 || c == '"' || c == '\\') {
        out.append(text, written, i).append(escaped(c));
        written = i + 1;
      }
    }
    out.append(text, written, text.length()).append('"');
  }

  private static String escaped(char c) {
    return switch (c) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\b' -> "\\b";
      case '\f' -> "\\f";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> "\\u00" + HexFormat.of().toHexDigits((byte) c);
    };
  }
}
