package io.tongqiao.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import io.tongqiao.dialect.TranslationException.Stage;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Puts fixed values and the time into each request, and signs what the folder says. */
final class SignatureAuthenticator implements Authenticator {

  private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);

  private final Auth.Signature auth;
  private final Credential fixed;
  private final Signer signer;
  private final Dialect dialect;
  private final Clock clock;

  SignatureAuthenticator(
      Auth.Signature auth, Credential fixed, Signer signer, Dialect dialect, Clock clock) {
    this.auth = auth;
    this.fixed = fixed;
    this.signer = signer;
    this.dialect = dialect;
    this.clock = clock;
  }

  @Override
  public Credential credential(Descriptor.Operation operation, Dialect.Draft draft)
      throws TranslationException {
    var body = new TreeMap<>(fixed.body());
    auth.time().ifPresent(time -> body.put(time.body(), now(time.pattern())));
    JsonNode tree = RequestWriter.with(operation, draft.tree(), body);
    String text = dialect.text("auth.over", dialect.codec().flat(operation.request(), tree));
    if (text.isEmpty()) {
      throw new TranslationException(
          Stage.ENCODE, "auth.over", "没有可签名的内容", "核对 system.yaml 的 auth.over 与映射的输出");
    }
    String signature = signer.sign(WireText.encode(text, operation.request().wireCharset()));
    Auth.Send send = auth.send();
    if (send.body().isEmpty()) {
      var headers = new TreeMap<>(fixed.headers());
      headers.put(send.header(), send.prefix() + signature);
      return new Credential(headers, body);
    }
    body.put(send.body(), signature);
    return new Credential(Map.copyOf(fixed.headers()), body);
  }

  private String now(String pattern) {
    return OffsetDateTime.ofInstant(clock.instant(), CHINA)
        .format(DateTimeFormatter.ofPattern(pattern));
  }

  @Override
  public Optional<String> complaint(JsonNode answer) {
    return dialect.truth("auth.skew", answer)
        ? Optional.of(new ClockWords(clock).complaint(answer))
        : Optional.empty();
  }
}
