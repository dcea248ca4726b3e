package io.tongqiao.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    Element json = xml.submit(Examples.message("permit/01-apply"));
    assertThat(leaves(soapExample("submit-apply")))
        .containsExactlyElementsOf(leaves(json))
        .isNotEmpty();
  }

  @Test
  void soapExample_pull_saysWhatTheJsonExamplesSay() throws Exception {
    Element asked = xml.pull("610924202603020011", 5, Examples.prerequisites("request-materials"));
    assertThat(leaves(soapExample("pull-prerequisites")))
        .containsExactlyElementsOf(leaves(asked))
        .isNotEmpty();
    Element answered = xml.pulled(Examples.prerequisites("result-complete"));
    assertThat(leaves(soapExample("pull-prerequisites-response")))
        .containsExactlyElementsOf(leaves(answered))
        .isNotEmpty();
  }

  @Test
  void pullExamples_writtenAsXml_areValid() throws Exception {
    xml.validate(xml.pull("610924202603020011", 60, Examples.prerequisites("request-item")));
    xml.validate(xml.pulled(Examples.prerequisites("result-pending")));
  }

  @Test
  void xml_wrongPull_isRefused() throws Exception {
    ObjectNode request = Examples.prerequisites("request-item");
    Element tooLong = xml.pull("610924202603020011", 61, request);
    assertThatThrownBy(() -> xml.validate(tooLong)).isInstanceOf(SAXException.class);
    Element groundless = xml.pull("1", 5, Examples.prerequisites("x-purpose-without-item-name"));
    assertThatThrownBy(() -> xml.validate(groundless)).isInstanceOf(SAXException.class);
  }

  @Test
  void xml_wrongMessage_isRefused() {
    ObjectNode wrong = Examples.message("permit/01-apply").put("time", "2026-02-30T09:00:00+08:00");
    assertThatThrownBy(() -> xml.validate(xml.submit(wrong))).isInstanceOf(SAXException.class);
    ObjectNode withoutId = Examples.message("permit/01-apply").without("id");
    assertThatThrownBy(() -> xml.validate(xml.submit(withoutId))).isInstanceOf(SAXException.class);
  }

  @Test
  void wsdl_operation_refersToDeclaredElements() throws Exception {
    Document wsdl = ExchangeXml.parse(ExchangeXml.contract("exchange.wsdl"));
    Document xsd = ExchangeXml.parse(ExchangeXml.contract("exchange.xsd"));
    Set<String> declared = new TreeSet<>();
    ExchangeXml.children(xsd.getDocumentElement(), "element")
        .forEach(element -> declared.add("tq:" + element.getAttribute("name")));
    Set<String> used = new TreeSet<>();
    NodeList parts = wsdl.getElementsByTagNameNS(WSDL, "part");
    for (int i = 0; i < parts.getLength(); i++) {
      used.add(((Element) parts.item(i)).getAttribute("element"));
    }
    assertThat(used).isEqualTo(declared).hasSize(5);
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
    assertThat(attributes(wsdl, SOAP, "operation", "soapAction"))
        .containsExactly(
            "urn:tongqiao:exchange:1/Submit", "urn:tongqiao:exchange:1/PullPrerequisites");
    assertThat(attributes(wsdl, SOAP, "fault", "use")).containsExactly("literal", "literal");
  }

  @Test
  void wsdl_everyOperation_isBoundAndHasTheFault() throws Exception {
    Document wsdl = ExchangeXml.parse(ExchangeXml.contract("exchange.wsdl"));
    assertThat(attributes(wsdl, WSDL, "operation", "name"))
        .containsExactly("Submit", "PullPrerequisites", "Submit", "PullPrerequisites");
    assertThat(attributes(wsdl, WSDL, "fault", "message"))
        .containsExactly("tq:ProblemFault", "tq:ProblemFault", "", "");
  }

  private static List<String> attributes(
      Document wsdl, String namespace, String element, String attribute) {
    List<String> found = new ArrayList<>();
    NodeList all = wsdl.getElementsByTagNameNS(namespace, element);
    for (int i = 0; i < all.getLength(); i++) {
      found.add(((Element) all.item(i)).getAttribute(attribute));
    }
    return found;
  }

  private static Element soapExample(String name) throws Exception {
    Path file = Examples.root().resolve("examples/soap/" + name + ".xml");
    return ExchangeXml.payload(ExchangeXml.parse(file));
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
