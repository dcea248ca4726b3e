package io.tongqiao.simulator;

import io.tongqiao.dialect.Descriptor;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Calls the relay's HTTP doors as a system does, with the system's key. */
final class RelayClient {

  private final Optional<URI> relay;
  private final RelayKeys keys;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  RelayClient(Optional<URI> relay, RelayKeys keys) {
    this.relay = relay;
    this.keys = keys;
  }

  /** Whether a relay was given. */
  boolean known() {
    return relay.isPresent();
  }

  /**
   * Sends one body to one door.
   *
   * @param token shown in the place of the key; empty for the key
   * @throws IOException when there is no relay, no key or no answer
   */
  HttpResponse<byte[]> send(
      String system, Descriptor.Door door, byte[] body, Optional<String> token) throws IOException {
    String base = relay.orElseThrow(() -> new IOException("no relay was given")).toString();
    String key = token.isPresent() ? token.get() : keys.key(system);
    String address = base.replaceAll("/+$", "") + "/in/" + system + door.path();
    if (door.key().in() == Descriptor.KeyPlace.QUERY) {
      String parameter = door.key().name() + "=" + URLEncoder.encode(key, StandardCharsets.UTF_8);
      address += (door.path().contains("?") ? "&" : "?") + parameter;
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address))
            .timeout(Duration.ofSeconds(60))
            .header("Content-Type", door.request().contentTypeHeader())
            .method(door.method(), HttpRequest.BodyPublishers.ofByteArray(body));
    if (door.key().in() == Descriptor.KeyPlace.BEARER) {
      request.header("Authorization", "Bearer " + key);
    }
    if (door.key().in() == Descriptor.KeyPlace.HEADER) {
      request.header(door.key().name(), key);
    }
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
