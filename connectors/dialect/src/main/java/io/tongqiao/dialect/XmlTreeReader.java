package io.tongqiao.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashMap;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads one XML document into one tree. */
final class XmlTreeReader {

  private static final int MAX_DEPTH = 64;

  private final XMLStreamReader in;
  private final Format format;
  private final Map<String, String> prefixes = new HashMap<>();

  XmlTreeReader(XMLStreamReader in, Format format) {
    this.in = in;
    this.format = format;
    format.namespaces().forEach((prefix, uri) -> prefixes.put(uri, prefix));
  }

  JsonNode document() throws XMLStreamException, TranslationException {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    while (in.hasNext()) {
      int event = in.next();
      if (event == XMLStreamConstants.DTD) {
        throw Codec.unreadable("DOCTYPE", "报文含 DOCTYPE，不予解析", "去掉 DOCTYPE 和实体声明后重发");
      }
      if (event == XMLStreamConstants.START_ELEMENT) {
        String name = name(in.getNamespaceURI(), in.getLocalName());
        tree.set(name, element("/" + name, 1));
      }
    }
    return tree;
  }

  private JsonNode element(String path, int depth) throws XMLStreamException, TranslationException {
    if (depth > MAX_DEPTH) {
      throw Codec.unreadable(path, "嵌套超过 " + MAX_DEPTH + " 层", "减少嵌套层数");
    }
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < in.getAttributeCount(); i++) {
      String name = name(in.getAttributeNamespace(i), in.getAttributeLocalName(i));
      fields.put("@" + name, in.getAttributeValue(i));
    }
    var text = new StringBuilder();
    while (in.next() != XMLStreamConstants.END_ELEMENT) {
      switch (in.getEventType()) {
        case XMLStreamConstants.START_ELEMENT -> child(fields, path, depth);
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(in.getText());
        case XMLStreamConstants.ENTITY_REFERENCE ->
            throw Codec.unreadable(path, "引用了未知实体 &" + in.getLocalName() + ";", "直接写出字符");
        default -> {
          // comments and processing instructions say nothing
        }
      }
    }
    if (fields.isEmpty()) {
      return TextNode.valueOf(text.toString());
    }
    if (!text.toString().isBlank()) {
      fields.put("#text", text.toString());
    }
    return fields;
  }

  private void child(ObjectNode fields, String path, int depth)
      throws XMLStreamException, TranslationException {
    String name = name(in.getNamespaceURI(), in.getLocalName());
    String childPath = path + "/" + name;
    boolean repeated = format.repeated().contains(childPath);
    JsonNode value = element(childPath, depth + 1);
    if (repeated) {
      ArrayNode array = fields.get(name) instanceof ArrayNode known ? known : fields.putArray(name);
      array.add(value);
      return;
    }
    if (fields.has(name)) {
      throw Codec.unreadable(
          childPath, "元素重复出现", "只发一次；若约定可重复，在 system.yaml 的 repeated 中声明 " + childPath);
    }
    fields.set(name, value);
  }

  /**
   * The name with the declared prefix of its namespace, whatever prefix the sender chose;
   * undeclared namespaces are dropped.
   */
  private String name(String namespace, String localName) {
    String prefix = namespace == null ? "" : prefixes.getOrDefault(namespace, "");
    return prefix.isEmpty() ? localName : prefix + ":" + localName;
  }
}
