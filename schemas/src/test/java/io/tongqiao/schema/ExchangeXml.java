package io.tongqiao.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.dom.DOMSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Canonical JSON written as exchange.xsd wants it, and a validator of that; nothing outside is
 * loaded.
 */
final class ExchangeXml {

  static final String NAMESPACE = "urn:tongqiao:exchange:1";
  static final Set<String> NOT_IN_XML =
      Set.of("specversion", "datacontenttype", "dataschema", "traceparent");

  private final JsonNode schema = Schemas.load().raw(Schemas.Name.MESSAGE);
  private final Schema xsd;

  ExchangeXml() throws SAXException {
    SchemaFactory factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
    xsd = factory.newSchema(contract("exchange.xsd").toFile());
  }

  static Path contract(String name) {
    return Examples.root().resolve("contracts").resolve(name);
  }

  static Document parse(Path file) throws IOException, SAXException {
    return parse(Files.readAllBytes(file));
  }

  static Document parse(byte[] bytes) throws IOException, SAXException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      return factory.newDocumentBuilder().parse(new ByteArrayInputStream(bytes));
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Throws where the element is not valid. */
  void validate(Element element) throws IOException, SAXException {
    xsd.newValidator().validate(new DOMSource(element));
  }

  /** A message as the Submit element. */
  Element submit(JsonNode message) throws IOException, SAXException {
    Document document =
        parse(("<Submit xmlns='" + NAMESPACE + "'/>").getBytes(StandardCharsets.UTF_8));
    append(document.getDocumentElement(), "message", message, schema);
    return document.getDocumentElement();
  }

  /**
   * The first element of our namespace below, that is what a SOAP Body or a fault's detail holds.
   */
  static Element payload(Node node) {
    NodeList elements = ((Document) node).getElementsByTagNameNS(NAMESPACE, "*");
    return (Element) elements.item(0);
  }

  private void append(Element parent, String name, JsonNode value, JsonNode type) {
    JsonNode resolved = resolve(type);
    if (value.isArray()) {
      value.forEach(item -> append(parent, name, item, resolved.path("items")));
      return;
    }
    Element element = parent.getOwnerDocument().createElementNS(NAMESPACE, name);
    parent.appendChild(element);
    if (value.isValueNode()) {
      element.setTextContent(value.asText());
      return;
    }
    for (Map.Entry<String, JsonNode> field : resolved.path("properties").properties()) {
      if (value.has(field.getKey()) && !NOT_IN_XML.contains(field.getKey())) {
        append(element, field.getKey(), value.get(field.getKey()), field.getValue());
      }
    }
  }

  private JsonNode resolve(JsonNode type) {
    String ref = type.path("$ref").asText();
    return ref.isEmpty() ? type : schema.at(ref.substring(1));
  }
}
