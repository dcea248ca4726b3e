package io.tongqiao.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.dialect.Folder;
import io.tongqiao.dialect.TranslationException;
import io.tongqiao.schema.Problem;
import io.tongqiao.schema.Receipt;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Just enough of a relay's doors: reads what comes in by its folder and answers in its folder's
 * words.
 */
final class StandInRelay implements AutoCloseable {

  /** What came in at a door. */
  record Heard(String path, String key, ObjectNode canonical) {}

  private final Path systems;
  private final HttpServer server;
  private final List<Heard> heard = new CopyOnWriteArrayList<>();
  private final ConcurrentLinkedQueue<Integer> troubles = new ConcurrentLinkedQueue<>();
  private volatile boolean refusing;

  StandInRelay() throws IOException {
    this(Caller.SYSTEMS);
  }

  StandInRelay(Path systems) throws IOException {
    this.systems = systems;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/in/", this::hear);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  List<Heard> heard() {
    return heard;
  }

  void answerNext(int status) {
    troubles.add(status);
  }

  void refuse() {
    refusing = true;
  }

  private void hear(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    Integer trouble = troubles.poll();
    if (trouble != null) {
      exchange.sendResponseHeaders(trouble, -1);
      exchange.close();
      return;
    }
    String[] path = exchange.getRequestURI().getPath().split("/", 4);
    try {
      Dialect dialect = Dialect.compile(Folder.read(systems.resolve(path[2])));
      String door =
          dialect.descriptor().doors().entrySet().stream()
              .filter(d -> d.getValue().path().equals("/" + path[3]))
              .map(Map.Entry::getKey)
              .findFirst()
              .orElseThrow();
      ObjectNode canonical =
          dialect.canonical(door, body, Map.of(), Map.of(), LocalDate.of(2026, 3, 16));
      heard.add(new Heard(path[2] + "/" + door, key(exchange), canonical));
      answer(exchange, refusing ? refusal(dialect, door) : acceptance(dialect, door));
    } catch (TranslationException | io.tongqiao.dialect.BrokenFolderException e) {
      answer(exchange, new Dialect.DoorAnswer(400, "text/plain", e.toString().getBytes(UTF_8)));
    }
  }

  private static String key(HttpExchange exchange) {
    String bearer = exchange.getRequestHeaders().getFirst("Authorization");
    return bearer == null
        ? String.valueOf(exchange.getRequestHeaders().getFirst("X-Api-Key"))
        : bearer;
  }

  private static Dialect.DoorAnswer acceptance(Dialect dialect, String door) {
    var receipt =
        new Receipt(
            "m",
            "s",
            "i",
            "c",
            "tongqiao",
            Receipt.Level.BUSINESS,
            Receipt.Outcome.ACCEPTED,
            "TQ-1",
            Instant.parse("2026-03-16T01:00:00Z"),
            "",
            "",
            List.of());
    return dialect.accepted(door, receipt).orElseThrow();
  }

  private static Dialect.DoorAnswer refusal(Dialect dialect, String door) {
    Problem problem = Problem.of(Problem.Kind.INVALID, "办件不存在");
    return dialect.refused(door, problem).orElseThrow();
  }

  private static void answer(HttpExchange exchange, Dialect.DoorAnswer answer) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", answer.contentType());
    exchange.sendResponseHeaders(answer.status(), answer.body().length);
    exchange.getResponseBody().write(answer.body());
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
