package io.tongqiao.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** The relay's operator API, as clerks use it, with the operators' key. */
final class OperatorDesk {

  private static final String OPERATOR = "operator";

  /**
   * What came back.
   *
   * @param body an empty object when there was none that could be read
   */
  record Reply(int status, String text, JsonNode body) {

    boolean done() {
      return status / 100 == 2;
    }
  }

  private final Optional<URI> relay;
  private final RelayKeys keys;
  private final JsonMapper json = new JsonMapper();
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  OperatorDesk(Optional<URI> relay, RelayKeys keys) {
    this.relay = relay;
    this.keys = keys;
  }

  /** Whether a relay was given. */
  boolean known() {
    return relay.isPresent();
  }

  /**
   * Asks.
   *
   * @throws IOException when there is no relay, no key or no answer
   */
  Reply get(String path) throws IOException {
    return send(request(path).GET());
  }

  /**
   * Acts.
   *
   * @throws IOException when there is no relay, no key or no answer
   */
  Reply post(String path, JsonNode body) throws IOException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString(), StandardCharsets.UTF_8)));
  }

  private HttpRequest.Builder request(String path) throws IOException {
    URI base = relay.orElseThrow(() -> new IOException("no relay was given"));
    return HttpRequest.newBuilder(base.resolve("/ops/v1/" + path))
        .timeout(Duration.ofSeconds(30))
        .header("Authorization", "Bearer " + keys.key(OPERATOR));
  }

  private Reply send(HttpRequest.Builder request) throws IOException {
    try {
      var got = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Reply(got.statusCode(), got.body(), read(got.body()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private JsonNode read(String text) {
    try {
      JsonNode tree = json.readTree(text);
      return tree.isObject() ? tree : JsonNodeFactory.instance.objectNode();
    } catch (JsonProcessingException e) {
      return JsonNodeFactory.instance.objectNode();
    }
  }
}
