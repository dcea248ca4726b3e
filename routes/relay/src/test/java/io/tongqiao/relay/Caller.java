package io.tongqiao.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Calls a relay over HTTP. */
public final class Caller {

  /** What came back. */
  public record Answer(int status, HttpHeaders headers, byte[] body) {

    /** Its content type, or empty. */
    public String contentType() {
      return headers.firstValue("Content-Type").orElse("");
    }

    /** The body as text. */
    public String text() {
      return new String(body, UTF_8);
    }

    /** The body as JSON. */
    public JsonNode json() {
      try {
        return new JsonMapper().readTree(body);
      } catch (IOException e) {
        throw new UncheckedIOException(text(), e);
      }
    }
  }

  private final URI base;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  Caller(URI base) {
    this.base = base;
  }

  /** A request to a path, to be completed. */
  public HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(30));
  }

  /** Posts a body with a key; without one when the key is empty. */
  public Answer post(String path, String key, String contentType, byte[] body) {
    HttpRequest.Builder request = to(path).POST(BodyPublishers.ofByteArray(body));
    request.header("Content-Type", contentType);
    return send(withKey(request, key));
  }

  /** Gets a path with a key; without one when the key is empty. */
  public Answer get(String path, String key) {
    return send(withKey(to(path).GET(), key));
  }

  private static HttpRequest.Builder withKey(HttpRequest.Builder request, String key) {
    return key.isEmpty() ? request : request.header("Authorization", "Bearer " + key);
  }

  /** Sends a request. */
  public Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
      return new Answer(response.statusCode(), response.headers(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
