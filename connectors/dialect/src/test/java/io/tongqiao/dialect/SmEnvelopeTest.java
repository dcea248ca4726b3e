package io.tongqiao.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.dialect.Verdict.Outcome;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The envelope of the 医保 platform: data under SM4, signed with SM2. */
class SmEnvelopeTest {

  private static final String RULES =
      """
      envelope: {kind: hsa, appCode: small.app, sm4: small.sm4, sign: small.private-key, verify: small.public-key}
      operations:
        push:
          request: {codec: json}
          response: {codec: json}
          answer: {success: .body.code == "0", receiptNo: .body.data.no, code: .body.code, message: .body.message}
      """;
  private static final Clock CLOCK =
      Clock.fixed(Instant.ofEpochMilli(1_700_000_000_000L), ZoneOffset.UTC);

  private final Sm2Key ours = Sm2Key.random(new SecureRandom());
  private final Sm2Key theirs = Sm2Key.random(new SecureRandom());
  private final Map<String, String> values =
      new TreeMap<>(
          Map.of(
              "small.app",
              "APP-1",
              "small.sm4",
              "0123456789abcdeffedcba9876543210",
              "small.private-key",
              ours.hex(),
              "small.public-key",
              theirs.publicHex()));
  private final ScriptedWire wire = new ScriptedWire();
  private Dialect dialect;
  private Seals there;

  @BeforeEach
  void agree() throws Exception {
    dialect =
        Dialect.compile(
            SmallSystem.folder(
                RULES, Map.of("push.to-system.jslt", "{\"data\": {\"no\": .subject}}")));
    Secrets their = name -> Optional.of(name.contains("public") ? theirs.hex() : values.get(name));
    there = Seals.ofOtherSide(dialect.descriptor(), their, CLOCK);
  }

  private Conversation.Exchange call() throws Exception {
    Dialect.Draft draft =
        dialect.draft(
            "push", TemplateFolder.message(), Sample.MESSAGE_ID, LocalDate.of(2026, 3, 16));
    Secrets secrets = name -> Optional.ofNullable(values.get(name));
    return Conversation.with(dialect, wire, secrets, CLOCK).call(draft);
  }

  private String answer(String open) throws Exception {
    return dialect.codec().seal(dialect.operation("push").response().orElseThrow(), open, there);
  }

  private JsonNode received() throws TranslationException {
    Format format = dialect.operation("push").request();
    return dialect.codec().decode(format, wire.requests().get(0).body(), there);
  }

  @Test
  void call_request_carriesThePublishedFieldsAndNothingInClear() throws Exception {
    wire.then(answer("{\"code\":\"0\",\"data\":{\"no\":\"YB-1\"}}"));

    Conversation.Exchange exchange = call();

    String no = TemplateFolder.message().caseNo();
    JsonNode data = CodecBytes.tree(wire.body(0)).path("data");
    assertThat(data.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "encData", "signData", "encType", "signType", "appCode", "version", "timestamp");
    assertThat(data.path("encData").asText()).matches("([0-9A-F]{32})+");
    assertThat(data.path("timestamp").asText()).isEqualTo("1700000000000");
    assertThat(wire.body(0)).doesNotContain(no);
    assertThat(received().at("/data/no").asText()).isEqualTo(no);
    assertThat(exchange.sent()).contains(no).doesNotContain("encData");
    assertThat(exchange.verdict().receiptNo()).isEqualTo("YB-1");
  }

  @Test
  void call_errorInClear_isTheirWord() throws Exception {
    wire.then("{\"code\":\"-1\",\"message\":\"已在其他统筹区登记\",\"data\":null}");

    Verdict verdict = call().verdict();

    assertThat(verdict.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(verdict.message()).isEqualTo("已在其他统筹区登记");
  }

  @ParameterizedTest
  @CsvSource({
    "encData, 00, small.sm4",
    "signData, AAAA, small.public-key",
    "signData, '', small.public-key",
    "timestamp, 1, small.public-key",
    "version, 9, small.public-key",
    "appCode, APP-2, small.app",
    "encType, AES, encType",
    "signType, RSA, signType"
  })
  void call_answerChangedOnTheWay_isUnreadableAndSaysWhatToCheck(
      String field, String value, String named) throws Exception {
    ObjectNode answer =
        (ObjectNode) CodecBytes.tree(answer("{\"code\":\"0\",\"data\":{\"no\":\"YB-1\"}}"));
    ((ObjectNode) answer.path("data")).put(field, value);
    wire.then(answer.toString());

    Verdict verdict = call().verdict();

    assertThat(verdict.outcome()).isEqualTo(Outcome.NOT_NOW);
    assertThat(verdict.message()).contains("信封不能拆开", named).doesNotContain("YB-1");
  }

  @Test
  void decode_signedByAnother_isRefusedThere() throws Exception {
    wire.then("{\"code\":\"-1\"}");
    values.put("small.private-key", Sm2Key.random(new SecureRandom()).hex());
    call();

    assertThatThrownBy(this::received).hasMessageContaining("SM2 签名不符");
  }

  @Test
  void with_noSm4Key_saysWhich() {
    values.put("small.sm4", "0123");
    assertThatThrownBy(this::call)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("密钥 small.sm4 不是 SM4 密钥");
  }

  @Test
  void secrets_descriptor_namesAllFour() {
    assertThat(dialect.descriptor().secrets())
        .containsExactlyInAnyOrder(
            "small.app", "small.sm4", "small.private-key", "small.public-key");
  }
}
