package io.tongqiao.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A holder whose document is one large file, named in its answer and fetched from it, in parts
 * where that is asked for. It can break off in the middle.
 */
final class FileHolder implements Closeable {

  /** When connections break off in the middle of the file. */
  enum Cut {
    ONCE,
    ALWAYS
  }

  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-");
  private static final int OK = 200;
  private static final int PARTIAL = 206;

  private final MadeFile file;
  private final byte[] answer;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger fetches = new AtomicInteger();
  private final AtomicLong given = new AtomicLong();
  private volatile Cut cut = Cut.ONCE;

  FileHolder(MadeFile file, String sha256) throws IOException {
    this.file = file;
    this.answer =
        """
        {"code": "0", "number": "BENCH-FILE", "issuer": "压测发证机关", "status": "01", "file": \
        {"url": "/file", "name": "压测.bin", "type": "application/octet-stream", "size": %d, "sha256": "%s"}}
        """
            .formatted(file.size(), sha256)
            .getBytes(UTF_8);
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/query", this::query);
    server.createContext("/file", this::file);
    server.setExecutor(threads);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** From now on the file breaks off so; counts begin anew. */
  void become(Cut next) {
    cut = next;
    fetches.set(0);
    given.set(0);
  }

  /** How often the file, or a part of it, was asked for. */
  int fetches() {
    return fetches.get();
  }

  /** How many bytes of it were given. */
  long given() {
    return given.get();
  }

  private void query(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(OK, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private void file(HttpExchange exchange) throws IOException {
    try (exchange) {
      boolean breaks = fetches.getAndIncrement() == 0 || cut == Cut.ALWAYS;
      long from = from(exchange);
      exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
      exchange.getResponseHeaders().set("ETag", "\"bench\"");
      if (from > 0) {
        String range = "bytes " + from + "-" + (file.size() - 1) + "/" + file.size();
        exchange.getResponseHeaders().set("Content-Range", range);
      }
      exchange.sendResponseHeaders(from > 0 ? PARTIAL : OK, file.size() - from);
      long to = breaks ? Math.max(from, file.size() / 2) : file.size();
      file.write(from, to, exchange.getResponseBody());
      given.addAndGet(to - from);
    }
  }

  private static long from(HttpExchange exchange) {
    String range = exchange.getRequestHeaders().getFirst("Range");
    Matcher wanted = RANGE.matcher(range == null ? "" : range);
    return wanted.matches() ? Long.parseLong(wanted.group(1)) : 0;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
