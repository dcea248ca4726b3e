package io.tongqiao.simulator;

import io.tongqiao.dialect.Auth;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Signer;
import java.nio.charset.Charset;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;

/**
 * Wants fixed values, a time at most five minutes off where the folder has one, and the relay's
 * signature over what the folder says.
 */
final class SignatureGatekeeper implements Gatekeeper {

  private static final Duration TOLERANCE = Duration.ofMinutes(5);
  private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);

  private final Auth.Signature auth;
  private final FixedGatekeeper fixed;
  private final Signer signer;
  private final Map<String, Descriptor.Operation> operations;
  private final Refusals refusals;
  private final Clock clock;

  SignatureGatekeeper(
      Auth.Signature auth,
      FixedGatekeeper fixed,
      Signer signer,
      Map<String, Descriptor.Operation> operations,
      Refusals refusals,
      Clock clock) {
    this.auth = auth;
    this.fixed = fixed;
    this.signer = signer;
    this.operations = operations;
    this.refusals = refusals;
    this.clock = clock;
  }

  @Override
  public Optional<Answer> refusal(Call call) {
    Optional<Answer> stranger = fixed.refusal(call);
    if (stranger.isPresent()) {
      return stranger;
    }
    if (auth.time().isPresent() && !timely(call, auth.time().get())) {
      return Optional.of(skewed(call.operation()));
    }
    Charset charset = operations.get(call.operation()).request().wireCharset();
    byte[] text = Expressions.text(auth.over(), call.flat()).getBytes(charset);
    return signer.verifies(text, shown(call))
        ? Optional.empty()
        : Optional.of(Answer.complaint("signature", 401, "签名不正确"));
  }

  private String shown(Call call) {
    if (!auth.send().body().isEmpty()) {
      return call.tree().at(auth.send().body()).asText();
    }
    String header = call.header(auth.send().header());
    String prefix = auth.send().prefix();
    return header.startsWith(prefix) ? header.substring(prefix.length()) : "";
  }

  private boolean timely(Call call, Auth.Time time) {
    try {
      LocalDateTime shown =
          LocalDateTime.parse(
              call.tree().at(time.body()).asText(), DateTimeFormatter.ofPattern(time.pattern()));
      Duration off = Duration.between(shown.toInstant(CHINA), clock.instant());
      return off.abs().compareTo(TOLERANCE) <= 0;
    } catch (DateTimeException e) {
      return false;
    }
  }

  @Override
  public Answer skewed(String operation) {
    return refusals.meaning(auth.skew(), "skew", operation);
  }
}
