package io.tongqiao.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.tongqiao.dialect.Verdict.Outcome;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers of which a string is sealed. */
class SealedAnswerTest {

  private static final String NAME = "test-library.private-key";

  private final Folder folder = HolderFolder.library();
  private final Sample found = HolderFolder.sample(folder, "query");
  private final String key = Sm2Key.random(new SecureRandom()).hex();
  private final ScriptedWire wire = new ScriptedWire();
  private Dialect dialect;

  @BeforeEach
  void compile() throws Exception {
    dialect = Dialect.compile(folder);
  }

  private static Secrets secrets(String key) {
    var values = Map.of("test-library.access", "a", NAME, key);
    return name -> Optional.ofNullable(values.get(name));
  }

  private String sealed(String sample, String with) throws Exception {
    Seals seals = Seals.of(dialect.descriptor(), secrets(with), Clock.systemUTC());
    return HolderFolder.sealed(HolderFolder.sample(folder, sample), dialect, seals);
  }

  private Conversation.Exchange ask() throws Exception {
    return Conversation.with(dialect, wire, secrets(key), Clock.systemUTC())
        .call(new SampleRun(dialect, found).draft());
  }

  @Test
  void call_sealedForOurKey_isReadAsTheSampleIs() throws Exception {
    wire.then(sealed("query", key));
    Conversation.Exchange exchange = ask();

    assertThat(exchange.verdict().outcome()).isEqualTo(Outcome.CONFIRMED);
    assertThat(exchange.answer().at("/body/data/number").asText()).isEqualTo("ZZ-1");
    JsonNode holding =
        dialect
            .holdings()
            .holding(
                "query",
                found.object("pull"),
                exchange.answer(),
                java.time.LocalDate.of(2026, 3, 16));
    assertThat(holding).isEqualTo(found.tree("holding"));
  }

  @Test
  void seal_document_hidesTheStringAndNothingElse() throws Exception {
    JsonNode sealed = CodecBytes.tree(sealed("query", key));

    assertThat(sealed.at("/head/status").asText()).isEqualTo("0");
    assertThat(sealed.path("data").asText()).doesNotContain("ZZ-1").matches("[A-Za-z0-9+/=]+");
  }

  @Test
  void call_sealedForAnotherKey_isUnreadableAndNamesTheSecret() throws Exception {
    wire.then(sealed("query", Sm2Key.random(new SecureRandom()).hex()));
    Conversation.Exchange exchange = ask();

    assertThat(exchange.verdict().outcome()).isEqualTo(Outcome.NOT_NOW);
    assertThat(exchange.answer().path("unreadable").asText()).contains("SM2 密文打不开", NAME);
    assertThat(exchange.verdict().message()).contains(NAME, "公钥").doesNotContain(key);
  }

  @Test
  void call_notSealedAtAll_isUnreadable() throws Exception {
    wire.then("{\"head\":{\"status\":\"0\"},\"data\":\"{}\"}");

    assertThat(ask().verdict().outcome()).isEqualTo(Outcome.NOT_NOW);
  }

  @Test
  void call_emptyOrNull_isReadAsItIs() throws Exception {
    wire.then("{\"head\":{\"status\":\"10\",\"message\":\"未找到\"},\"data\":\"\"}");
    assertThat(ask().verdict().code()).isEqualTo("10");

    wire.then("{\"head\":{\"status\":\"10\",\"message\":\"未找到\"},\"data\":null}");
    assertThat(ask().verdict().code()).isEqualTo("10");
  }

  @Test
  void call_openedTextIsNoJson_isUnreadableWithoutItsWords() throws Exception {
    String text = Sm2Key.of(key).orElseThrow().seal("91610924MAQQ00024B");
    wire.then("{\"head\":{\"status\":\"0\"},\"data\":\"" + text + "\"}");

    assertThat(ask().answer().path("unreadable").asText())
        .contains("JSON")
        .doesNotContain("91610924MAQQ00024B");
  }

  @Test
  void with_keyNotSet_saysWhich() {
    Secrets none = name -> name.equals(NAME) ? Optional.empty() : Optional.of("a");

    assertThatThrownBy(() -> Conversation.with(dialect, wire, none, Clock.systemUTC()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(NAME)
        .hasMessageContaining("TONGQIAO_SECRET_TEST_LIBRARY_PRIVATE_KEY");
  }

  @Test
  void with_noKeyOfTheCurve_saysWhichButNotItsValue() {
    assertThatThrownBy(() -> Conversation.with(dialect, wire, secrets("12ab"), Clock.systemUTC()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(NAME)
        .hasMessageContaining("64 位十六进制")
        .hasMessageNotContaining("12ab");
  }

  @Test
  void secrets_descriptor_namesThoseOfCallsAndOfAnswers() {
    assertThat(dialect.descriptor().secrets()).containsExactly("test-library.access", NAME);
  }
}
