package io.tongqiao.simulator;

import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Secrets;
import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** A running simulator. Thread-safe. */
public final class Simulator implements AutoCloseable {

  private final Stage stage;
  private final SoapEndpoints soap = new SoapEndpoints();
  private final Server server;
  private final ServerConnector connector;

  private Simulator(SimulatorSettings settings) throws IOException {
    var threads = new QueuedThreadPool(200);
    threads.setName("simulator");
    threads.setDaemon(true);
    this.server = new Server(threads);
    this.connector = new ServerConnector(server, 1, 1);
    connector.setHost("127.0.0.1");
    connector.setPort(settings.port());
    server.addConnector(connector);
    this.stage = Stage.set(settings, this::url);
    server.setHandler(context());
  }

  /**
   * Starts one; it serves when this returns.
   *
   * @throws IOException when the port is taken or a file cannot be read or written
   */
  public static Simulator start(SimulatorSettings settings) throws IOException {
    var simulator = new Simulator(settings);
    try {
      simulator.connector.open(); // callers wait until it serves; its address is known from here on
      simulator.stage.posts().open(simulator.stage.parts());
      simulator.stage.resume();
      simulator.server.start();
    } catch (Exception e) {
      simulator.close();
      throw new IOException("cannot listen on port " + settings.port(), e);
    }
    simulator.stage.posts().man(simulator.stage.parts());
    if (settings.out().isPresent()) {
      simulator.write(settings.out().get());
    }
    return simulator;
  }

  private ServletContextHandler context() {
    var context = new ServletContextHandler("/");
    var control = new ServletHolder("control", new ControlServlet(stage));
    for (String path : List.of("/ledger/*", "/misbehave/*", "/play/*")) {
      context.addServlet(control, path);
    }
    for (Part part : stage.parts()) {
      String id = part.descriptor().id();
      var files = new ServletHolder(id + "/files", new FilePart(part));
      context.addServlet(files, "/" + id + "/files/*");
    }
    for (Part part : stage.parts(Descriptor.Transport.HTTP)) {
      String id = part.descriptor().id();
      context.addServlet(new ServletHolder(id, new HttpPart(part)), "/" + id + "/*");
    }
    for (Part part : stage.parts(Descriptor.Transport.SOAP)) {
      var guard = new FilterHolder(new SoapGuard(part));
      context.addFilter(
          guard, "/" + part.descriptor().id() + "/*", EnumSet.of(DispatcherType.REQUEST));
      soap.publish(part);
    }
    context.addServlet(new ServletHolder("soap", soap.servlet()), "/*");
    return context;
  }

  private void write(Path out) throws IOException {
    var lines = new StringBuilder("simulator.url=" + url() + "\n");
    endpoints()
        .forEach(
            (id, endpoint) ->
                lines
                    .append("tongqiao.endpoints.")
                    .append(id)
                    .append('=')
                    .append(endpoint)
                    .append('\n'));
    Path file = out.toAbsolutePath();
    Files.createDirectories(file.getParent());
    Path temporary = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(temporary, lines, StandardCharsets.ISO_8859_1);
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Where it listens: {@code http://127.0.0.1:<port>}. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + connector.getLocalPort());
  }

  /**
   * Endpoints of the HTTP, SOAP, table and ferry systems, and of those with a broker of their own,
   * by id, for {@code tongqiao.endpoints.<id>}.
   */
  public Map<String, String> endpoints() {
    var endpoints = new TreeMap<>(stage.posts().endpoints(stage.parts()));
    for (var transport : List.of(Descriptor.Transport.HTTP, Descriptor.Transport.SOAP)) {
      stage
          .parts(transport)
          .forEach(p -> endpoints.put(p.descriptor().id(), url() + "/" + p.descriptor().id()));
    }
    return endpoints;
  }

  /** The secrets that the played systems want to see. */
  public Secrets secrets() {
    return stage.secrets();
  }

  /** Everything received and sent so far, in order. */
  public List<LedgerEntry> ledger() {
    return stage.ledger().entries();
  }

  /** Forgets the ledger and which work was done; a ledger file keeps its lines. */
  public void clearLedger() {
    stage.ledger().clear();
  }

  /**
   * Has a system misbehave in its next calls, after what it was asked before.
   *
   * @throws java.util.NoSuchElementException when no such system is played, or it has no sample of
   *     that name to answer with
   */
  public void misbehave(String system, Misbehaviour misbehaviour) {
    stage.part(system).misbehave(misbehaviour);
  }

  /**
   * Has a system behave again.
   *
   * @throws java.util.NoSuchElementException when no such system is played
   */
  public void behave(String system) {
    stage.part(system).mood().behave();
  }

  /**
   * Sends a door sample to the relay, about another case.
   *
   * @param caseNo empty for the sample's own
   * @throws IOException when there is no relay or broker, no key, or no answer
   * @throws java.util.NoSuchElementException when there is no such system or door sample
   */
  public Played play(String system, String sample, String caseNo) throws IOException {
    return stage.play(system, sample, caseNo);
  }

  @Override
  public void close() throws IOException {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IOException("cannot stop", e);
    } finally {
      soap.close();
      stage.close();
    }
  }
}
