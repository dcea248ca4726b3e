package io.tongqiao.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The TIF gateway: {@code signature = SHA256hex(timestamp + token + nonce + timestamp)}, the time
 * in seconds, the nonce a new one for each call.
 */
final class TifAuthenticator implements Authenticator {

  private final Auth.Tif auth;
  private final String paasid;
  private final String token;
  private final Dialect dialect;
  private final Clock clock;

  TifAuthenticator(Auth.Tif auth, String paasid, String token, Dialect dialect, Clock clock) {
    this.auth = auth;
    this.paasid = paasid;
    this.token = token;
    this.dialect = dialect;
    this.clock = clock;
  }

  @Override
  public Credential credential(Descriptor.Operation operation, Dialect.Draft draft) {
    String time = Long.toString(clock.instant().getEpochSecond());
    String nonce = UUID.randomUUID().toString().replace("-", "");
    var headers = new TreeMap<String, String>();
    headers.put(auth.prefix() + "paasid", paasid);
    headers.put(auth.prefix() + "timestamp", time);
    headers.put(auth.prefix() + "nonce", nonce);
    headers.put(auth.prefix() + "signature", signature(time, token, nonce));
    if (!operation.service().isEmpty()) {
      headers.put(auth.prefix() + "serviceId", operation.service());
    }
    return new Credential(headers, Map.of());
  }

  static String signature(String time, String token, String nonce) {
    return Digests.sha256((time + token + nonce + time).getBytes(UTF_8));
  }

  @Override
  public Optional<String> complaint(JsonNode answer) {
    return dialect.truth("auth.skew", answer)
        ? Optional.of(new ClockWords(clock).complaint(answer))
        : Optional.empty();
  }
}
