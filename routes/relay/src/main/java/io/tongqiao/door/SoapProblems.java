package io.tongqiao.door;

import io.tongqiao.schema.Finding;
import io.tongqiao.schema.Problem;
import io.tongqiao.schema.Problem.Kind;
import java.util.List;
import java.util.Set;
import org.apache.camel.component.cxf.jaxws.CxfConfigurer;
import org.apache.cxf.binding.soap.Soap11;
import org.apache.cxf.endpoint.Client;
import org.apache.cxf.endpoint.Server;
import org.apache.cxf.frontend.AbstractWSDLBasedEndpointFactory;
import org.apache.cxf.interceptor.Fault;
import org.apache.cxf.message.Message;
import org.apache.cxf.phase.AbstractPhaseInterceptor;
import org.apache.cxf.phase.Phase;
import org.springframework.stereotype.Component;

/** Faults that the SOAP stack makes by itself get a problem as their detail, like all others. */
@Component("soapProblems")
final class SoapProblems implements CxfConfigurer {

  @Override
  public void configure(AbstractWSDLBasedEndpointFactory factory) {
    // nothing before the server stands
  }

  @Override
  public void configureClient(Client client) {
    // this is a server
  }

  @Override
  public void configureServer(Server server) {
    server.getEndpoint().getOutFaultInterceptors().add(new Detailed());
  }

  private static final class Detailed extends AbstractPhaseInterceptor<Message> {

    /** In SOAP 1.1's words and in 1.2's. */
    private static final Set<String> SERVER = Set.of("Server", "Receiver");

    Detailed() {
      super(Phase.SETUP);
    }

    @Override
    public void handleMessage(Message message) {
      if (message.getContent(Exception.class) instanceof Fault fault && !fault.hasDetails()) {
        boolean ours = SERVER.contains(fault.getFaultCode().getLocalPart());
        Problem problem = ours ? internal() : misread();
        fault.setFaultCode(
            ours ? Soap11.getInstance().getReceiver() : Soap11.getInstance().getSender());
        fault.setMessage(problem.detail());
        fault.setDetail(SoapFaults.element(problem));
      }
    }

    /** The stack's own words would quote the message. */
    private static Problem misread() {
      String told = "信封或 Body 不合 exchange.wsdl：Body 中应只有 Submit 或 PullPrerequisites";
      String fix =
          "按 /soap/exchange?wsdl 以 SOAP 1.1 调用 Submit 或 PullPrerequisites，命名空间 "
              + SoapDoor.NAMESPACE;
      var finding = new Finding("/Envelope/Body", told, fix);
      return Problem.of(Kind.MALFORMED, told, List.of(finding));
    }

    private static Problem internal() {
      return Problem.of(Kind.INTERNAL, "系统内部错误，已记入日志。请把发生时间告诉运维人员");
    }
  }
}
