package io.tongqiao.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The operator API over HTTP. */
final class OperatorClient {

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(60);

  /**
   * What came back.
   *
   * @param body an empty object when there was none that could be read
   */
  record Answer(int status, JsonNode body) {

    boolean done() {
      return status / 100 == 2;
    }

    /** Why it was not done, each faulty field with its fix on a line. */
    String words() {
      if (status == 401) {
        return "密钥不对。--key 要是账户的令牌，如运维命令的 <数据目录>/keys/operator，各系统的密钥在这里无效；--user 则是账户或密码不对，或账户已锁定、停用";
      }
      if (!body.has("detail")) {
        return "对方答复状态 " + status + "。核对 --relay 是不是通桥的地址";
      }
      var words = new StringBuilder(body.path("detail").asText());
      for (JsonNode error : body.path("errors")) {
        words
            .append(System.lineSeparator())
            .append("  ")
            .append(error.path("field").asText())
            .append(" ")
            .append(error.path("message").asText())
            .append(" 改法：")
            .append(error.path("fix").asText());
      }
      return words.toString();
    }
  }

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();
  private final JsonMapper json = new JsonMapper();
  private final URI relay;
  private final String authorization;

  /**
   * Remembers who asks whom.
   *
   * @param authorization header of each request
   */
  OperatorClient(URI relay, String authorization) {
    this.relay = relay;
    this.authorization = authorization;
  }

  /**
   * Asks.
   *
   * @throws IOException when the relay cannot be reached
   */
  Answer get(String path) throws IOException, InterruptedException {
    return send(request(path).GET());
  }

  /**
   * Acts.
   *
   * @throws IOException when the relay cannot be reached; whether it was done is not known then
   */
  Answer post(String path, ObjectNode body) throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString(), UTF_8)));
  }

  /**
   * Fetches what is too long to be held, to the end.
   *
   * @throws IOException when the relay cannot be reached, or breaks off
   */
  Answer fetch(String path, OutputStream to) throws IOException, InterruptedException {
    HttpResponse<InputStream> response =
        http.send(request(path).GET().build(), BodyHandlers.ofInputStream());
    try (InputStream in = response.body()) {
      if (response.statusCode() / 100 != 2) {
        return new Answer(response.statusCode(), read(new String(in.readAllBytes(), UTF_8)));
      }
      in.transferTo(to);
      return new Answer(response.statusCode(), JsonNodeFactory.instance.objectNode());
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(relay.resolve("/ops/v1/" + path))
        .timeout(ANSWER)
        .header("Authorization", authorization);
  }

  private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString(UTF_8));
    return new Answer(response.statusCode(), read(response.body()));
  }

  private JsonNode read(String text) {
    try {
      JsonNode tree = json.readTree(text);
      return tree.isObject() ? tree : JsonNodeFactory.instance.objectNode();
    } catch (JsonProcessingException e) {
      return JsonNodeFactory.instance.objectNode();
    }
  }

  /** A text as part of a path or a query. */
  static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
