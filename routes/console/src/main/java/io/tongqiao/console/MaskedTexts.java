package io.tongqiao.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URLDecoder;
import java.nio.charset.Charset;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The texts of a delivery with all that is personal masked. In the canonical message that is told
 * by the fields; in the dialect of another system by the same values, by the names that fields of
 * persons commonly have, and by the shape of numbers.
 */
final class MaskedTexts {

  /** Fields of the canonical message, and how they are masked. */
  private static final Map<String, UnaryOperator<String>> FIELDS =
      Map.of(
          "idNumber", Masked::number,
          "holderCode", Masked::number,
          "mobile", Masked::number,
          "queryPassword", Masked::name,
          "address", Masked::address,
          "holder", Masked::name,
          "actor", Masked::name,
          "recipient", Masked::name,
          "applicant", Masked::name,
          "username", Masked::name);

  /** Objects whose name is a person's or a party's. */
  private static final Set<String> PERSONS =
      Set.of("party", "legalRep", "contact", "agent", "handler", "holder");

  private static final int SHORTEST = 2;

  private static final String PERSONAL_NAME =
      "(?:[\\w:-]*(?:name|person|contact|operator|handler|user|addr|phone|mobile|tel|idcard|idno|certno|cardno|xm|xingming|sfzh|zjhm|sjh|lxr|lxdh|lxdz|dz|dh|frdb|sqr|jbr|mc))";

  /**
   * {@code "name": "value"}, {@code <name>value</name>}, {@code name="value"}, {@code name=value}.
   */
  private static final Pattern NAMED =
      Pattern.compile(
          "(?i)(\""
              + PERSONAL_NAME
              + "\"\\s*:\\s*\"|<"
              + PERSONAL_NAME
              + "(?:\\s[^>]*)?>(?:<!\\[CDATA\\[)?|(?<![\\w<])"
              + PERSONAL_NAME
              + "=\"?)"
              + "([^\"<&\\]\\r\\n]{2,200})");

  /** Names and values of a form, some of them encoded. */
  private static final Pattern FORM =
      Pattern.compile("[\\w.:-]+=[^\\s<{\"]*%[0-9A-Fa-f]{2}[^\\s<{\"]*");

  private final Map<String, String> known =
      new TreeMap<>(
          Comparator.comparing(String::length).reversed().thenComparing(Comparator.naturalOrder()));

  private MaskedTexts() {}

  /** Learns from the message who it is about. */
  static MaskedTexts of(Optional<JsonNode> message) {
    var texts = new MaskedTexts();
    message.ifPresent(texts::tree);
    return texts;
  }

  /** The canonical message, masked. */
  JsonNode tree(JsonNode message) {
    return masked("", message);
  }

  private JsonNode masked(String field, JsonNode node) {
    if (node instanceof ObjectNode object) {
      ObjectNode copy = object.objectNode();
      object
          .properties()
          .forEach(
              e -> {
                boolean name = e.getKey().equals("name") && PERSONS.contains(field);
                copy.set(e.getKey(), masked(name ? "username" : e.getKey(), e.getValue()));
              });
      return copy;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode copy = array.arrayNode();
      array.forEach(one -> copy.add(masked(field, one)));
      return copy;
    }
    UnaryOperator<String> mask = FIELDS.get(field);
    if (!node.isTextual()) {
      return node;
    }
    if (mask == null) {
      return TextNode.valueOf(Masked.personal(withoutKnown(node.asText())));
    }
    String hidden = mask.apply(node.asText());
    if (node.asText().length() >= SHORTEST) {
      known.put(node.asText(), hidden);
    }
    return TextNode.valueOf(hidden);
  }

  /**
   * What went over the wire, masked; a form with its values decoded, for they would hide nothing.
   */
  String text(String wire, Charset charset) {
    String text =
        NAMED
            .matcher(withoutKnown(readable(wire, charset)))
            .replaceAll(
                (MatchResult found) ->
                    Matcher.quoteReplacement(found.group(1) + Masked.name(found.group(2))));
    return Masked.personal(text);
  }

  /** What went over the wire, as people can read it: a form with its values decoded. */
  static String readable(String wire, Charset charset) {
    return FORM.matcher(wire).matches() ? URLDecoder.decode(wire, charset) : wire;
  }

  private String withoutKnown(String text) {
    String hidden = text;
    for (Map.Entry<String, String> one : known.entrySet()) {
      hidden = hidden.replace(one.getKey(), one.getValue());
    }
    return hidden;
  }
}
