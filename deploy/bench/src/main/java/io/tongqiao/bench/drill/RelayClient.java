package io.tongqiao.bench.drill;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;

/** The server as the bureau's platform sees it over HTTP. Thread-safe. */
final class RelayClient {

  private static final Duration ANSWER = Duration.ofSeconds(15);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(3))
          .build();
  private final JsonMapper json = new JsonMapper();
  private final Site site;
  private final String platform;

  RelayClient(Site site, String platform) {
    this.site = site;
    this.platform = platform;
  }

  /**
   * Sends a body with the platform's key.
   *
   * @throws IOException when there is no answer
   */
  HttpResponse<String> post(String path, String contentType, HttpRequest.BodyPublisher body)
      throws IOException, InterruptedException {
    return http.send(
        request(path, ANSWER).header("Content-Type", contentType).POST(body).build(),
        HttpResponse.BodyHandlers.ofString(UTF_8));
  }

  private HttpRequest.Builder request(String path, Duration timeout) throws IOException {
    return HttpRequest.newBuilder(site.relay().resolve(path))
        .timeout(timeout)
        .header("Authorization", "Bearer " + site.key(platform));
  }

  /**
   * A message with its deliveries as the server tells it; empty when it knows none.
   *
   * @throws IOException when it cannot be asked
   */
  Optional<JsonNode> message(String id) throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(
            request("/api/v1/messages/" + id, ANSWER).build(),
            HttpResponse.BodyHandlers.ofString(UTF_8));
    if (response.statusCode() == 404) {
      return Optional.empty();
    }
    if (response.statusCode() != 200) {
      throw new IOException("status " + response.statusCode());
    }
    return Optional.of(json.readTree(response.body()));
  }

  /** Whether it calls itself healthy, its REST door answers and its broker listens. */
  boolean serves() throws InterruptedException {
    try {
      HttpResponse<String> health =
          http.send(
              HttpRequest.newBuilder(site.relay().resolve("/actuator/health"))
                  .timeout(Duration.ofSeconds(5))
                  .build(),
              HttpResponse.BodyHandlers.ofString(UTF_8));
      return health.statusCode() == 200 && doorAnswers() && brokerListens();
    } catch (IOException e) {
      return false;
    }
  }

  /** An empty message is refused for what it lacks, by a door that works. */
  private boolean doorAnswers() throws IOException, InterruptedException {
    HttpRequest request =
        request("/api/v1/messages", Duration.ofSeconds(5))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build();
    int status = http.send(request, HttpResponse.BodyHandlers.ofString(UTF_8)).statusCode();
    return status == 400 || status == 422;
  }

  private boolean brokerListens() throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), site.amqpPort())) {
      return socket.isConnected();
    }
  }

  /** What an HTTP answer means that accepts nothing. */
  static Answer notAccepted(HttpResponse<String> response) {
    int status = response.statusCode();
    if (status >= 400 && status < 500 && status != 408 && status != 429) {
      return Answer.refused(Integer.toString(status), response.body());
    }
    boolean bare = status == 503 && response.headers().firstValue("Retry-After").isEmpty();
    return Answer.unclear(status + (bare ? " without Retry-After" : ""), response.body());
  }

  /** Why there was no answer, in a word. */
  static String word(IOException e) {
    if (e instanceof HttpTimeoutException) {
      return "timeout";
    }
    return e instanceof java.net.ConnectException ? "refused connection" : "broken connection";
  }
}
