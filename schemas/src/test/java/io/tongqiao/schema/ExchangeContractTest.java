package io.tongqiao.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

class ExchangeContractTest {

  private static final String XS = "http://www.w3.org/2001/XMLSchema";
  private static final String WSDL = "http://schemas.xmlsoap.org/wsdl/";
  private static final String SOAP = "http://schemas.xmlsoap.org/wsdl/soap/";

  private final ExchangeXml xml = new ExchangeXml();

  ExchangeContractTest() throws SAXException {}

  static List<Path> soap() {
    return Examples.files("soap", ".xml");
  }

  static List<Path> messages() {
    return Examples.files("messages", ".json");
  }

  @ParameterizedTest
  @MethodSource("soap")
  void soapExample_payload_isValid(Path file) throws Exception {
    xml.validate(ExchangeXml.payload(ExchangeXml.parse(file)));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void jsonExample_writtenAsXml_isValid(Path file) throws Exception {
    xml.validate(xml.submit(Examples.json(file)));
  }

  @Test
  void soapExample_apply_saysWhatTheJsonExampleSays() throws Exception {
    Element soap =
        ExchangeXml.payload(
            ExchangeXml.parse(Examples.root().resolve("examples/soap/submit-apply.xml")));
    Element json = xml.submit(Examples.message("permit/01-apply"));
    assertThat(leaves(soap)).containsExactlyElementsOf(leaves(json)).isNotEmpty();
  }

  @Test
  void xml_wrongMessage_isRefused() {
    ObjectNode wrong = Examples.message("permit/01-apply").put("time", "2026-02-30T09:00:00+08:00");
    assertThatThrownBy(() -> xml.validate(xml.submit(wrong))).isInstanceOf(SAXException.class);
    ObjectNode withoutId = Examples.message("permit/01-apply").without("id");
    assertThatThrownBy(() -> xml.validate(xml.submit(withoutId))).isInstanceOf(SAXException.class);
  }

  /** Walks both: the same names in the same order, the same repetition, the same enums. */
  @Test
  void xsd_everyObject_mirrorsTheJsonSchema() throws Exception {
    Document xsd = ExchangeXml.parse(ExchangeXml.contract("exchange.xsd"));
    JsonNode schema = Schemas.load().raw(Schemas.Name.MESSAGE);
    List<String> json = new ArrayList<>();
    describe(schema, schema, "", 0, json);
    List<String> mirrored = new ArrayList<>();
    describe(xsd, child(type(xsd, "Message"), "sequence"), "", mirrored);
    assertThat(mirrored).containsExactlyElementsOf(json).hasSizeGreaterThan(140);
  }

  @Test
  void xsd_receiptAndProblem_haveTheFieldsOfTheirSchemas() throws Exception {
    Document xsd = ExchangeXml.parse(ExchangeXml.contract("exchange.xsd"));
    Schemas schemas = Schemas.load();
    for (Schemas.Name name : List.of(Schemas.Name.RECEIPT, Schemas.Name.PROBLEM)) {
      String typeName = name == Schemas.Name.RECEIPT ? "Receipt" : "Problem";
      List<String> elements =
          elements(child(type(xsd, typeName), "sequence"), "element").stream()
              .map(element -> element.getAttribute("name"))
              .toList();
      assertThat(schemas.raw(name).path("properties").fieldNames())
          .toIterable()
          .containsExactlyElementsOf(elements);
    }
  }

  @Test
  void wsdl_operation_refersToDeclaredElements() throws Exception {
    Document wsdl = ExchangeXml.parse(ExchangeXml.contract("exchange.wsdl"));
    Document xsd = ExchangeXml.parse(ExchangeXml.contract("exchange.xsd"));
    Set<String> declared = new TreeSet<>();
    elements(xsd.getDocumentElement(), "element")
        .forEach(element -> declared.add("tq:" + element.getAttribute("name")));
    Set<String> used = new TreeSet<>();
    NodeList parts = wsdl.getElementsByTagNameNS(WSDL, "part");
    for (int i = 0; i < parts.getLength(); i++) {
      used.add(((Element) parts.item(i)).getAttribute("element"));
    }
    assertThat(used).isEqualTo(declared).hasSize(3);
    Element include = (Element) wsdl.getElementsByTagNameNS(XS, "include").item(0);
    assertThat(ExchangeXml.contract(include.getAttribute("schemaLocation"))).exists();
  }

  @Test
  void wsdl_binding_isSoap11DocumentLiteralWithItsAction() throws Exception {
    Document wsdl = ExchangeXml.parse(ExchangeXml.contract("exchange.wsdl"));
    Element definitions = wsdl.getDocumentElement();
    assertThat(definitions.getAttribute("targetNamespace")).isEqualTo(ExchangeXml.NAMESPACE);
    Element binding = (Element) wsdl.getElementsByTagNameNS(SOAP, "binding").item(0);
    assertThat(binding.getAttribute("style")).isEqualTo("document");
    Element operation = (Element) wsdl.getElementsByTagNameNS(SOAP, "operation").item(0);
    assertThat(operation.getAttribute("soapAction")).isEqualTo("urn:tongqiao:exchange:1/Submit");
    NodeList faults = wsdl.getElementsByTagNameNS(SOAP, "fault");
    assertThat(((Element) faults.item(0)).getAttribute("use")).isEqualTo("literal");
  }

  private static void describe(
      JsonNode root, JsonNode type, String path, int depth, List<String> out) {
    for (Map.Entry<String, JsonNode> field : type.path("properties").properties()) {
      if (depth == 0 && ExchangeXml.NOT_IN_XML.contains(field.getKey())) {
        continue;
      }
      JsonNode declared = field.getValue();
      boolean repeated = declared.path("type").asText().equals("array");
      JsonNode value = resolve(root, repeated ? declared.path("items") : declared);
      boolean required = type.path("required").toString().contains("\"" + field.getKey() + "\"");
      String here = path + "/" + field.getKey();
      out.add(here + (repeated ? "[]" : "") + (required ? "!" : "") + codes(value));
      describe(root, value, here, depth + 1, out);
    }
  }

  private static JsonNode resolve(JsonNode root, JsonNode type) {
    String ref = type.path("$ref").asText();
    return ref.isEmpty() ? type : root.at(ref.substring(1));
  }

  private static List<String> codes(JsonNode value) {
    List<String> codes = new ArrayList<>();
    value.path("enum").forEach(code -> codes.add(code.asText()));
    return codes;
  }

  private static void describe(Document xsd, Element sequence, String path, List<String> out) {
    for (Element element : elements(sequence, "element")) {
      boolean repeated = element.hasAttribute("maxOccurs");
      boolean required = !element.getAttribute("minOccurs").equals("0");
      String here = path + "/" + element.getAttribute("name");
      Element type = typeOf(xsd, element);
      List<String> codes = new ArrayList<>();
      NodeList values = type.getElementsByTagNameNS(XS, "enumeration");
      boolean simple = type.getLocalName().equals("simpleType");
      for (int i = 0; simple && i < values.getLength(); i++) {
        codes.add(((Element) values.item(i)).getAttribute("value"));
      }
      out.add(here + (repeated ? "[]" : "") + (required ? "!" : "") + codes);
      if (type.getLocalName().equals("complexType")) {
        describe(xsd, child(type, "sequence"), here, out);
      }
    }
  }

  private static Element typeOf(Document xsd, Element element) {
    String name = element.getAttribute("type");
    if (name.startsWith("tq:")) {
      return type(xsd, name.substring(3));
    }
    return elements(element, "complexType").stream()
        .findFirst()
        .or(() -> elements(element, "simpleType").stream().findFirst())
        .orElse(element);
  }

  private static Element type(Document xsd, String name) {
    return List.of("complexType", "simpleType").stream()
        .flatMap(kind -> elements(xsd.getDocumentElement(), kind).stream())
        .filter(type -> type.getAttribute("name").equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("exchange.xsd lacks the type " + name));
  }

  private static Element child(Element parent, String name) {
    return elements(parent, name).get(0);
  }

  private static List<Element> elements(Element parent, String name) {
    List<Element> found = new ArrayList<>();
    NodeList children = parent.getChildNodes();
    for (int i = 0; i < children.getLength(); i++) {
      if (children.item(i) instanceof Element element && element.getLocalName().equals(name)) {
        found.add(element);
      }
    }
    return found;
  }

  private static List<String> leaves(Element root) {
    List<String> leaves = new ArrayList<>();
    NodeList all = root.getElementsByTagNameNS(ExchangeXml.NAMESPACE, "*");
    for (int i = 0; i < all.getLength(); i++) {
      Element element = (Element) all.item(i);
      if (element.getElementsByTagNameNS("*", "*").getLength() == 0) {
        leaves.add(element.getLocalName() + "=" + element.getTextContent());
      }
    }
    return leaves;
  }
}
