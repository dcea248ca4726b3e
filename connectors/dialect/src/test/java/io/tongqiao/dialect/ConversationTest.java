package io.tongqiao.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tongqiao.dialect.Verdict.Outcome;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One call, with the auth kinds that fetch nothing. */
class ConversationTest {

  private static final String PUSH =
      """
      operations:
        push:
          path: /cases/{caseNo}/{messageId}
          headers: {X-Fixed: a}
          request: {codec: json}
          response: {codec: json}
          answer: {success: .body.code == "0"}
      """;
  private static final Map<String, String> SECRETS =
      Map.of("small.username", "陕A", "small.password", "geheim");

  private final ScriptedWire wire = new ScriptedWire().then("{\"code\":\"0\"}");

  @Test
  void call_authNone_showsNothing() throws Exception {
    Conversation.Exchange exchange = call("auth: {kind: none}\n");

    assertThat(exchange.verdict().outcome()).isEqualTo(Outcome.CONFIRMED);
    assertThat(exchange.request().headers()).containsExactly(Map.entry("X-Fixed", "a"));
    assertThat(wire.body(0)).isEqualTo("{\"no\":\"61092420260316290001\"}");
    assertThat(exchange.request().path())
        .isEqualTo("/cases/61092420260316290001/" + Sample.MESSAGE_ID);
  }

  @Test
  void call_basic_showsTheUtf8Pair() throws Exception {
    call("auth: {kind: basic, username: small.username, password: small.password}\n");

    assertThat(wire.header(0, "Authorization")).isEqualTo("Basic 6ZmVQTpnZWhlaW0=");
  }

  @Test
  void call_credentials_arePutIntoHeadersAndBody() throws Exception {
    call(
        """
        auth:
          kind: credentials
          headers: {X-User: small.username}
          body: {/head/pass: small.password}
        """);

    assertThat(wire.header(0, "X-User")).isEqualTo("陕A");
    assertThat(CodecBytes.tree(wire.body(0)).at("/head/pass").asText()).isEqualTo("geheim");
  }

  @Test
  void readable_request_holdsNoCredentials() throws Exception {
    Dialect dialect =
        SmallSystem.pushing("auth: {kind: credentials, body: {/pass: small.password}}\n" + PUSH);

    assertThat(dialect.readable(draft(dialect))).isEqualTo("{\"no\":\"61092420260316290001\"}");
  }

  @Test
  void with_secretNotSet_saysWhichAndHow() throws Exception {
    Dialect dialect =
        SmallSystem.pushing("auth: {kind: credentials, headers: {X: small.app-key}}\n" + PUSH);

    assertThatThrownBy(
            () -> Conversation.with(dialect, wire, name -> Optional.empty(), Clock.systemUTC()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("small.app-key")
        .hasMessageContaining("TONGQIAO_SECRET_SMALL_APP_KEY");
  }

  @ParameterizedTest
  @CsvSource({
    "prov-yctb.password,TONGQIAO_SECRET_PROV_YCTB_PASSWORD",
    "small.app-key.2,TONGQIAO_SECRET_SMALL_APP_KEY_2"
  })
  void environmentName_secret_isUpperCaseWithUnderscores(String secret, String name) {
    assertThat(Conversation.environmentName(secret)).isEqualTo(name);
  }

  @Test
  void words_exception_areForOperators() {
    assertThat(Conversation.words(new SocketTimeoutException("10s"))).startsWith("超时未答复");
    assertThat(Conversation.words(new IOException("断了"))).isEqualTo("断了");
    assertThat(Conversation.words(new IOException())).isEqualTo("IOException");
  }

  private Conversation.Exchange call(String auth) throws Exception {
    Dialect dialect = SmallSystem.pushing(auth + PUSH);
    Secrets secrets = name -> Optional.ofNullable(SECRETS.get(name));
    return Conversation.with(dialect, wire, secrets, Clock.systemUTC()).call(draft(dialect));
  }

  private static Dialect.Draft draft(Dialect dialect) throws Exception {
    return dialect.draft(
        "push", TemplateFolder.message(), Sample.MESSAGE_ID, LocalDate.of(2026, 3, 16));
  }
}
