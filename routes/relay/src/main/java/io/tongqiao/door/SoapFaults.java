package io.tongqiao.door;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.dialect.Codec;
import io.tongqiao.dialect.Format;
import io.tongqiao.dialect.TranslationException;
import io.tongqiao.schema.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMResult;
import javax.xml.transform.stream.StreamSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** SOAP 1.1 faults that carry a problem as their detail. */
final class SoapFaults {

  private static final Format PLAIN =
      new Format(
          Format.Kind.XML, "UTF-8", null, "none", Map.of("", SoapDoor.NAMESPACE), null, null, null);

  private SoapFaults() {}

  /** The problem as an element of our own namespace. */
  private static String detail(Problem problem) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.set("Problem", problem.toJson());
    return xml(tree);
  }

  /** The {@code detail} element of a fault. */
  static Element element(Problem problem) {
    var result = new DOMResult();
    try {
      TransformerFactory.newInstance()
          .newTransformer()
          .transform(new StreamSource(new StringReader(detail(problem))), result);
    } catch (TransformerException e) {
      throw new IllegalStateException("our own answers are XML", e);
    }
    Element problemElement = ((Document) result.getNode()).getDocumentElement();
    Element detail = problemElement.getOwnerDocument().createElement("detail");
    detail.appendChild(problemElement);
    return detail;
  }

  static String xml(JsonNode tree) {
    try {
      return new String(new Codec().encode(PLAIN, tree), StandardCharsets.UTF_8);
    } catch (TranslationException e) {
      throw new IllegalStateException("our own answers can be written in UTF-8", e);
    }
  }

  /** Whose fault it is, in SOAP's words. */
  static String code(Problem problem) {
    return problem.kind().status() >= 500 ? "Server" : "Client";
  }

  /** Writes a whole fault, where no SOAP stack can be asked to. */
  static void write(HttpServletResponse response, Problem problem) throws IOException {
    ObjectNode fault = JsonNodeFactory.instance.objectNode();
    ObjectNode body =
        fault
            .putObject("soap:Envelope")
            .put("@xmlns:soap", "http://schemas.xmlsoap.org/soap/envelope/")
            .putObject("soap:Body");
    ObjectNode words = body.putObject("soap:Fault");
    words.put("faultcode", "soap:" + code(problem));
    words.put("faultstring", problem.detail());
    ObjectNode detail = problem.toJson();
    detail.put("@xmlns", SoapDoor.NAMESPACE);
    words.putObject("detail").set("Problem", detail);
    boolean notNow = problem.kind() == Problem.Kind.UNAVAILABLE;
    response.setStatus(notNow ? 503 : 500);
    if (notNow) {
      response.setHeader("Retry-After", Problems.RETRY_AFTER);
    }
    response.setContentType("text/xml; charset=UTF-8");
    try {
      Format format = new Format(Format.Kind.XML, "UTF-8", null, null, null, null, null, null);
      response.getOutputStream().write(new Codec().encode(format, fault));
    } catch (TranslationException e) {
      throw new IOException(e);
    }
  }
}
