package io.tongqiao.simulator;

import io.tongqiao.dialect.Reply;
import io.tongqiao.dialect.Request;
import io.tongqiao.dialect.Wire;
import jakarta.xml.ws.BindingProvider;
import jakarta.xml.ws.Dispatch;
import jakarta.xml.ws.Service;
import jakarta.xml.ws.WebServiceException;
import jakarta.xml.ws.soap.SOAPBinding;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLStreamException;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import org.apache.cxf.binding.soap.SoapFault;
import org.apache.cxf.jaxws.DispatchImpl;
import org.apache.cxf.message.Message;
import org.apache.cxf.staxutils.StaxUtils;
import org.apache.cxf.transport.http.HTTPConduit;

/** A wire over SOAP 1.1, payload by payload. */
final class SoapWire {

  private static final QName PORT = new QName("urn:test", "Port");

  private SoapWire() {}

  static Wire to(String endpoint, boolean chunked) {
    return request -> send(endpoint, request, chunked);
  }

  private static Reply send(String endpoint, Request request, boolean chunked) throws IOException {
    Service service = Service.create(new QName("urn:test", "Service"));
    service.addPort(PORT, SOAPBinding.SOAP11HTTP_BINDING, endpoint);
    Dispatch<Source> dispatch = service.createDispatch(PORT, Source.class, Service.Mode.PAYLOAD);
    configure(dispatch, request, chunked);
    String payload = new String(request.body(), Charset.forName(request.charset()));
    try {
      Source answer = dispatch.invoke(new StreamSource(new StringReader(payload)));
      String text = StaxUtils.toString(StaxUtils.read(answer).getDocumentElement());
      return reply(text.getBytes(Charset.forName(request.charset())), Optional.empty());
    } catch (WebServiceException e) {
      if (e.getCause() instanceof SoapFault fault) {
        String code = fault.getFaultCode().getLocalPart();
        return reply(new byte[0], Optional.of(new Reply.Fault(code, fault.getMessage())));
      }
      throw new IOException(e);
    } catch (XMLStreamException e) {
      throw new IOException(e);
    }
  }

  private static Reply reply(byte[] body, Optional<Reply.Fault> fault) {
    return new Reply(fault.isPresent() ? 500 : 200, Map.of(), body, fault);
  }

  private static void configure(Dispatch<Source> dispatch, Request request, boolean chunked) {
    Map<String, Object> context = dispatch.getRequestContext();
    context.put(BindingProvider.SOAPACTION_USE_PROPERTY, true);
    context.put(BindingProvider.SOAPACTION_URI_PROPERTY, request.action());
    context.put(Message.ENCODING, request.charset());
    Map<String, List<String>> headers = new HashMap<>();
    request.headers().forEach((n, v) -> headers.put(n, new ArrayList<>(List.of(v))));
    context.put(Message.PROTOCOL_HEADERS, headers);
    var client = ((DispatchImpl<Source>) dispatch).getClient();
    var policy = ((HTTPConduit) client.getConduit()).getClient();
    policy.setAllowChunking(chunked);
    policy.setChunkingThreshold(0);
  }
}
