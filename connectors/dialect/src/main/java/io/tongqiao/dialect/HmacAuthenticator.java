package io.tongqiao.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The national sharing gateway: {@code sign = Base64(HmacSHA256(sid + rid + rtime, secret))}, with
 * a secret that is fetched under the application key and ends at a time that the gateway gives. How
 * the fetched secret is encrypted is assumed: AES/ECB/PKCS5Padding under the application key's
 * bytes, in Base64.
 */
final class HmacAuthenticator implements Authenticator {

  private static final Duration MARGIN = Duration.ofSeconds(60);
  private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);

  private final Auth.Hmac auth;
  private final String requester;
  private final String key;
  private final Dialect dialect;
  private final Wire wire;
  private final Clock clock;
  private final JsonMapper json = new JsonMapper();
  private String secret = "";
  private Instant ends = Instant.EPOCH;

  HmacAuthenticator(
      Auth.Hmac auth, String requester, String key, Dialect dialect, Wire wire, Clock clock) {
    this.auth = auth;
    this.requester = requester;
    this.key = key;
    this.dialect = dialect;
    this.wire = wire;
    this.clock = clock;
  }

  @Override
  public synchronized Credential credential(Descriptor.Operation operation, Dialect.Draft draft)
      throws IOException {
    if (secret.isEmpty() || clock.instant().isAfter(ends.minus(MARGIN))) {
      refresh(operation.service());
    }
    return new Credential(headers(operation.service(), secret), Map.of());
  }

  @Override
  public synchronized boolean signIn() throws IOException {
    Optional<String> service =
        dialect.descriptor().operations().values().stream()
            .map(Descriptor.Operation::service)
            .filter(id -> !id.isEmpty())
            .findFirst();
    refresh(service.orElse(""));
    return true;
  }

  private Map<String, String> headers(String service, String signingSecret) {
    String time = Long.toString(clock.millis());
    return Map.of(
        auth.prefix() + "rid", requester,
        auth.prefix() + "sid", service,
        auth.prefix() + "rtime", time,
        auth.prefix() + "sign", sign(service + requester + time, signingSecret));
  }

  /** Base64 of HMAC-SHA256. */
  static String sign(String text, String secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  private void refresh(String service) throws IOException {
    var request =
        new Request(
            "refresh",
            "",
            "",
            "POST",
            auth.refresh(),
            "",
            headers(service, key),
            "application/json; charset=UTF-8",
            "{}".getBytes(UTF_8),
            "UTF-8");
    Reply reply = wire.send(request);
    JsonNode answer = read(reply);
    JsonNode data = answer.path("data");
    if (!answer.path("code").asText().equals("0") || !data.hasNonNull("secret")) {
      throw new IOException(
          "更新签名密钥未成功："
              + answer.path("code").asText()
              + " "
              + answer.path("message").asText()
              + new ClockWords(clock).difference(reply.headers().getOrDefault("date", "")));
    }
    secret = decrypt(data.path("secret").asText());
    ends = end(data.path("secretEndTime").asText());
  }

  /** Jackson's own words quote the answer, so they are left out. */
  private JsonNode read(Reply reply) throws IOException {
    try {
      return json.readTree(reply.body());
    } catch (JsonProcessingException e) {
      throw new IOException("更新签名密钥未成功：网关的答复不是 JSON（状态 " + reply.status() + "）", e);
    }
  }

  private String decrypt(String encrypted) throws IOException {
    try {
      Cipher aes = Cipher.getInstance("AES/ECB/PKCS5Padding");
      aes.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key.getBytes(UTF_8), "AES"));
      return new String(aes.doFinal(Base64.getDecoder().decode(encrypted)), UTF_8);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException("网关给的签名密钥不能用应用密钥解开：请核对密钥 " + auth.key(), e);
    }
  }

  /** Milliseconds, or {@code yyyy-MM-dd HH:mm:ss} in China's time. */
  private static Instant end(String text) throws IOException {
    try {
      return text.chars().allMatch(Character::isDigit)
          ? Instant.ofEpochMilli(Long.parseLong(text))
          : LocalDateTime.parse(text, DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss"))
              .toInstant(CHINA);
    } catch (DateTimeException | NumberFormatException e) {
      throw new IOException("网关给的 secretEndTime 不能识别：" + text, e);
    }
  }

  @Override
  public boolean expired(JsonNode answer) {
    return dialect.truth("auth.expired", answer);
  }

  @Override
  public synchronized void forget(Credential refused) {
    Map<String, String> headers = refused.headers();
    String signed =
        headers.get(auth.prefix() + "sid") + requester + headers.get(auth.prefix() + "rtime");
    if (!secret.isEmpty() && sign(signed, secret).equals(headers.get(auth.prefix() + "sign"))) {
      secret = "";
    }
  }

  @Override
  public Optional<String> complaint(JsonNode answer) {
    if (!dialect.truth("auth.skew", answer)) {
      return Optional.empty();
    }
    return Optional.of(new ClockWords(clock).complaint(answer));
  }
}
