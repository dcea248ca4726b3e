package io.tongqiao.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

  private final Schemas schemas = Schemas.load();
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
    return wrapped(root("Submit"), "message", message, Schemas.Name.MESSAGE);
  }

  /** A request as the PullPrerequisites element. */
  Element pull(String caseNo, int wait, JsonNode request) throws IOException, SAXException {
    Element root = root("PullPrerequisites");
    element(root, "caseNo").setTextContent(caseNo);
    element(root, "wait").setTextContent(String.valueOf(wait));
    return wrapped(root, "request", request, Schemas.Name.PREREQUISITE_REQUEST);
  }

  /** What came of a request as the PullPrerequisitesResponse element. */
  Element pulled(JsonNode prerequisites) throws IOException, SAXException {
    Element root = root("PullPrerequisitesResponse");
    return wrapped(root, "prerequisites", prerequisites, Schemas.Name.PREREQUISITES);
  }

  /**
   * The first element of our namespace below, that is what a SOAP Body or a fault's detail holds.
   */
  static Element payload(Node node) {
    NodeList elements = ((Document) node).getElementsByTagNameNS(NAMESPACE, "*");
    return (Element) elements.item(0);
  }

  /** The child elements of this local name. */
  static List<Element> children(Element parent, String name) {
    List<Element> found = new ArrayList<>();
    NodeList children = parent.getChildNodes();
    for (int i = 0; i < children.getLength(); i++) {
      if (children.item(i) instanceof Element element && element.getLocalName().equals(name)) {
        found.add(element);
      }
    }
    return found;
  }

  private static Element root(String name) throws IOException, SAXException {
    String xml = "<" + name + " xmlns='" + NAMESPACE + "'/>";
    return parse(xml.getBytes(StandardCharsets.UTF_8)).getDocumentElement();
  }

  private static Element element(Element parent, String name) {
    Element element = parent.getOwnerDocument().createElementNS(NAMESPACE, name);
    parent.appendChild(element);
    return element;
  }

  private Element wrapped(Element root, String name, JsonNode value, Schemas.Name schema) {
    JsonNode type = schemas.raw(schema);
    append(root, name, value, type, type);
    return root;
  }

  private static void append(
      Element parent, String name, JsonNode value, JsonNode type, JsonNode schema) {
    JsonNode resolved = resolve(type, schema);
    if (value.isArray()) {
      value.forEach(item -> append(parent, name, item, resolved.path("items"), schema));
      return;
    }
    Element element = element(parent, name);
    if (value.isValueNode()) {
      element.setTextContent(value.asText());
      return;
    }
    for (Map.Entry<String, JsonNode> field : resolved.path("properties").properties()) {
      if (value.has(field.getKey()) && !NOT_IN_XML.contains(field.getKey())) {
        append(element, field.getKey(), value.get(field.getKey()), field.getValue(), schema);
      }
    }
  }

  private static JsonNode resolve(JsonNode type, JsonNode schema) {
    String ref = type.path("$ref").asText();
    return ref.isEmpty() ? type : schema.at(ref.substring(1));
  }
}
