package io.tongqiao.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tongqiao.dialect.Auth;
import io.tongqiao.dialect.Descriptor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The TIF gateway: wants {@code signature = SHA256hex(timestamp + token + nonce + timestamp)}.
 * Refused are a time more than five minutes off and a nonce that was seen within that time.
 */
final class TifGatekeeper implements Gatekeeper {

  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  private final Auth.Tif auth;
  private final Map<String, Descriptor.Operation> operations;
  private final String paasid;
  private final String token;
  private final Refusals refusals;
  private final Clock clock;
  private final Map<String, Instant> seen = new ConcurrentHashMap<>();

  TifGatekeeper(
      Auth.Tif auth,
      Map<String, Descriptor.Operation> operations,
      SecretFiles secrets,
      Refusals refusals,
      Clock clock) {
    this.auth = auth;
    this.operations = operations;
    this.paasid = secrets.value(auth.paasid());
    this.token = secrets.value(auth.token());
    this.refusals = refusals;
    this.clock = clock;
  }

  @Override
  public Optional<Answer> refusal(Call call) {
    String service = operations.get(call.operation()).service();
    if (!shown(call, "paasid").equals(paasid) || !shown(call, "serviceId").equals(service)) {
      return complaint("credentials", "paasid 或 serviceId 不正确");
    }
    String time = shown(call, "timestamp");
    String nonce = shown(call, "nonce");
    String wanted = Digests.hex((time + token + nonce + time).getBytes(UTF_8));
    if (nonce.isEmpty() || !FixedGatekeeper.same(wanted, shown(call, "signature"))) {
      return complaint("signature", "签名不正确");
    }
    if (!timely(time)) {
      return Optional.of(skewed(call.operation()));
    }
    return fresh(nonce) ? Optional.empty() : complaint("nonce", "nonce 已经用过");
  }

  private String shown(Call call, String name) {
    return call.header((auth.prefix() + name).toLowerCase(Locale.ROOT));
  }

  private boolean timely(String seconds) {
    try {
      Instant shown = Instant.ofEpochSecond(Long.parseLong(seconds));
      return Duration.between(shown, clock.instant()).abs().compareTo(TOLERANCE) <= 0;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** A nonce is remembered for as long as a call that shows it could still be timely. */
  private boolean fresh(String nonce) {
    Instant now = clock.instant();
    seen.values()
        .removeIf(at -> Duration.between(at, now).compareTo(TOLERANCE.multipliedBy(2)) > 0);
    return seen.putIfAbsent(nonce, now) == null;
  }

  private static Optional<Answer> complaint(String name, String words) {
    return Optional.of(Answer.complaint(name, 401, words));
  }

  @Override
  public Answer skewed(String operation) {
    return refusals.meaning(auth.skew(), "skew", operation);
  }
}
