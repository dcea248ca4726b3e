package io.tongqiao.simulator;

import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.TranslationException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.xml.ws.Provider;
import jakarta.xml.ws.Service;
import jakarta.xml.ws.ServiceMode;
import jakarta.xml.ws.WebServiceProvider;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import org.apache.cxf.binding.soap.Soap11;
import org.apache.cxf.binding.soap.SoapFault;
import org.apache.cxf.phase.PhaseInterceptorChain;
import org.apache.cxf.staxutils.StaxUtils;
import org.apache.cxf.transport.http.AbstractHTTPDestination;

/** The SOAP side of one played system: sees payloads, answers with payloads and SOAP 1.1 faults. */
@WebServiceProvider
@ServiceMode(Service.Mode.PAYLOAD)
final class SoapPart implements Provider<Source> {

  private final Part part;
  private final ContractSchema contract;

  SoapPart(Part part, ContractSchema contract) {
    this.part = part;
    this.contract = contract;
  }

  @Override
  public Source invoke(Source payload) {
    var request =
        (HttpServletRequest)
            PhaseInterceptorChain.getCurrentMessage().get(AbstractHTTPDestination.HTTP_REQUEST);
    Answer answer = answer(payload, Connections.headers(request));
    request.setAttribute(SoapGuard.ANSWER, answer);
    if (SoapGuard.bare(answer)) {
      return new StreamSource(new StringReader("<none/>"));
    }
    return switch (answer.kind()) {
      case SAMPLE -> new StreamSource(new StringReader(answer.text()));
      case FAULT -> throw fault("Server", answer.text());
      default -> throw fault("Client", answer.text());
    };
  }

  private static SoapFault fault(String code, String words) {
    var soap = Soap11.getInstance();
    return new SoapFault(words, code.equals("Client") ? soap.getSender() : soap.getReceiver());
  }

  private Answer answer(Source payload, Map<String, String> headers) {
    String text = text(payload);
    byte[] body = text.getBytes(part.charset());
    String action = headers.getOrDefault("soapaction", "").replace("\"", "");
    List<String> candidates =
        part.descriptor().operations().entrySet().stream()
            .filter(operation -> fits(operation.getValue(), headers, action))
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    if (candidates.isEmpty()) {
      Answer complaint = Answer.complaint("action", 500, "SOAPAction 不能识别：" + action);
      return part.reception().unread(headers, body, complaint);
    }
    Optional<String> invalid = contract.complaint(text);
    if (invalid.isPresent()) {
      Answer complaint = Answer.complaint("contract", 500, "报文不符合 WSDL：" + invalid.get());
      return part.reception().unread(headers, body, complaint);
    }
    try {
      return part.reception()
          .receive(part.hearing().understand(candidates, headers, body, Map.of()));
    } catch (TranslationException e) {
      return part.reception().unread(headers, body, Answer.unreadable(e));
    }
  }

  private static boolean fits(
      Descriptor.Operation operation, Map<String, String> headers, String action) {
    return (operation.action().isEmpty() || operation.action().equals(action))
        && operation.headers().entrySet().stream()
            .allMatch(
                h ->
                    h.getValue()
                        .equals(headers.get(h.getKey().toLowerCase(java.util.Locale.ROOT))));
  }

  private static String text(Source payload) {
    try {
      return StaxUtils.toString(StaxUtils.read(payload).getDocumentElement());
    } catch (XMLStreamException e) {
      throw fault("Client", "报文不是合法的 XML");
    }
  }
}
