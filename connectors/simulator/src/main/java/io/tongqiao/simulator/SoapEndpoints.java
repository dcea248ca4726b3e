package io.tongqiao.simulator;

import io.tongqiao.dialect.Folder;
import jakarta.xml.ws.Endpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import javax.xml.namespace.QName;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.stream.XMLOutputFactory;
import org.apache.cxf.Bus;
import org.apache.cxf.BusFactory;
import org.apache.cxf.bus.extension.ExtensionManagerBus;
import org.apache.cxf.interceptor.Fault;
import org.apache.cxf.jaxws.EndpointImpl;
import org.apache.cxf.message.Message;
import org.apache.cxf.phase.AbstractPhaseInterceptor;
import org.apache.cxf.phase.Phase;
import org.apache.cxf.transport.servlet.CXFNonSpringServlet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** The SOAP endpoints of all played systems, on a bus of their own. */
final class SoapEndpoints implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SoapEndpoints.class);
  private static final String WSDL = "http://schemas.xmlsoap.org/wsdl/";

  private final Bus bus = apart(ExtensionManagerBus::new);
  private final XMLOutputFactory writers = XMLOutputFactory.newDefaultFactory();

  /** CXF makes a new bus the default of process and thread; others in this process keep theirs. */
  private static <T> T apart(Supplier<T> work) {
    Bus ofProcess = BusFactory.getDefaultBus(false);
    Bus ofThread = BusFactory.getThreadDefaultBus(false);
    try {
      return work.get();
    } finally {
      BusFactory.setDefaultBus(ofProcess);
      BusFactory.setThreadDefaultBus(ofThread);
    }
  }

  /** The servlet that serves them all. */
  CXFNonSpringServlet servlet() {
    var servlet = new CXFNonSpringServlet();
    servlet.setBus(bus);
    return servlet;
  }

  /** Publishes one at {@code /<id>}, with the folder's WSDL if it has one. */
  void publish(Part part) {
    Endpoint unused = apart(() -> endpoint(part));
  }

  private Endpoint endpoint(Part part) {
    var endpoint = new EndpointImpl(bus, new SoapPart(part, ContractSchema.of(part.folder())));
    wsdl(part.folder()).ifPresent(file -> describe(endpoint, part.folder(), file));
    endpoint.getProperties().put("org.apache.cxf.stax.force-start-document", true);
    // the JDK's writer puts characters in the charset; Woodstox would write &#x59d3; for all but
    // Latin
    endpoint.getProperties().put(XMLOutputFactory.class.getName(), writers);
    endpoint.publish("/" + part.descriptor().id());
    var charset = new Charset(part.charset().name());
    endpoint.getServer().getEndpoint().getOutInterceptors().add(charset);
    endpoint.getServer().getEndpoint().getOutFaultInterceptors().add(charset);
    return endpoint;
  }

  private static Optional<String> wsdl(Folder folder) {
    return folder.files().keySet().stream()
        .filter(name -> name.startsWith("contract/") && name.endsWith(".wsdl"))
        .findFirst();
  }

  private static void describe(EndpointImpl endpoint, Folder folder, String file) {
    try {
      Document wsdl = ContractSchema.parse(folder.files().get(file));
      String namespace = wsdl.getDocumentElement().getAttribute("targetNamespace");
      Element service = (Element) wsdl.getElementsByTagNameNS(WSDL, "service").item(0);
      Element port = (Element) wsdl.getElementsByTagNameNS(WSDL, "port").item(0);
      if (service == null || port == null) {
        LOG.warn("{}: {} names no service; played without it", folder.id(), file);
        return;
      }
      endpoint.setWsdlLocation(Path.of(folder.origin()).resolve(file).toUri().toString());
      endpoint.setServiceName(new QName(namespace, service.getAttribute("name")));
      endpoint.setEndpointName(new QName(namespace, port.getAttribute("name")));
    } catch (SAXException | IOException | ParserConfigurationException e) {
      LOG.warn("{}: {} cannot be read; played without it: {}", folder.id(), file, e.getMessage());
    }
  }

  @Override
  public void close() {
    bus.shutdown(true);
  }

  /** Writes in the folder's charset, whatever the caller used. */
  private static final class Charset extends AbstractPhaseInterceptor<Message> {
    private final String name;

    Charset(String name) {
      super(Phase.SETUP);
      this.name = name;
    }

    @Override
    public void handleMessage(Message message) throws Fault {
      message.put(Message.ENCODING, name);
    }
  }
}
