package io.tongqiao.watch;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Somebody elsewhere who is told things over HTTP, and keeps them. */
final class Collector implements AutoCloseable {

  /** One request. */
  record Told(byte[] body, String traceparent) {

    String text() {
      return new String(body, UTF_8);
    }
  }

  private final HttpServer server;
  private final List<Told> told = new CopyOnWriteArrayList<>();
  private volatile int status;

  Collector(int status) {
    this.status = status;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          String parent =
              Optional.ofNullable(exchange.getRequestHeaders().getFirst("traceparent")).orElse("");
          told.add(new Told(body, parent));
          exchange.sendResponseHeaders(this.status, -1);
          exchange.close();
        });
    server.start();
  }

  void answer(int other) {
    status = other;
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  List<Told> told() {
    return told;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
