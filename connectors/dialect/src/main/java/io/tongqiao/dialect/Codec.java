package io.tongqiao.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tongqiao.dialect.TranslationException.Stage;
import java.nio.charset.Charset;
import java.util.Map;

/** Trees to wire bytes and back, by a {@link Format}. Thread-safe. */
public final class Codec {

  private final JsonNotation json = new JsonNotation();
  private final XmlNotation xml = new XmlNotation();

  /**
   * Writes a tree.
   *
   * @throws TranslationException naming the path of a value that cannot be written in the charset
   *     or the notation
   */
  public byte[] encode(Format format, JsonNode tree) throws TranslationException {
    return encode(format, tree, Seals.NONE);
  }

  /** {@link #encode(Format, JsonNode)} of what is to be sealed. */
  byte[] encode(Format format, JsonNode tree, Seals seals) throws TranslationException {
    Charset charset = format.wireCharset();
    if (format.codec() == Format.Kind.FORM) {
      requireWritable(tree, charset, "");
    }
    String text = write(format, tree, "", seals);
    if (!WireText.writable(text, charset)) {
      requireWritable(tree, charset, "");
    }
    return WireText.encode(text, charset);
  }

  /**
   * Reads wire bytes.
   *
   * @throws TranslationException when they are not of the charset or the notation
   */
  public JsonNode decode(Format format, byte[] bytes) throws TranslationException {
    return decode(format, bytes, Seals.NONE);
  }

  /**
   * {@link #decode(Format, byte[])} of what may be sealed.
   *
   * @throws TranslationException also when a seal cannot be opened or a signature is wrong
   */
  public JsonNode decode(Format format, byte[] bytes, Seals seals) throws TranslationException {
    if (format.codec() == Format.Kind.FORM) {
      JsonNode form = FormNotation.read(bytes, format.wireCharset());
      return readNested(format, form, seals);
    }
    return readText(format, WireText.decode(bytes, format.wireCharset()), seals);
  }

  /**
   * The tree with texts for the documents that are nested in it: what a signature goes over.
   *
   * @throws TranslationException when a nested document cannot be written
   */
  JsonNode flat(Format format, JsonNode tree) throws TranslationException {
    return writeNested(format, tree, "", Seals.NONE);
  }

  /**
   * Reads wire bytes, leaving nested documents the texts that they are on the wire.
   *
   * @throws TranslationException when they are not of the charset or the notation
   */
  public JsonNode decodeFlat(Format format, byte[] bytes) throws TranslationException {
    return decode(format.flat(), bytes);
  }

  /**
   * Reads a document that is text already, and may be sealed.
   *
   * @throws TranslationException when it is not of the notation
   */
  JsonNode decode(Format format, String text, Seals seals) throws TranslationException {
    return readText(format, text, seals);
  }

  /**
   * Seals what the format says is sealed, in a document that is open.
   *
   * @throws TranslationException when it is not of the notation
   */
  public String seal(Format format, String text, Seals seals) throws TranslationException {
    boolean within = format.nested().values().stream().anyMatch(Format::sealed);
    if (!within && format.envelope().isEmpty()) {
      return text;
    }
    JsonNode tree = readText(format.flat(), text, Seals.NONE);
    for (Map.Entry<String, Format> entry : format.nested().entrySet()) {
      Format inner = entry.getValue();
      TreePaths.replace(
          tree,
          entry.getKey(),
          node ->
              absent(node)
                  ? node
                  : TextNode.valueOf(seals.close(inner, seal(inner, node.asText(), seals))));
    }
    return write(format.flat(), seals.close(format, tree), "", Seals.NONE);
  }

  private static boolean absent(JsonNode node) {
    return node.isNull() || node.asText().isBlank();
  }

  private String write(Format format, JsonNode tree, String path, Seals seals)
      throws TranslationException {
    JsonNode plain = format.nested().isEmpty() ? tree : writeNested(format, tree, path, seals);
    JsonNode flat = seals.close(format, plain);
    return switch (format.codec()) {
      case JSON -> json.write(flat);
      case XML -> xml.write(format, flat, path);
      case FORM -> FormNotation.write(flat, format.wireCharset(), path);
      case TEXT -> flat.asText();
    };
  }

  private JsonNode readText(Format format, String text, Seals seals) throws TranslationException {
    JsonNode tree =
        switch (format.codec()) {
          case JSON -> json.read(text);
          case XML -> xml.read(format, text);
          case TEXT -> TextNode.valueOf(text);
          case FORM ->
              FormNotation.read(
                  text.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                  java.nio.charset.StandardCharsets.UTF_8);
        };
    return readNested(format, seals.open(format, tree), seals);
  }

  private JsonNode writeNested(Format format, JsonNode tree, String path, Seals seals)
      throws TranslationException {
    JsonNode copy = tree.deepCopy();
    for (Map.Entry<String, Format> entry : format.nested().entrySet()) {
      TreePaths.replace(
          copy,
          entry.getKey(),
          node -> {
            String at = path + entry.getKey();
            String text = write(entry.getValue(), node, at, seals);
            return TextNode.valueOf(seals.close(entry.getValue(), text));
          });
    }
    return copy;
  }

  private JsonNode readNested(Format format, JsonNode tree, Seals seals)
      throws TranslationException {
    for (Map.Entry<String, Format> entry : format.nested().entrySet()) {
      String path = entry.getKey();
      TreePaths.replace(
          tree,
          path,
          node -> absent(node) ? node : readNested(path, entry.getValue(), node.asText(), seals));
    }
    return tree;
  }

  private JsonNode readNested(String path, Format format, String text, Seals seals)
      throws TranslationException {
    try {
      return readText(format, seals.open(format, text), seals);
    } catch (TranslationException e) {
      String field = (path + " " + e.finding().field()).strip();
      throw unreadable(field, e.finding().message(), e.finding().fix());
    }
  }

  private static void requireWritable(JsonNode node, Charset charset, String path)
      throws TranslationException {
    if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        WireText.requireWritable(field.getKey(), charset, path);
        requireWritable(field.getValue(), charset, path + "/" + field.getKey());
      }
    }
    if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        requireWritable(array.get(i), charset, path + "/" + i);
      }
    }
    if (node.isTextual()) {
      WireText.requireWritable(node.textValue(), charset, path);
    }
  }

  /** A refusal of the notation. */
  static TranslationException unreadable(String field, String message, String fix) {
    return new TranslationException(Stage.DECODE, field, message, fix);
  }
}
