package io.tongqiao.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.StringReader;
import java.io.StringWriter;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * XML 1.0 as a tree: attributes {@code @name}, text beside them {@code #text}. No DOCTYPE, no
 * external entities.
 */
final class XmlNotation {

  private final XMLOutputFactory outputs = XMLOutputFactory.newDefaultFactory();
  private final XMLInputFactory inputs = XMLInputFactory.newDefaultFactory();

  XmlNotation() {
    inputs.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    inputs.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    inputs.setProperty(XMLInputFactory.IS_COALESCING, true);
  }

  /** Writes a document; {@code at} is where it stands in another, for the words of a refusal. */
  String write(Format format, JsonNode tree, String at) throws TranslationException {
    var text = new StringWriter();
    if (!format.declaration().equals("none")) {
      text.append("<?xml version=\"1.0\" encoding=\"").append(format.declaration()).append("\"?>");
    }
    try {
      var writer = outputs.createXMLStreamWriter(text);
      new XmlTreeWriter(writer, format, at).document(tree);
      writer.close();
    } catch (XMLStreamException e) {
      throw new TranslationException(
          TranslationException.Stage.ENCODE, at, "不能写成 XML：" + e.getMessage(), "检查映射输出的元素名");
    }
    return text.toString();
  }

  JsonNode read(Format format, String text) throws TranslationException {
    try {
      XMLStreamReader reader = inputs.createXMLStreamReader(new StringReader(text));
      return new XmlTreeReader(reader, format).document();
    } catch (XMLStreamException e) {
      var at = e.getLocation();
      String where =
          at == null ? "" : "第 " + at.getLineNumber() + " 行第 " + at.getColumnNumber() + " 列";
      throw Codec.unreadable(where, "不是合法的 XML", "改正该处后重发；元素要成对闭合，& 写成 &amp;");
    }
  }
}
