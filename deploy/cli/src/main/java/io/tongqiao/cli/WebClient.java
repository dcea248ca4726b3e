package io.tongqiao.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The two processes that a demonstration talks to, over HTTP. */
final class WebClient {

  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration ANSWER = Duration.ofSeconds(30);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build();
  private final JsonMapper json = new JsonMapper();
  private final URI relay;
  private final URI simulator;
  private final Path key;

  /**
   * Remembers addresses.
   *
   * @param key file with the key that the relay gave to the asking system
   */
  WebClient(URI relay, URI simulator, Path key) {
    this.relay = relay;
    this.simulator = simulator;
    this.key = key;
  }

  /**
   * The case as the relay tells it; an empty object while it knows none.
   *
   * @throws IOException when the relay cannot be reached or answers anything but 200 and 404
   */
  JsonNode theCase(String caseNo) throws IOException, InterruptedException {
    HttpRequest request = atRelay("/api/v1/cases/" + encoded(caseNo)).build();
    HttpResponse<String> response = send(request);
    if (response.statusCode() == 404) {
      return json.createObjectNode();
    }
    return body(request, response);
  }

  /**
   * Hands a canonical message over.
   *
   * @throws IOException when the relay cannot be reached or does not accept it
   */
  void tell(ObjectNode message) throws IOException, InterruptedException {
    HttpRequest request =
        atRelay("/api/v1/messages")
            .header("Content-Type", "application/cloudevents+json")
            .POST(HttpRequest.BodyPublishers.ofString(message.toString(), UTF_8))
            .build();
    body(request, send(request));
  }

  /**
   * Asks for the documents of a case: {@code prerequisites.schema.json}.
   *
   * @param wait seconds that the answer may take; what is late by then is PENDING
   * @throws IOException when the relay cannot be reached or refuses the request
   */
  JsonNode ask(String caseNo, ObjectNode wanted, int wait)
      throws IOException, InterruptedException {
    HttpRequest request =
        atRelay("/api/v1/cases/" + encoded(caseNo) + "/prerequisites")
            .header("Content-Type", "application/json")
            .header("Prefer", "wait=" + wait)
            .POST(HttpRequest.BodyPublishers.ofString(wanted.toString(), UTF_8))
            .build();
    return body(request, send(request));
  }

  /**
   * What is known of a pull by now.
   *
   * @throws IOException when the relay cannot be reached or does not know it
   */
  JsonNode pull(String caseNo, String pull) throws IOException, InterruptedException {
    HttpRequest request =
        atRelay("/api/v1/cases/" + encoded(caseNo) + "/prerequisites/" + encoded(pull)).build();
    return body(request, send(request));
  }

  private HttpRequest.Builder atRelay(String path) throws IOException {
    return HttpRequest.newBuilder(relay.resolve(path))
        .timeout(ANSWER)
        .header("Authorization", "Bearer " + Files.readString(key).strip());
  }

  /**
   * Lets a played system send one of its door samples about a case: {@code {status, accepted, body,
   * millis}}.
   *
   * @throws IOException when the simulator cannot be reached or knows no such sample
   */
  JsonNode play(String system, String sample, String caseNo)
      throws IOException, InterruptedException {
    String path = "/play/" + encoded(system) + "/" + encoded(sample) + "?caseNo=" + encoded(caseNo);
    HttpRequest request =
        HttpRequest.newBuilder(simulator.resolve(path))
            .timeout(ANSWER)
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    return body(request, send(request));
  }

  /**
   * What the played systems got and sent about a case.
   *
   * @throws IOException when the simulator cannot be reached
   */
  JsonNode ledger(String caseNo) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(simulator.resolve("/ledger?caseNo=" + encoded(caseNo)))
            .timeout(ANSWER)
            .build();
    return body(request, send(request));
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return http.send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
  }

  private JsonNode body(HttpRequest request, HttpResponse<String> response) throws IOException {
    if (response.statusCode() / 100 != 2) {
      throw new IOException(
          request.uri() + " 答复状态 " + response.statusCode() + "，" + response.body());
    }
    return json.readTree(response.body());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
