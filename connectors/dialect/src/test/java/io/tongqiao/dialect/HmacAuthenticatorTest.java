package io.tongqiao.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tongqiao.dialect.Verdict.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The signature of the national sharing gateway. */
class HmacAuthenticatorTest {

  private static final String KEY = "0123456789abcdef";
  private static final Map<String, String> SECRETS =
      Map.of("small.requester", "demor", "small.key", KEY);
  private static final Instant START = Instant.ofEpochMilli(1_700_000_000_000L);
  private static final String GOOD = "{\"code\":\"0\"}";
  private static final String RULES =
      """
      auth:
        kind: hmac
        prefix: gjgxjhpt_
        requester: small.requester
        key: small.key
        refresh: /sysapi/auth/refreshappsecret
        expired: .body.code == "api-1"
        skew: .body.code == "api-2"
      operations:
        push:
          service: s_demo
          request: {codec: json}
          response: {codec: json}
          answer: {success: .body.code == "0", code: .body.code}
      """;

  private final ScriptedWire wire = new ScriptedWire();
  private final SettableClock clock = new SettableClock(START);

  @Test
  void sign_vectorOfTheDomain_isMet() {
    assertThat(HmacAuthenticator.sign("s_demor_demo1700000000000", "demo-secret"))
        .isEqualTo("QDa0SNJkITkWshBLeIt3EIpzSApGWKQmDE/adACmbx4=");
  }

  @Test
  void call_first_refreshesUnderTheAppKeyAndSignsWithTheSecret() throws Exception {
    wire.then(secret("s3cret", "1700003600000")).then(GOOD);

    assertThat(call(conversation()).outcome()).isEqualTo(Outcome.CONFIRMED);
    assertThat(wire.requests().get(0).path()).isEqualTo("/sysapi/auth/refreshappsecret");
    String signed = "s_demodemor1700000000000";
    assertThat(wire.header(0, "gjgxjhpt_sign")).isEqualTo(HmacAuthenticator.sign(signed, KEY));
    assertThat(wire.requests().get(1).headers())
        .containsEntry("gjgxjhpt_rid", "demor")
        .containsEntry("gjgxjhpt_sid", "s_demo")
        .containsEntry("gjgxjhpt_rtime", "1700000000000")
        .containsEntry("gjgxjhpt_sign", HmacAuthenticator.sign(signed, "s3cret"));
  }

  @Test
  void call_minuteBeforeTheSecretEnds_refreshes() throws Exception {
    String end = Long.toString(START.plusSeconds(600).toEpochMilli());
    wire.then(secret("one", end)).then(GOOD).then(GOOD).then(secret("two", end)).then(GOOD);
    Conversation conversation = conversation();

    call(conversation);
    clock.pass(Duration.ofMinutes(9));
    call(conversation);
    clock.pass(Duration.ofSeconds(1));
    call(conversation);

    assertThat(wire.operations()).containsExactly("refresh", "push", "push", "refresh", "push");
  }

  @Test
  void call_endAsChineseTime_isRead() throws Exception {
    wire.then(secret("one", "2023-11-15 06:23:20")).then(GOOD).then(GOOD);
    Conversation conversation = conversation();

    call(conversation);
    clock.pass(Duration.ofMinutes(9));
    call(conversation);

    assertThat(wire.operations()).containsExactly("refresh", "push", "push");
  }

  @Test
  void call_secretRefused_refreshesOnceAndRepeats() throws Exception {
    wire.then(secret("one", "1700003600000")).then("{\"code\":\"api-1\"}");
    wire.then(secret("two", "1700003600000")).then(GOOD);

    assertThat(call(conversation()).outcome()).isEqualTo(Outcome.CONFIRMED);
    assertThat(wire.operations()).containsExactly("refresh", "push", "refresh", "push");
    assertThat(wire.header(3, "gjgxjhpt_sign"))
        .isEqualTo(HmacAuthenticator.sign("s_demodemor1700000000000", "two"));
  }

  @Test
  void call_secretRefusedAgain_isReportedAndNotRepeated() throws Exception {
    wire.then(secret("one", "1700003600000")).then("{\"code\":\"api-1\"}");
    wire.then(secret("two", "1700003600000")).then("{\"code\":\"api-1\"}");

    assertThat(call(conversation()).code()).isEqualTo("api-1");
    assertThat(wire.requests()).hasSize(4);
  }

  @Test
  void call_clockRefused_isNotNowWithTheDifference() throws Exception {
    wire.then(secret("one", "1700003600000"));
    wire.then(Map.of("date", "Tue, 14 Nov 2023 22:08:20 GMT"), "{\"code\":\"api-2\"}");

    Verdict verdict = call(conversation());

    assertThat(verdict.outcome()).isEqualTo(Outcome.NOT_NOW);
    assertThat(verdict.message()).contains("相差 300 秒").contains("NTP");
  }

  @Test
  void call_clockRefusedWithoutTheirDate_isStillTold() throws Exception {
    wire.then(secret("one", "1700003600000")).then("{\"code\":\"api-2\"}");

    assertThat(call(conversation()).message()).startsWith("网关不认本机时间。");
  }

  @Test
  void call_refreshRefused_saysTheirWordsAndTheClock() throws Exception {
    wire.then(
        Map.of("date", "Tue, 14 Nov 2023 22:13:30 GMT"), "{\"code\":\"9\",\"message\":\"验签失败\"}");

    assertThatThrownBy(() -> call(conversation()))
        .isInstanceOf(IOException.class)
        .hasMessage("更新签名密钥未成功：9 验签失败，本机与对方相差 -10 秒");
    assertThat(wire.operations()).containsExactly("refresh");
  }

  @Test
  void call_secretUnderAnotherAppKey_namesTheSecretToCheck() throws Exception {
    wire.then(secret("one", "1700003600000", "another-app-key1"));

    assertThatThrownBy(() -> call(conversation()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("请核对密钥 small.key")
        .hasMessageNotContaining(KEY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "2023-11-15"})
  void call_endThatIsNoTime_isTold(String end) throws Exception {
    wire.then(secret("one", end));

    assertThatThrownBy(() -> call(conversation())).hasMessageContaining("secretEndTime");
  }

  @Test
  void call_refreshAnswerThatIsNotJson_isToldWithoutQuotingIt() throws Exception {
    wire.then("<html>61092419000101001X</html>");

    assertThatThrownBy(() -> call(conversation()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("不是 JSON")
        .hasMessageNotContaining("61092419000101001X");
  }

  private static String secret(String secret, String end) throws Exception {
    return secret(secret, end, KEY);
  }

  private static String secret(String secret, String end, String key) throws Exception {
    Cipher aes = Cipher.getInstance("AES/ECB/PKCS5Padding");
    aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key.getBytes(UTF_8), "AES"));
    String encrypted = Base64.getEncoder().encodeToString(aes.doFinal(secret.getBytes(UTF_8)));
    return "{\"code\":\"0\",\"data\":{\"secret\":\"%s\",\"secretEndTime\":\"%s\"}}"
        .formatted(encrypted, end);
  }

  private Conversation conversation() throws Exception {
    Secrets secrets = name -> Optional.ofNullable(SECRETS.get(name));
    return Conversation.with(SmallSystem.pushing(RULES), wire, secrets, clock);
  }

  private static Verdict call(Conversation conversation) throws Exception {
    Dialect.Draft draft =
        SmallSystem.pushing(RULES)
            .draft("push", TemplateFolder.message(), Sample.MESSAGE_ID, LocalDate.of(2026, 3, 16));
    return conversation.call(draft).verdict();
  }
}
