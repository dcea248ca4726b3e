package io.tongqiao.simulator;

import io.tongqiao.dialect.Folder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.Source;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * The XML Schema of a folder's contract, from its WSDL and XSD files; says nothing where there is
 * none.
 */
final class ContractSchema {

  private static final Logger LOG = LoggerFactory.getLogger(ContractSchema.class);
  private static final String XSD = XMLConstants.W3C_XML_SCHEMA_NS_URI;

  private final Optional<Schema> schema;
  private final Set<String> roots;

  private ContractSchema(Optional<Schema> schema, Set<String> roots) {
    this.schema = schema;
    this.roots = roots;
  }

  /** Reads the contract of a folder; one that cannot be used is told in the log and left out. */
  static ContractSchema of(Folder folder) {
    List<Source> sources = new ArrayList<>();
    Set<String> roots = new HashSet<>();
    try {
      for (Map.Entry<String, byte[]> file : folder.files().entrySet()) {
        if (file.getKey().matches("contract/.*\\.(wsdl|xsd)")) {
          collect(file.getKey(), parse(file.getValue()), sources, roots);
        }
      }
      return sources.isEmpty()
          ? new ContractSchema(Optional.empty(), Set.of())
          : new ContractSchema(
              Optional.of(factory().newSchema(sources.toArray(Source[]::new))), roots);
    } catch (SAXException | IOException | ParserConfigurationException e) {
      LOG.warn("{}: payloads are not validated: {}", folder.id(), e.getMessage());
      return new ContractSchema(Optional.empty(), Set.of());
    }
  }

  private static SchemaFactory factory() throws SAXException {
    SchemaFactory factory = SchemaFactory.newDefaultInstance();
    factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
    return factory;
  }

  static Document parse(byte[] xml) throws SAXException, IOException, ParserConfigurationException {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml));
  }

  private static void collect(
      String file, Document document, List<Source> sources, Set<String> roots) {
    NodeList schemas = document.getElementsByTagNameNS(XSD, "schema");
    for (int i = 0; i < schemas.getLength(); i++) {
      Element schema = (Element) schemas.item(i);
      if (schema.getAttribute("targetNamespace").isEmpty()) {
        continue; // describes documents in strings, not payloads
      }
      sources.add(new DOMSource(schema, file));
      NodeList children = schema.getChildNodes();
      for (int j = 0; j < children.getLength(); j++) {
        if (children.item(j) instanceof Element child
            && child.getNamespaceURI().equals(XSD)
            && child.getLocalName().equals("element")) {
          roots.add(child.getAttribute("name"));
        }
      }
    }
  }

  /** What is wrong with a payload; nothing where the contract does not declare its root. */
  Optional<String> complaint(String payload) {
    String root =
        payload.replaceFirst("(?s)^\\s*(<\\?.*?\\?>\\s*)?<(?:[\\w.-]+:)?([\\w.-]+).*$", "$2");
    if (schema.isEmpty() || !roots.contains(root)) {
      return Optional.empty();
    }
    try {
      Validator validator = schema.get().newValidator();
      validator.validate(new StreamSource(new StringReader(payload)));
      return Optional.empty();
    } catch (SAXException e) {
      return Optional.of(place(e));
    } catch (IOException e) {
      return Optional.of("不能读取");
    }
  }

  /** The rule and the names only: a schema's words may quote values, which may be personal data. */
  private static String place(SAXException e) {
    String words = String.valueOf(e.getMessage());
    int colon = words.indexOf(':');
    return colon < 0 ? "不符合模式" : "违反规则 " + words.substring(0, colon);
  }
}
