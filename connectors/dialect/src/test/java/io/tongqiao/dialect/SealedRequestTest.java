package io.tongqiao.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.tongqiao.dialect.Verdict.Outcome;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Requests of which a string is sealed for the other side. */
class SealedRequestTest {

  private static final String RULES =
      """
      operations:
        push:
          request: {codec: json, nested: {/data: {codec: json, sm2: small.public-key}}}
          response: {codec: json, nested: {/data: {codec: json, sm2: small.private-key}}}
          answer: {success: .body.code == "200", receiptNo: .body.data.no, code: .body.code, message: .body.message}
      """;

  private final Sm2Key ours = Sm2Key.random(new SecureRandom());
  private final Sm2Key theirs = Sm2Key.random(new SecureRandom());
  private final ScriptedWire wire = new ScriptedWire();

  private static Dialect dialect() throws BrokenFolderException {
    return Dialect.compile(
        SmallSystem.folder(RULES, Map.of("push.to-system.jslt", "{\"data\": {\"no\": .subject}}")));
  }

  private Secrets secrets(String publicKey) {
    var values = Map.of("small.public-key", publicKey, "small.private-key", ours.hex());
    return name -> Optional.ofNullable(values.get(name));
  }

  private Conversation.Exchange call() throws Exception {
    Dialect dialect = dialect();
    Dialect.Draft draft =
        dialect.draft(
            "push", TemplateFolder.message(), Sample.MESSAGE_ID, LocalDate.of(2026, 3, 16));
    return Conversation.with(dialect, wire, secrets(theirs.publicHex()), Clock.systemUTC())
        .call(draft);
  }

  @Test
  void call_request_isSealedForTheOtherSideAndReadableForTheJournal() throws Exception {
    String answer = ours.seal("{\"no\":\"R-1\"}");
    wire.then("{\"code\":\"200\",\"data\":\"" + answer + "\"}");

    Conversation.Exchange exchange = call();

    String no = TemplateFolder.message().caseNo();
    String data = CodecBytes.tree(wire.body(0)).path("data").asText();
    assertThat(data).matches("[A-Za-z0-9+/=]+");
    assertThat(theirs.open(data)).hasValue(("{\"no\":\"" + no + "\"}").getBytes(UTF_8));
    assertThat(exchange.sent()).contains(no);
    assertThat(exchange.verdict().receiptNo()).isEqualTo("R-1");
  }

  @Test
  void call_errorInClear_isTheirWord() throws Exception {
    wire.then("{\"code\":\"301\",\"message\":\"办件未受理\",\"data\":\"\"}");

    Verdict verdict = call().verdict();

    assertThat(verdict.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(verdict.message()).isEqualTo("办件未受理");
  }

  @Test
  void ofOtherSide_holder_readsWhatWeSealAndSealsWhatWeRead() throws Exception {
    Secrets their = name -> Optional.of(name.contains("public") ? theirs.hex() : ours.hex());
    Dialect dialect = dialect();
    Seals there = Seals.ofOtherSide(dialect.descriptor(), their, Clock.systemUTC());
    Format response = dialect.operation("push").response().orElseThrow();
    String open = "{\"code\":\"200\",\"data\":\"{\\\"no\\\":\\\"R-2\\\"}\"}";
    wire.then(dialect.codec().seal(response, open, there));

    assertThat(call().verdict().receiptNo()).isEqualTo("R-2");
    Format request = dialect.operation("push").request();
    JsonNode read = dialect.codec().decode(request, wire.requests().get(0).body(), there);
    assertThat(read.at("/data/no").asText()).isEqualTo(TemplateFolder.message().caseNo());
  }

  @Test
  void with_publicKeyBesideTheCurve_saysWhichButNotItsValue() {
    String wrong = "04" + "12".repeat(64);
    assertThatThrownBy(() -> Conversation.with(dialect(), wire, secrets(wrong), Clock.systemUTC()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("small.public-key")
        .hasMessageContaining("SM2 公钥")
        .hasMessageNotContaining("1212");
  }

  @Test
  void with_publicKeyWherePrivateIsNeeded_saysSo() {
    Secrets swapped = name -> Optional.of(theirs.publicHex());
    assertThatThrownBy(() -> Conversation.with(dialect(), wire, swapped, Clock.systemUTC()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("small.private-key")
        .hasMessageContaining("SM2 私钥");
  }
}
