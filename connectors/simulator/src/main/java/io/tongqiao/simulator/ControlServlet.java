package io.tongqiao.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * The strings of the play: {@code /ledger}, {@code /misbehave/<system>}, {@code
 * /play/<system>/<sample>}.
 */
final class ControlServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private final transient Stage stage;
  private final transient JsonMapper json = new JsonMapper();

  ControlServlet(Stage stage) {
    this.stage = stage;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String[] path = request.getRequestURI().substring(1).split("/", -1);
    if (request.getMethod().equals("GET") && path[0].equals("ledger") && path.length == 1) {
      stream(select(request), response);
      return;
    }
    try {
      JsonNode result =
          switch (request.getMethod() + " " + path[0] + "/" + path.length) {
            case "GET ledger/2" -> count(select(request));
            case "DELETE ledger/1" -> {
              stage.ledger().clear();
              yield json.createObjectNode();
            }
            case "POST misbehave/2" -> misbehave(path[1], request);
            case "DELETE misbehave/2" -> {
              stage.part(path[1]).mood().behave();
              yield json.createObjectNode();
            }
            case "POST play/3" -> play(path[1], path[2], parameter(request, "caseNo"));
            default -> throw new NoSuchElementException("没有这个地址");
          };
      send(response, 200, result);
    } catch (NoSuchElementException e) {
      send(response, 404, error(e.getMessage()));
    } catch (IllegalArgumentException | JsonProcessingException e) {
      send(response, 400, error(e.getMessage()));
    }
  }

  private static String parameter(HttpServletRequest request, String name) {
    String value = request.getParameter(name);
    return value == null ? "" : value;
  }

  private List<LedgerEntry> select(HttpServletRequest request) {
    String system = parameter(request, "system");
    String caseNo = parameter(request, "caseNo");
    String messageId = parameter(request, "messageId");
    return stage.ledger().entries().stream()
        .filter(e -> system.isEmpty() || e.system().equals(system))
        .filter(e -> caseNo.isEmpty() || e.caseNo().equals(caseNo))
        .filter(e -> messageId.isEmpty() || e.messageId().equals(messageId))
        .toList();
  }

  /** Entry by entry: a ledger of a long run is larger than one answer should be. */
  private void stream(List<LedgerEntry> entries, HttpServletResponse response) throws IOException {
    response.setHeader("Content-Type", "application/json; charset=UTF-8");
    try (JsonGenerator out = json.createGenerator(response.getOutputStream())) {
      out.writeStartArray();
      for (LedgerEntry entry : entries) {
        out.writeTree(entry.toJson());
      }
      out.writeEndArray();
    }
  }

  private ObjectNode count(List<LedgerEntry> entries) {
    List<LedgerEntry> received =
        entries.stream().filter(e -> e.direction() == LedgerEntry.Direction.RECEIVED).toList();
    ObjectNode count = json.createObjectNode();
    count.put("entries", entries.size());
    count.put("received", received.size());
    count.put("done", received.stream().filter(e -> e.done() && !e.repeat()).count());
    count.put("repeats", received.stream().filter(LedgerEntry::repeat).count());
    count.put("sent", entries.size() - received.size());
    return count;
  }

  private ObjectNode misbehave(String system, HttpServletRequest request) throws IOException {
    JsonNode body = json.readTree(request.getInputStream().readAllBytes());
    stage.part(system).misbehave(Misbehaviour.fromJson(body));
    return json.createObjectNode();
  }

  private ObjectNode play(String system, String sample, String caseNo) {
    ObjectNode result = json.createObjectNode();
    try {
      Played played = stage.play(system, sample, caseNo);
      result.put("status", played.status());
      result.put("accepted", played.accepted());
      result.put("body", played.body());
      result.put("millis", played.millis());
    } catch (IOException e) {
      result.put("status", 0);
      result.put("accepted", false);
      result.put("body", String.valueOf(e.getMessage()));
      result.put("millis", 0);
    }
    return result;
  }

  private ObjectNode error(String words) {
    return json.createObjectNode().put("error", words);
  }

  private static void send(HttpServletResponse response, int status, JsonNode body)
      throws IOException {
    byte[] bytes = body.toString().getBytes(UTF_8);
    response.setStatus(status);
    response.setHeader("Content-Type", "application/json; charset=UTF-8");
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }
}
