package io.tongqiao.console.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.stream.Collectors;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.stax.StAXSource;
import javax.xml.transform.stream.StreamResult;

/** What went over a wire, laid out for reading; what cannot be laid out stays as it is. */
final class PrettyText {

  private static final int LONGEST = 200_000;
  private static final JsonMapper JSON = new JsonMapper();

  private PrettyText() {}

  /** JSON and XML indented, a form a line each. */
  static String of(String text) {
    String bare = text.strip();
    if (bare.length() > LONGEST) {
      return bare.substring(0, LONGEST) + "\n…";
    }
    if (bare.startsWith("{") || bare.startsWith("[")) {
      return json(bare);
    }
    if (bare.startsWith("<")) {
      return xml(bare);
    }
    return bare.matches("(?s)[\\w.:-]+=.*") ? form(bare) : bare;
  }

  /** Values may be documents themselves. */
  private static String form(String text) {
    return Arrays.stream(text.split("&(?=[\\w.:-]+=)"))
        .map(
            pair -> {
              int end = pair.indexOf('=') + 1;
              String value = pair.substring(end);
              String laid = value.startsWith("<") ? xml(value) : value;
              return pair.substring(0, end) + (laid.contains("\n") ? "\n" : "") + laid;
            })
        .collect(Collectors.joining("\n"));
  }

  private static String json(String text) {
    try {
      JsonNode tree = JSON.readTree(text);
      return tree.toPrettyString();
    } catch (JsonProcessingException e) {
      return text;
    }
  }

  private static String xml(String text) {
    try {
      var reader = XMLInputFactory.newDefaultFactory();
      reader.setProperty(XMLInputFactory.SUPPORT_DTD, false);
      reader.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
      TransformerFactory factory = TransformerFactory.newDefaultInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      Transformer plain = factory.newTransformer();
      plain.setOutputProperty(OutputKeys.INDENT, "yes");
      plain.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
      plain.setOutputProperty("{http://xml.apache.org/xslt}indent-amount", "2");
      var out = new StringWriter();
      plain.transform(
          new StAXSource(reader.createXMLStreamReader(new StringReader(text))),
          new StreamResult(out));
      return out.toString().replaceAll("(?m)^\\s*\\n", "").strip();
    } catch (XMLStreamException | TransformerException e) {
      return text;
    }
  }
}
