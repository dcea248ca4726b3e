package io.tongqiao.door;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.dialect.TranslationException;
import io.tongqiao.relay.Decision;
import io.tongqiao.relay.Intake;
import io.tongqiao.schema.Problem;
import io.tongqiao.schema.Receipt;
import io.tongqiao.schema.Schemas;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import javax.xml.namespace.QName;
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
 * The SOAP door: {@code Submit} of {@code exchange.wsdl}. A refusal is a fault whose detail is a
 * {@code Problem}.
 */
@Component
public class SoapDoor {

  /** Target namespace of {@code exchange.wsdl}. */
  static final String NAMESPACE = "urn:tongqiao:exchange:1";

  private final Intake intake;
  private final XmlMessage messages;

  SoapDoor(Intake intake, Schemas schemas) {
    this.intake = intake;
    this.messages = new XmlMessage(schemas);
  }

  /** Takes a payload and gives the answer's payload; throws the fault. */
  public CxfPayload<SoapHeader> submit(@Body CxfPayload<SoapHeader> request)
      throws TransformerException {
    String system = SecurityContextHolder.getContext().getAuthentication().getName();
    Decision decision;
    try {
      List<Source> payload = request.getBodySources();
      String text = payload.isEmpty() ? "<none/>" : text(payload.get(0));
      decision = intake.accept(system, "soap", messages.read(text));
    } catch (TranslationException e) {
      throw fault(Refusals.of(e));
    }
    if (decision instanceof Decision.Refused refused) {
      throw fault(refused.problem());
    }
    Receipt receipt =
        decision instanceof Decision.Accepted accepted
            ? accepted.receipt()
            : ((Decision.Duplicate) decision).receipt();
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.putObject("SubmitResponse").set("receipt", receipt.toJson());
    Source source = new StreamSource(new StringReader(SoapFaults.xml(answer)));
    return new CxfPayload<>(List.of(), List.of(source), Map.of());
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
