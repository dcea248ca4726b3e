package io.tongqiao.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.tongqiao.dialect.Auth;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Wants the same in every call: nothing, HTTP Basic, or fixed values in headers and body.
 *
 * @param headers wanted values by header name
 * @param body wanted values by path in the request tree
 */
record FixedGatekeeper(Map<String, String> headers, Map<String, String> body)
    implements Gatekeeper {

  static FixedGatekeeper open() {
    return new FixedGatekeeper(Map.of(), Map.of());
  }

  static FixedGatekeeper basic(Auth.Basic auth, SecretFiles secrets) {
    String pair = secrets.value(auth.username()) + ":" + secrets.value(auth.password());
    String value = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
    return new FixedGatekeeper(Map.of("Authorization", value), Map.of());
  }

  static FixedGatekeeper fixed(Auth.Fixed auth, SecretFiles secrets) {
    var headers = new HashMap<String, String>();
    auth.headers().forEach((name, secret) -> headers.put(name, secrets.value(secret)));
    var body = new HashMap<String, String>();
    auth.body().forEach((path, secret) -> body.put(path, secrets.value(secret)));
    return new FixedGatekeeper(headers, body);
  }

  @Override
  public Optional<Answer> refusal(Call call) {
    boolean right =
        headers.entrySet().stream().allMatch(e -> same(e.getValue(), call.header(e.getKey())))
            && wanted(call.tree()).entrySet().stream()
                .allMatch(e -> same(e.getValue(), call.tree().at(e.getKey()).asText()));
    return right
        ? Optional.empty()
        : Optional.of(Answer.complaint("credentials", 401, "用户名或密码不正确"));
  }

  /** A document with one root, as all XML is, has to hold the values below that root only. */
  private Map<String, String> wanted(JsonNode tree) {
    if (!tree.isObject() || tree.size() != 1) {
      return body;
    }
    String root = "/" + tree.fieldNames().next() + "/";
    var below = new HashMap<>(body);
    below.keySet().removeIf(path -> !path.startsWith(root));
    return below.isEmpty() ? body : below;
  }

  /** Compares without telling by its time how much was right. */
  static boolean same(String wanted, String shown) {
    return MessageDigest.isEqual(wanted.getBytes(UTF_8), shown.getBytes(UTF_8));
  }
}
