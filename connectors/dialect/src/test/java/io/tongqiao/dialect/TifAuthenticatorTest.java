package io.tongqiao.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.tongqiao.dialect.Verdict.Outcome;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The digest of the TIF gateway. */
class TifAuthenticatorTest {

  private static final Map<String, String> SECRETS =
      Map.of("small.paasid", "demo-paas", "small.token", "demo-token");
  private static final String RULES =
      """
      auth: {kind: tif, paasid: small.paasid, token: small.token, skew: .body.code == "T-1"}
      operations:
        push:
          service: s_demo
          request: {codec: json}
          response: {codec: json}
          answer: {success: .body.code == "0", code: .body.code}
      """;
  private static final String GOOD = "{\"code\":\"0\"}";

  private final ScriptedWire wire = new ScriptedWire();
  private final SettableClock clock = new SettableClock(Instant.ofEpochSecond(1_700_000_000L));

  private Verdict call() throws Exception {
    Dialect dialect = SmallSystem.pushing(RULES);
    Secrets secrets = name -> Optional.ofNullable(SECRETS.get(name));
    return Conversation.with(dialect, wire, secrets, clock)
        .call(
            dialect.draft(
                "push", TemplateFolder.message(), Sample.MESSAGE_ID, LocalDate.of(2026, 3, 16)))
        .verdict();
  }

  @Test
  void signature_vectorOfTheDomain_isMet() {
    assertThat(TifAuthenticator.signature("1700000000", "demo-token", "nonce-1"))
        .isEqualTo("b8d1d20eb5ea58a1fc32036f3d8153b75f67636628383a3fa3c903abb3ac3b01");
  }

  @Test
  void call_headers_areSignedWithTheTimeInSeconds() throws Exception {
    wire.then(GOOD);

    assertThat(call().outcome()).isEqualTo(Outcome.CONFIRMED);
    assertThat(wire.header(0, "x-tif-paasid")).isEqualTo("demo-paas");
    assertThat(wire.header(0, "x-tif-timestamp")).isEqualTo("1700000000");
    assertThat(wire.header(0, "x-tif-serviceId")).isEqualTo("s_demo");
    String nonce = wire.header(0, "x-tif-nonce");
    assertThat(wire.header(0, "x-tif-signature"))
        .isEqualTo(TifAuthenticator.signature("1700000000", "demo-token", nonce));
  }

  @Test
  void call_sameMessageAgain_hasAnotherNonce() throws Exception {
    wire.then(GOOD).then(GOOD);
    call();
    call();

    assertThat(wire.header(1, "x-tif-nonce")).isNotEqualTo(wire.header(0, "x-tif-nonce"));
    assertThat(wire.body(1)).isEqualTo(wire.body(0));
  }

  @Test
  void call_clockRefused_isNotNowWithTheDifference() throws Exception {
    wire.then(Map.of("date", "Tue, 14 Nov 2023 22:08:20 GMT"), "{\"code\":\"T-1\"}");

    Verdict verdict = call();

    assertThat(verdict.outcome()).isEqualTo(Outcome.NOT_NOW);
    assertThat(verdict.message()).contains("相差 300 秒").contains("NTP");
  }
}
