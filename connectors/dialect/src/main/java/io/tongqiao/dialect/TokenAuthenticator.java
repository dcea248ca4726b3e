package io.tongqiao.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Logs in once, shows the token until shortly before it ends. */
final class TokenAuthenticator implements Authenticator {

  /** A token this close to its end is not used any more. */
  private static final Duration MARGIN = Duration.ofSeconds(5);

  private final Auth.Token auth;
  private final Credential loginCredential;
  private final Dialect dialect;
  private final Wire wire;
  private final Clock clock;
  private String token = "";
  private Instant ends = Instant.EPOCH;

  TokenAuthenticator(
      Auth.Token auth, Credential loginCredential, Dialect dialect, Wire wire, Clock clock) {
    this.auth = auth;
    this.loginCredential = loginCredential;
    this.dialect = dialect;
    this.wire = wire;
    this.clock = clock;
  }

  @Override
  public synchronized Credential credential(Descriptor.Operation operation, Dialect.Draft draft)
      throws IOException, TranslationException {
    if (token.isEmpty() || clock.instant().isAfter(ends.minus(MARGIN))) {
      login();
    }
    return shown();
  }

  @Override
  public synchronized boolean signIn() throws IOException, TranslationException {
    login();
    return true;
  }

  private Credential shown() {
    return auth.send().body().isEmpty()
        ? Credential.header(auth.send().header(), auth.send().prefix() + token)
        : new Credential(Map.of(), Map.of(auth.send().body(), token));
  }

  private void login() throws IOException, TranslationException {
    Dialect.Draft draft = dialect.bare(auth.login());
    Reply reply = wire.send(dialect.encode(draft, loginCredential, Seals.NONE));
    JsonNode answer = dialect.answer(auth.login(), reply);
    Verdict verdict = dialect.verdict(auth.login(), answer);
    String fetched = dialect.text("auth.token", answer);
    if (verdict.outcome() != Verdict.Outcome.CONFIRMED || fetched.isEmpty()) {
      throw new IOException("登录未成功：" + verdict.code() + " " + verdict.message());
    }
    ends = clock.instant().plus(life(dialect.text("auth.expiresIn", answer)));
    token = fetched;
  }

  private Duration life(String seconds) throws IOException {
    try {
      return seconds.isEmpty()
          ? auth.lifetime()
          : Duration.ofSeconds(new BigDecimal(seconds).intValue());
    } catch (NumberFormatException e) {
      throw new IOException("登录答复的有效期不是秒数，请核对 system.yaml 的 auth.expiresIn", e);
    }
  }

  @Override
  public boolean expired(JsonNode answer) {
    return dialect.truth("auth.expired", answer);
  }

  @Override
  public synchronized void forget(Credential refused) {
    if (refused.equals(shown())) {
      token = "";
    }
  }
}
