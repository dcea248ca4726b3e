package io.tongqiao.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.dialect.Auth;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Format;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The national sharing gateway: wants {@code sign = Base64(HmacSHA256(sid + rid + rtime, secret))}
 * with a secret that it hands out itself, encrypted with AES/ECB/PKCS5Padding under the application
 * key (the encryption is assumed). A time more than five minutes off is refused, and so is a
 * signature with an earlier secret.
 */
final class HmacGatekeeper implements Gatekeeper {

  private static final Duration TOLERANCE = Duration.ofMinutes(5);
  private static final Duration LIFE = Duration.ofHours(2);

  private final Auth.Hmac auth;
  private final Map<String, Descriptor.Operation> operations;
  private final String requester;
  private final String key;
  private final Refusals refusals;
  private final Clock clock;
  private String secret = "";
  private Instant ends = Instant.EPOCH;

  HmacGatekeeper(
      Auth.Hmac auth,
      Map<String, Descriptor.Operation> operations,
      SecretFiles secrets,
      Refusals refusals,
      Clock clock) {
    this.auth = auth;
    this.operations = operations;
    this.requester = secrets.value(auth.requester());
    this.key = secrets.value(auth.key());
    this.refusals = refusals;
    this.clock = clock;
  }

  @Override
  public synchronized Optional<Answer> refusal(Call call) {
    String service = operations.get(call.operation()).service();
    if (!shown(call.headers(), "rid").equals(requester)
        || !shown(call.headers(), "sid").equals(service)) {
      return Optional.of(Answer.complaint("credentials", 401, "rid 或 sid 不正确"));
    }
    if (!timely(call.headers())) {
      return Optional.of(skewed(call.operation()));
    }
    boolean good =
        !secret.isEmpty()
            && clock.instant().isBefore(ends)
            && signed(call.headers(), service, secret);
    return good ? Optional.empty() : Optional.of(refuseSignature(call.operation()));
  }

  private String shown(Map<String, String> headers, String name) {
    return headers.getOrDefault((auth.prefix() + name).toLowerCase(java.util.Locale.ROOT), "");
  }

  private boolean timely(Map<String, String> headers) {
    try {
      Instant shown = Instant.ofEpochMilli(Long.parseLong(shown(headers, "rtime")));
      return Duration.between(shown, clock.instant()).abs().compareTo(TOLERANCE) <= 0;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private boolean signed(Map<String, String> headers, String service, String with) {
    String text = service + requester + shown(headers, "rtime");
    return FixedGatekeeper.same(sign(text, with), shown(headers, "sign"));
  }

  private static String sign(String text, String with) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(with.getBytes(UTF_8), "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  @Override
  public synchronized Optional<Answer> beside(String path, Map<String, String> headers) {
    if (!path.equals(auth.refresh())) {
      return Optional.empty();
    }
    String service = shown(headers, "sid");
    boolean known = operations.values().stream().anyMatch(o -> o.service().equals(service));
    if (!known || !shown(headers, "rid").equals(requester) || !signed(headers, service, key)) {
      return Optional.of(refresh("refused:refresh", "1", "应用签名不正确"));
    }
    if (!timely(headers)) {
      return Optional.of(refresh("refused:skew", "2", "请求时间与网关相差过大"));
    }
    secret = UUID.randomUUID().toString().replace("-", "");
    ends = clock.instant().plus(LIFE);
    return Optional.of(refresh("refresh", "0", "成功"));
  }

  private Answer refresh(String name, String code, String words) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("code", code);
    body.put("message", words);
    if (code.equals("0")) {
      ObjectNode data = body.putObject("data");
      data.put("secret", encrypted());
      data.put("secretEndTime", Long.toString(ends.toEpochMilli()));
    }
    Optional<Format> json = Optional.of(Format.of(Format.Kind.JSON));
    return new Answer(Answer.Kind.SAMPLE, name, 200, body.toString(), json);
  }

  /** ECB is the gateway's choice, not ours. */
  @SuppressWarnings("InsecureCryptoUsage")
  private String encrypted() {
    try {
      Cipher aes = Cipher.getInstance("AES/ECB/PKCS5Padding");
      aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key.getBytes(UTF_8), "AES"));
      return Base64.getEncoder().encodeToString(aes.doFinal(secret.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the application key must have 16, 24 or 32 bytes", e);
    }
  }

  @Override
  public synchronized Answer takeBack(String operation) {
    secret = "";
    return refuseSignature(operation);
  }

  private Answer refuseSignature(String operation) {
    return refusals.meaning(auth.expired(), "signature", operation);
  }

  @Override
  public Answer skewed(String operation) {
    return refusals.meaning(auth.skew(), "skew", operation);
  }
}
