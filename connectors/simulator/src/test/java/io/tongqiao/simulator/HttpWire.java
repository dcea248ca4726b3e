package io.tongqiao.simulator;

import io.tongqiao.dialect.Reply;
import io.tongqiao.dialect.Request;
import io.tongqiao.dialect.Wire;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;

/** A wire over HTTP/1.1. */
final class HttpWire {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private HttpWire() {}

  static Wire to(String endpoint) {
    return request -> send(endpoint, request);
  }

  private static Reply send(String endpoint, Request request) throws IOException {
    HttpRequest.Builder http =
        HttpRequest.newBuilder(URI.create(endpoint + request.path()))
            .timeout(Duration.ofSeconds(10))
            .header("Content-Type", request.contentType())
            .method(request.method(), HttpRequest.BodyPublishers.ofByteArray(request.body()));
    request.headers().forEach(http::header);
    HttpResponse<byte[]> response = exchange(http.build());
    var headers = new TreeMap<String, String>();
    response.headers().map().forEach((name, values) -> headers.put(name, values.get(0)));
    return new Reply(response.statusCode(), headers, response.body(), Optional.empty());
  }

  static HttpResponse<byte[]> exchange(HttpRequest request) throws IOException {
    try {
      return HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  static HttpResponse<byte[]> post(String url, String contentType, byte[] body) throws IOException {
    return exchange(
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", contentType)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build());
  }
}
