package io.tongqiao.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tongqiao.dialect.Verdict.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Logging in, showing the token, and fetching it anew. */
class TokenAuthenticatorTest {

  private static final String HEADER = "send: {header: X-Token, prefix: \"Bearer \"}";
  private static final String GOOD = "{\"code\":\"0\"}";
  private static final String REFUSED = "{\"code\":\"401\",\"msg\":\"令牌失效\"}";

  private final ScriptedWire wire = new ScriptedWire();
  private final SettableClock clock = new SettableClock(Instant.parse("2026-03-16T01:00:00Z"));

  @Test
  void call_first_logsInWithCredentialsAndShowsTheHeader() throws Exception {
    wire.then(token("T1")).then(GOOD);

    assertThat(call(conversation(HEADER)).outcome()).isEqualTo(Outcome.CONFIRMED);
    assertThat(wire.operations()).containsExactly("login", "push");
    assertThat(wire.body(0)).isEqualTo("{\"head\":{\"app\":\"bureau\",\"secret\":\"geheim\"}}");
    assertThat(wire.header(1, "X-Token")).isEqualTo("Bearer T1");
  }

  @Test
  void call_sendInBody_putsTheTokenIntoTheTree() throws Exception {
    wire.then(token("T1")).then(GOOD);

    call(conversation("send: {body: /head/accessToken}"));

    assertThat(CodecBytes.tree(wire.body(1)).at("/head/accessToken").asText()).isEqualTo("T1");
    assertThat(wire.requests().get(1).headers()).isEmpty();
  }

  @Test
  void signIn_fetchesAFreshToken_whichLaterCallsShow_andAFailureKeepsTheOld() throws Exception {
    wire.then(token("T1")).then(GOOD).then(token("T2")).then(GOOD).then(REFUSED).then(GOOD);
    Conversation conversation = conversation(HEADER);

    call(conversation);
    assertThat(conversation.signIn()).isTrue();
    call(conversation);
    assertThatThrownBy(conversation::signIn).hasMessageContaining("令牌失效");
    call(conversation);

    assertThat(wire.operations())
        .containsExactly("login", "push", "login", "push", "login", "push");
    assertThat(wire.header(3, "X-Token")).isEqualTo("Bearer T2");
    assertThat(wire.header(5, "X-Token")).isEqualTo("Bearer T2");
  }

  @Test
  void call_untilTheTokenEnds_logsInOnce() throws Exception {
    wire.then(token("T1")).then(GOOD).then(GOOD).then(token("T2")).then(GOOD);
    Conversation conversation = conversation(HEADER);

    call(conversation);
    clock.pass(Duration.ofSeconds(595));
    call(conversation);
    clock.pass(Duration.ofSeconds(1));
    call(conversation);

    assertThat(wire.operations()).containsExactly("login", "push", "push", "login", "push");
    assertThat(wire.header(4, "X-Token")).isEqualTo("Bearer T2");
  }

  @Test
  void call_answerWithoutLifetime_usesTheFolders() throws Exception {
    wire.then("{\"code\":\"0\",\"token\":\"T1\"}").then(GOOD).then(token("T2")).then(GOOD);
    Conversation conversation = conversation(HEADER + "\n  lifetime: 20m");

    call(conversation);
    clock.pass(Duration.ofMinutes(20));
    call(conversation);

    assertThat(wire.operations()).containsExactly("login", "push", "login", "push");
  }

  @Test
  void call_tokenRefused_logsInOnceMoreAndRepeats() throws Exception {
    wire.then(token("T1")).then(REFUSED).then(token("T2")).then(GOOD);

    assertThat(call(conversation(HEADER)).outcome()).isEqualTo(Outcome.CONFIRMED);
    assertThat(wire.operations()).containsExactly("login", "push", "login", "push");
    assertThat(wire.header(3, "X-Token")).isEqualTo("Bearer T2");
    assertThat(wire.body(3)).isEqualTo(wire.body(1));
  }

  @Test
  void call_refusedAgain_isReportedAndNotRepeated() throws Exception {
    wire.then(token("T1")).then(REFUSED).then(token("T2")).then(REFUSED);

    Verdict verdict = call(conversation(HEADER));

    assertThat(verdict.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(verdict.message()).isEqualTo("令牌失效");
    assertThat(wire.requests()).hasSize(4);
  }

  @Test
  void forget_tokenThatIsShownNoMore_keepsTheNewOne() throws Exception {
    wire.then(token("T1")).then(token("T2"));
    Dialect dialect = dialect(HEADER);
    var auth = (Auth.Token) dialect.descriptor().auth();
    var authenticator = new TokenAuthenticator(auth, Credential.NONE, dialect, wire, clock);
    Dialect.Draft draft =
        dialect.draft(
            "push",
            TemplateFolder.message(),
            Sample.MESSAGE_ID,
            java.time.LocalDate.of(2026, 3, 16));
    Credential first = authenticator.credential(dialect.operation("push"), draft);
    authenticator.forget(first);
    Credential second = authenticator.credential(dialect.operation("push"), draft);

    authenticator.forget(first);

    assertThat(authenticator.credential(dialect.operation("push"), draft)).isEqualTo(second);
    assertThat(wire.requests()).hasSize(2);
  }

  @Test
  void call_loginRefused_saysTheirWordsAndSendsNothing() throws Exception {
    wire.then("{\"code\":\"5\",\"msg\":\"密钥错误\"}");

    assertThatThrownBy(() -> call(conversation(HEADER)))
        .isInstanceOf(IOException.class)
        .hasMessage("登录未成功：5 密钥错误");
    assertThat(wire.operations()).containsExactly("login");
  }

  @Test
  void call_loginWithoutToken_failsWithoutSending() throws Exception {
    wire.then(GOOD);

    assertThatThrownBy(() -> call(conversation(HEADER)))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("登录未成功");
  }

  @Test
  void call_lifetimeThatIsNoNumber_isToldAndNoCrash() throws Exception {
    wire.then("{\"code\":\"0\",\"token\":\"T1\",\"expires\":\"tomorrow\"}");

    assertThatThrownBy(() -> call(conversation(HEADER)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("auth.expiresIn");
  }

  private static String token(String token) {
    return "{\"code\":\"0\",\"token\":\"" + token + "\",\"expires\":600}";
  }

  private static Dialect dialect(String send) throws Exception {
    String answer = "{codec: json}, answer: {success: .body.code == \"0\", ";
    String words = "code: .body.code, message: .body.msg}}\n";
    return SmallSystem.pushing(
        """
        auth:
          kind: token
          login: login
          credentials: {body: {/head/secret: small.secret}}
          token: .body.token
          expiresIn: .body.expires
          expired: .body.code == "401"
        """
            + "  "
            + send
            + "\noperations:\n  login: {request: {codec: json}, response: "
            + answer
            + words
            + "  push: {request: {codec: json}, response: "
            + answer
            + words);
  }

  private Conversation conversation(String send) throws Exception {
    return Conversation.with(dialect(send), wire, name -> Optional.of("geheim"), clock);
  }

  private static Verdict call(Conversation conversation) throws Exception {
    Dialect.Draft draft =
        dialect(HEADER)
            .draft("push", TemplateFolder.message(), Sample.MESSAGE_ID, LocalDate.of(2026, 3, 16));
    return conversation.call(draft).verdict();
  }
}
