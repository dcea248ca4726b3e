package io.tongqiao.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.tongqiao.dialect.Auth;
import io.tongqiao.dialect.Codec;
import io.tongqiao.dialect.Format;
import io.tongqiao.dialect.TranslationException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Issues tokens at a login, in the words of the login's sample, and refuses unknown and old ones.
 */
final class TokenGatekeeper implements Gatekeeper {

  private final Auth.Token auth;
  private final FixedGatekeeper credentials;
  private final Refusals refusals;
  private final Clock clock;
  private final String sampleText;
  private final String sampleToken;
  private final Duration life;
  private final Optional<Format> format;
  private final Map<String, Instant> issued = new ConcurrentHashMap<>();

  /**
   * With the sample of the login.
   *
   * @throws TranslationException when the sample's response cannot be read
   */
  TokenGatekeeper(
      Auth.Token auth,
      FixedGatekeeper credentials,
      String sampleText,
      Optional<Format> format,
      Refusals refusals,
      Clock clock)
      throws TranslationException {
    this.auth = auth;
    this.credentials = credentials;
    this.sampleText = sampleText;
    this.format = format;
    this.refusals = refusals;
    this.clock = clock;
    Format readable = format.orElseGet(() -> Format.of(Format.Kind.TEXT));
    byte[] bytes = sampleText.getBytes(readable.wireCharset());
    JsonNode answer = Expressions.answer(200, new Codec().decode(readable, bytes));
    this.sampleToken = Expressions.text(auth.token(), answer);
    if (sampleToken.isEmpty()) {
      throw new TranslationException(
          TranslationException.Stage.DECODE,
          auth.login(),
          "登录样例的答复里没有 token",
          "在 samples/" + auth.login() + "/ 的 response 中写出 token");
    }
    String seconds = Expressions.text(auth.expiresIn(), answer);
    this.life =
        seconds.isEmpty()
            ? auth.lifetime()
            : Duration.ofSeconds((long) Double.parseDouble(seconds));
  }

  @Override
  public String login() {
    return auth.login();
  }

  @Override
  public Optional<Answer> refusal(Call call) {
    if (call.operation().equals(auth.login())) {
      return credentials
          .refusal(call)
          .map(complaint -> refusals.business(call).orElse(complaint).named(complaint.name()));
    }
    Instant ends = issued.getOrDefault(shown(call), Instant.MIN);
    return clock.instant().isBefore(ends)
        ? Optional.empty()
        : Optional.of(refusals.meaning(auth.expired(), "token", call.operation()));
  }

  private String shown(Call call) {
    if (!auth.send().body().isEmpty()) {
      return call.tree().at(auth.send().body()).asText();
    }
    String header = call.header(auth.send().header());
    String prefix = auth.send().prefix();
    return header.startsWith(prefix) ? header.substring(prefix.length()) : "";
  }

  @Override
  public Answer issue(Call call) {
    String token = UUID.randomUUID().toString().replace("-", "");
    Instant now = clock.instant();
    issued.values().removeIf(ends -> ends.isBefore(now));
    issued.put(token, now.plus(life));
    String text = sampleText.replace(sampleToken, token);
    return new Answer(Answer.Kind.SAMPLE, "login", 200, text, format);
  }

  @Override
  public Answer takeBack(String operation) {
    issued.clear();
    return refusals.meaning(auth.expired(), "token", operation);
  }
}
