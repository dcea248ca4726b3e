package io.tongqiao.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The XSD says of names, order, repetition, need and codes what the JSON Schemas say. */
class ExchangeMirrorTest {

  private static final String XS = "http://www.w3.org/2001/XMLSchema";

  /** Walks both: the same names in the same order, the same repetition, the same enums. */
  @ParameterizedTest
  @CsvSource({
    "MESSAGE, Message, 230",
    "PREREQUISITE_REQUEST, PrerequisiteRequest, 25",
    "PREREQUISITES, CasePrerequisites, 40"
  })
  void xsd_everyObject_mirrorsTheJsonSchema(Schemas.Name name, String typeName, int atLeast)
      throws Exception {
    Document xsd = ExchangeXml.parse(ExchangeXml.contract("exchange.xsd"));
    JsonNode schema = Schemas.load().raw(name);
    List<String> json = new ArrayList<>();
    describe(schema, schema, "", 0, json);
    List<String> mirrored = new ArrayList<>();
    describe(xsd, child(type(xsd, typeName), "sequence"), "", mirrored);
    assertThat(mirrored).containsExactlyElementsOf(json).hasSizeGreaterThan(atLeast);
  }

  @Test
  void xsd_receiptAndProblem_haveTheFieldsOfTheirSchemas() throws Exception {
    Document xsd = ExchangeXml.parse(ExchangeXml.contract("exchange.xsd"));
    Schemas schemas = Schemas.load();
    for (Schemas.Name name : List.of(Schemas.Name.RECEIPT, Schemas.Name.PROBLEM)) {
      String typeName = name == Schemas.Name.RECEIPT ? "Receipt" : "Problem";
      List<String> elements =
          ExchangeXml.children(child(type(xsd, typeName), "sequence"), "element").stream()
              .map(element -> element.getAttribute("name"))
              .toList();
      assertThat(schemas.raw(name).path("properties").fieldNames())
          .toIterable()
          .containsExactlyElementsOf(elements);
    }
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
      // an empty list is no element
      required &= !repeated || declared.path("minItems").asInt() > 0;
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
    for (Element element : ExchangeXml.children(sequence, "element")) {
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
    return ExchangeXml.children(element, "complexType").stream()
        .findFirst()
        .or(() -> ExchangeXml.children(element, "simpleType").stream().findFirst())
        .orElse(element);
  }

  private static Element type(Document xsd, String name) {
    return List.of("complexType", "simpleType").stream()
        .flatMap(kind -> ExchangeXml.children(xsd.getDocumentElement(), kind).stream())
        .filter(type -> type.getAttribute("name").equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("exchange.xsd lacks the type " + name));
  }

  private static Element child(Element parent, String name) {
    return ExchangeXml.children(parent, name).get(0);
  }
}
