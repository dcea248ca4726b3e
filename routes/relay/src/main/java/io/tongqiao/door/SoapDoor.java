package io.tongqiao.door;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.dialect.TranslationException;
import io.tongqiao.prerequisite.Pulls;
import io.tongqiao.relay.Decision;
import io.tongqiao.relay.Intake;
import io.tongqiao.schema.Problem;
import io.tongqiao.schema.Receipt;
import io.tongqiao.schema.Schemas;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.transform.Source;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.stream.StreamResult;
import javax.xml.transform.stream.StreamSource;
import org.apache.camel.Body;
import org.apache.camel.component.cxf.common.CxfPayload;
import org.apache.cxf.binding.soap.Soap11;
import org.apache.cxf.binding.soap.SoapFault;
import org.apache.cxf.binding.soap.SoapHeader;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/**
 * The SOAP door: {@code Submit} and {@code PullPrerequisites} of {@code exchange.wsdl}. A refusal
 * is a fault whose detail is a {@code Problem}.
 */
@Component
public class SoapDoor {

  /** Target namespace of {@code exchange.wsdl}. */
  static final String NAMESPACE = "urn:tongqiao:exchange:1";

  /** A request for documents holds its thread while it waits; messages must find some left. */
  private static final int MOST_PULLS = 16;

  private static final String PULL = "PullPrerequisites";
  private static final XMLInputFactory READERS = readers();

  private final Intake intake;
  private final Pulls pulls;
  private final XmlMessage messages;
  private final XmlMessage requests;
  private final Semaphore pulling = new Semaphore(MOST_PULLS);

  SoapDoor(Intake intake, Pulls pulls, Schemas schemas) {
    this.intake = intake;
    this.pulls = pulls;
    this.messages = new XmlMessage(schemas.raw(Schemas.Name.MESSAGE), "Submit", "message");
    this.requests = new XmlMessage(schemas.raw(Schemas.Name.PREREQUISITE_REQUEST), PULL, "request");
  }

  private static XMLInputFactory readers() {
    XMLInputFactory readers = XMLInputFactory.newDefaultFactory();
    readers.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    readers.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    return readers;
  }

  /** Takes a payload and gives the answer's payload; throws the fault. */
  public CxfPayload<SoapHeader> take(@Body CxfPayload<SoapHeader> request)
      throws TransformerException {
    String system = SecurityContextHolder.getContext().getAuthentication().getName();
    try {
      List<Source> payload = request.getBodySources();
      String text = payload.isEmpty() ? "<none/>" : text(payload.get(0));
      ObjectNode answer =
          root(text).equals(PULL)
              ? pulled(system, requests.read(text))
              : submitted(system, messages.read(text));
      Source source = new StreamSource(new StringReader(SoapFaults.xml(answer)));
      return new CxfPayload<>(List.of(), List.of(source), Map.of());
    } catch (TranslationException e) {
      throw fault(Refusals.of(e));
    }
  }

  private static String root(String text) {
    try {
      XMLStreamReader reader = READERS.createXMLStreamReader(new StringReader(text));
      reader.nextTag();
      return reader.getLocalName();
    } catch (XMLStreamException e) {
      throw new IllegalArgumentException("the SOAP stack gave a payload that is not XML", e);
    }
  }

  private ObjectNode submitted(String system, ObjectNode submit) {
    ObjectNode message = submit.withObject("/message").put("specversion", "1.0");
    Decision decision = intake.accept(system, "soap", message);
    if (decision instanceof Decision.Refused refused) {
      throw fault(refused.problem());
    }
    Receipt receipt =
        decision instanceof Decision.Accepted accepted
            ? accepted.receipt()
            : ((Decision.Duplicate) decision).receipt();
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.putObject("SubmitResponse").set("receipt", receipt.toJson());
    return answer;
  }

  private ObjectNode pulled(String system, ObjectNode pull) {
    if (!pulling.tryAcquire()) {
      throw fault(Problem.of(Problem.Kind.UNAVAILABLE, "同时等待的调取请求太多。请稍后原样重发，或改用 REST 接口"));
    }
    try {
      JsonNode prerequisites = answer(system, pull);
      ObjectNode answer = JsonNodeFactory.instance.objectNode();
      answer.putObject("PullPrerequisitesResponse").set("prerequisites", prerequisites);
      return answer;
    } catch (CompletionException e) {
      throw fault(Problem.of(Problem.Kind.UNAVAILABLE, "调取的结果暂时不能保存。请稍后原样重发"));
    } finally {
      pulling.release();
    }
  }

  private ObjectNode answer(String system, ObjectNode pull) {
    String wait = pull.path("wait").asText();
    Optional<Duration> patience =
        wait.matches("\\d{1,4}")
            ? Optional.of(Duration.ofSeconds(Long.parseLong(wait)))
            : Optional.empty();
    Pulls.Reception reception =
        pulls.ask(
            system, "soap", pull.path("caseNo").asText(), pull.withObject("/request"), patience);
    if (reception instanceof Pulls.Reception.Refused refused) {
      throw fault(refused.problem());
    }
    return ((Pulls.Reception.Taken) reception).answer().join();
  }

  private static SoapFault fault(Problem problem) {
    QName code =
        SoapFaults.code(problem).equals("Server")
            ? Soap11.getInstance().getReceiver()
            : Soap11.getInstance().getSender();
    var fault = new SoapFault(problem.detail(), code);
    fault.setDetail(SoapFaults.element(problem));
    return fault;
  }

  private static String text(Source source) throws TransformerException {
    var text = new StringWriter();
    TransformerFactory.newInstance().newTransformer().transform(source, new StreamResult(text));
    return text.toString();
  }
}
