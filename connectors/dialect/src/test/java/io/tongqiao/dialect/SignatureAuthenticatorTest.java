package io.tongqiao.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.Charset;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Signatures over parts of a request: 好差评 with SM2, the ESB of 一窗受理 with RSA. */
class SignatureAuthenticatorTest {

  private static final String REVIEW =
      """
      auth:
        kind: signature
        key: small.private-key
        body: {/appMark: small.app-mark, /appWord: small.app-word}
        time: {body: /time, pattern: yyyyMMddHHmmss}
        over: .time + .appMark + .appWord
        send: {body: /sign}
      operations:
        push: {request: {codec: json}, response: {codec: json}, answer: {success: .body.code == "0"}}
      """;
  private static final String ESB =
      """
      charset: GB2312
      auth:
        kind: signature
        algorithm: rsa
        key: small.rsa-key
        over: .baseInfoXml + .attrXml
        send: {header: X-Sign, prefix: "RSA "}
        encoding: hex
      operations:
        push:
          request: {codec: form, nested: {/baseInfoXml: {codec: xml, declaration: gb2312}, /attrXml: {codec: xml}}}
          response: {codec: json}
          answer: {success: .body.code == "0"}
      """;
  private static final String GOOD = "{\"code\":\"0\"}";

  private final Sm2Key key = Sm2Key.random(new SecureRandom());
  private final Map<String, String> secrets =
      new TreeMap<>(
          Map.of(
              "small.private-key", key.hex(), "small.app-mark", "MARK", "small.app-word", "WORD"));
  private final ScriptedWire wire = new ScriptedWire().then(GOOD);

  private Conversation.Exchange call(String rules, String mapping) throws Exception {
    Dialect dialect =
        Dialect.compile(SmallSystem.folder(rules, Map.of("push.to-system.jslt", mapping)));
    Clock clock = Clock.fixed(Instant.parse("2026-09-01T16:30:05Z"), ZoneOffset.UTC);
    Secrets known = name -> Optional.ofNullable(secrets.get(name));
    return Conversation.with(dialect, wire, known, clock)
        .call(
            dialect.draft(
                "push", TemplateFolder.message(), Sample.MESSAGE_ID, LocalDate.of(2026, 9, 1)));
  }

  @Test
  void call_review_signsTimeMarkAndWordInTheBody() throws Exception {
    Conversation.Exchange exchange = call(REVIEW, "{\"no\": .subject}");

    JsonNode body = CodecBytes.tree(wire.body(0));
    assertThat(body.path("time").asText()).as("in +08:00").isEqualTo("20260902003005");
    byte[] signed = "20260902003005MARKWORD".getBytes(UTF_8);
    byte[] signature = Base64.getDecoder().decode(body.path("sign").asText());
    assertThat(Sm2Key.of(key.publicHex()).orElseThrow().verifies(signed, signature)).isTrue();
    assertThat(exchange.sent())
        .contains(TemplateFolder.message().caseNo())
        .doesNotContain("MARK")
        .doesNotContain("WORD")
        .doesNotContain("sign");
  }

  @Test
  void call_form_signsTheTextsThatAreSentInTheirCharset() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair pair = generator.generateKeyPair();
    secrets.put(
        "small.rsa-key", Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()));

    call(ESB, "{\"baseInfoXml\": {\"RECORD\": {\"N\": \"示例\"}}, \"attrXml\": {\"R\": \"甲\"}}");

    Charset charset = Charset.forName("GB2312");
    var sent = new StringBuilder();
    for (String field : wire.body(0).split("&", -1)) {
      sent.append(URLDecoder.decode(field.substring(field.indexOf('=') + 1), charset));
    }
    String shown = wire.header(0, "X-Sign");
    assertThat(shown).startsWith("RSA ");
    Signature rsa = Signature.getInstance("SHA256withRSA");
    rsa.initVerify(pair.getPublic());
    rsa.update(sent.toString().getBytes(charset));
    assertThat(rsa.verify(HexFormat.of().parseHex(shown.substring(4)))).isTrue();
    assertThat(sent).contains("<N>示例</N>").contains("<R>甲</R>");
  }

  @Test
  void call_nothingToSign_isATranslationFault() {
    assertThatThrownBy(
            () ->
                call(
                    REVIEW.replace("over: .time + .appMark + .appWord", "over: .none"),
                    "{\"no\": .subject}"))
        .isInstanceOf(TranslationException.class)
        .hasMessageContaining("没有可签名的内容");
    assertThat(wire.requests()).isEmpty();
  }

  @Test
  void with_rsaKeyThatIsNone_saysWhichButNotItsValue() {
    secrets.put("small.rsa-key", "bm8ga2V5");
    assertThatThrownBy(() -> call(ESB, "{\"baseInfoXml\": {\"R\": \"1\"}}"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("small.rsa-key")
        .hasMessageContaining("PKCS#8")
        .hasMessageNotContaining("bm8ga2V5");
  }

  @Test
  void with_publicKey_cannotSign() {
    secrets.put("small.private-key", key.publicHex());
    assertThatThrownBy(() -> call(REVIEW, "{\"no\": .subject}"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("small.private-key 不是 SM2 私钥");
  }
}
