package io.tongqiao.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import io.tongqiao.dialect.TranslationException.Stage;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes one tree as one XML document. A reader will see a carriage return as a line feed, and tabs
 * and line ends in attributes as spaces: XML 1.0, sections 2.11 and 3.3.3.
 */
final class XmlTreeWriter {

  /** Names by XML 1.0 section 2.3, with at most one prefix (Namespaces in XML 1.0, section 4). */
  private static final Pattern NAME =
      Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_.-]*(:[\\p{L}_][\\p{L}\\p{N}_.-]*)?");

  private final XMLStreamWriter out;
  private final Format format;
  private final String at;

  XmlTreeWriter(XMLStreamWriter out, Format format, String at) {
    this.out = out;
    this.format = format;
    this.at = at;
  }

  void document(JsonNode tree) throws XMLStreamException, TranslationException {
    if (!tree.isObject() || tree.size() != 1) {
      throw refused("", "XML 要有且只有一个根元素，映射却给出 " + tree.size() + " 个", "让映射输出 {\"根元素名\": {...}}");
    }
    var root = tree.properties().iterator().next();
    out.writeStartElement(name(root.getKey(), ""));
    for (Map.Entry<String, String> namespace : new TreeMap<>(format.namespaces()).entrySet()) {
      String prefix = namespace.getKey();
      out.writeAttribute(prefix.isEmpty() ? "xmlns" : "xmlns:" + prefix, namespace.getValue());
    }
    content(root.getValue(), "/" + root.getKey());
    out.writeEndElement();
    out.writeEndDocument();
  }

  private void element(String name, JsonNode value, String path)
      throws XMLStreamException, TranslationException {
    if (value.isArray()) {
      for (JsonNode each : value) {
        element(name, each, path);
      }
      return;
    }
    out.writeStartElement(name(name, path));
    content(value, path);
    out.writeEndElement();
  }

  private void content(JsonNode value, String path)
      throws XMLStreamException, TranslationException {
    if (!value.isObject()) {
      text(value.isNull() ? "" : value.asText(), path);
      return;
    }
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      if (field.getKey().startsWith("@")) {
        out.writeAttribute(
            name(field.getKey().substring(1), path),
            legal(field.getValue().asText(), path + "/" + field.getKey()));
      }
    }
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      if (field.getKey().equals("#text")) {
        text(field.getValue().asText(), path);
      } else if (!field.getKey().startsWith("@")) {
        element(field.getKey(), field.getValue(), path + "/" + field.getKey());
      }
    }
  }

  private void text(String text, String path) throws XMLStreamException, TranslationException {
    legal(text, path);
    if (format.cdata().contains(path)) {
      out.writeCData(text.replace("]]>", "]]]]><![CDATA[>"));
      return;
    }
    if (!text.isEmpty()) {
      out.writeCharacters(text);
    }
  }

  /** The writer of the JDK would write any name, and a document that nobody can read. */
  private String name(String name, String path) throws TranslationException {
    if (!NAME.matcher(name).matches()) {
      throw refused(path, "“" + name + "”不能作 XML 的元素名或属性名", "改映射输出的名字");
    }
    return name;
  }

  /** XML 1.0 section 2.2: characters that no document may hold. */
  private String legal(String text, String path) throws TranslationException {
    boolean illegal =
        text.chars()
            .anyMatch(
                c ->
                    (c < 0x20 && c != '\t' && c != '\n' && c != '\r')
                        || c == 0xFFFE
                        || c == 0xFFFF);
    if (illegal) {
      throw refused(path, "含有 XML 不允许的控制字符", "从该字段去掉控制字符后更正重发");
    }
    return text;
  }

  private TranslationException refused(String path, String message, String fix) {
    return new TranslationException(Stage.ENCODE, at + path, message, fix);
  }
}
