package io.tongqiao.relay;

import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.QueueAddress;
import io.tongqiao.queue.AmqpBrokers;
import io.tongqiao.queue.JmsBrokers;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.xml.stream.XMLOutputFactory;
import org.apache.camel.CamelContext;
import org.apache.camel.component.amqp.AMQPComponent;
import org.apache.camel.component.cxf.common.DataFormat;
import org.apache.camel.component.cxf.jaxws.CxfConfigurer;
import org.apache.camel.component.cxf.jaxws.CxfEndpoint;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.cxf.endpoint.Client;
import org.apache.cxf.endpoint.Server;
import org.apache.cxf.frontend.AbstractWSDLBasedEndpointFactory;
import org.apache.cxf.message.Message;
import org.apache.cxf.phase.AbstractPhaseInterceptor;
import org.apache.cxf.phase.Phase;
import org.apache.cxf.transport.http.HTTPConduit;
import org.apache.cxf.transports.http.configuration.ConnectionType;
import org.apache.cxf.transports.http.configuration.HTTPClientPolicy;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.stereotype.Component;

/**
 * What a transport needs before its template can be used: a CXF client, an AMQP connection, the
 * reader of replies.
 */
@Component
@DependsOn("relayConnections")
class Endpoints implements DisposableBean {

  private final SystemAddresses addresses;
  private final AmqpBrokers amqpBrokers;
  private final JmsBrokers jmsBrokers;
  private final Map<String, CachingConnectionFactory> connections = new ConcurrentHashMap<>();

  Endpoints(SystemAddresses addresses, AmqpBrokers amqpBrokers, JmsBrokers jmsBrokers) {
    // HttpURLConnection would repeat a POST by itself when a connection breaks; the lane decides on
    // that
    System.setProperty("sun.net.http.retryPost", "false");
    this.addresses = addresses;
    this.amqpBrokers = amqpBrokers;
    this.jmsBrokers = jmsBrokers;
  }

  /**
   * Binds what the templates refer to.
   *
   * @param key the system with its version
   */
  void prepare(CamelContext camel, Descriptor system, String key) throws Exception {
    camel.getRegistry().bind("replies." + key, new Replies(system.limits().maxBody()));
    switch (system.transport()) {
      case HTTP, TABLE, FERRY, MANUAL, RABBITMQ -> {
        // the address is all that they need
      }
      case SOAP -> camel.getRegistry().bind("soap." + key, soap(camel, system));
      case AMQP -> camel.addComponent("amqp." + key, amqp(system, key));
      case JMS -> camel.addComponent("jms." + key, jms(system, key));
    }
  }

  /** Gives up what was bound for a version; nothing is on its way in it. */
  void leave(CamelContext camel, String key) {
    for (String bound : List.of("replies.", "soap.")) {
      camel.getRegistry().unbind(bound + key);
    }
    for (String component : List.of("amqp.", "jms.")) {
      camel.removeComponent(component + key);
    }
    Optional.ofNullable(connections.remove(key)).ifPresent(CachingConnectionFactory::destroy);
  }

  private CxfEndpoint soap(CamelContext camel, Descriptor system) {
    var endpoint = new CxfEndpoint();
    endpoint.setCamelContext(camel);
    endpoint.setAddress(addresses.of(system).toString());
    endpoint.setDataFormat(DataFormat.PAYLOAD);
    endpoint.setCxfConfigurer(
        new SoapClient(system.limits().timeout().toMillis(), system.charset()));
    return endpoint;
  }

  private AMQPComponent amqp(Descriptor system, String key) {
    var component = new AMQPComponent(cached(amqpBrokers.of(system), system, key));
    component.setDeliveryPersistent(true);
    return component;
  }

  private CachingConnectionFactory cached(
      ConnectionFactory factory, Descriptor system, String key) {
    var cached = new CachingConnectionFactory(factory);
    cached.setSessionCacheSize(system.limits().concurrency());
    cached.setReconnectOnException(true);
    connections.put(key, cached);
    return cached;
  }

  /** A call that is made is confirmed by the broker before it returns. */
  private JmsComponent jms(Descriptor system, String key) throws JMSException {
    var component = new JmsComponent();
    component.setConnectionFactory(cached(jmsBrokers.of(system), system, key));
    component.setDeliveryPersistent(true);
    return component;
  }

  /** What Camel calls the place at which a system with an Artemis of its own reads. */
  static String destination(Descriptor system) {
    QueueAddress address = QueueAddress.of(system.address()).orElseThrow();
    return (address.kind() == QueueAddress.Kind.TOPIC ? "topic:" : "queue:") + address.name();
  }

  /** Closes the queue connections while the broker still stands. */
  @Override
  public void destroy() {
    connections.values().forEach(CachingConnectionFactory::destroy);
  }

  /**
   * A client that .NET services take as well: a body of known length (no chunks), the folder's
   * charset, and time limits.
   */
  private record SoapClient(long timeoutMillis, String charset) implements CxfConfigurer {

    @Override
    public void configure(AbstractWSDLBasedEndpointFactory factory) {
      // nothing before the client stands
    }

    @Override
    public void configureClient(Client client) {
      var policy = new HTTPClientPolicy();
      policy.setAllowChunking(false);
      policy.setConnectionTimeout(timeoutMillis);
      policy.setReceiveTimeout(timeoutMillis);
      policy.setAutoRedirect(false);
      // a kept connection may have been closed by the other side meanwhile, and nothing here
      // repeats
      policy.setConnection(ConnectionType.CLOSE);
      ((HTTPConduit) client.getConduit()).setClient(policy);
      client.getOutInterceptors().add(new WrittenIn(charset));
    }

    @Override
    public void configureServer(Server server) {
      // this is a client
    }
  }

  /**
   * Sets the charset of what goes out; the JDK's writer, for Woodstox would write every Chinese
   * character in GBK as a number; and the conduit over {@code HttpURLConnection}: with chunking
   * off, CXF 4.1.5's other one loses a race with itself on a busy machine and sends an empty,
   * chunked body (decision 0002).
   */
  private static final class WrittenIn extends AbstractPhaseInterceptor<Message> {

    private final String charset;
    private final XMLOutputFactory writers = XMLOutputFactory.newDefaultFactory();

    WrittenIn(String charset) {
      super(Phase.SETUP);
      this.charset = charset;
    }

    @Override
    public void handleMessage(Message message) {
      message.put(Message.ENCODING, charset);
      message.put(XMLOutputFactory.class.getName(), writers);
      message.put("force.urlconnection.http.conduit", true);
    }
  }
}
