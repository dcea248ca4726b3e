package io.tongqiao.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tongqiao.dialect.Conversation;
import io.tongqiao.dialect.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpSystemsIT {

  private static final String CASE = "61092420260316990001";

  private final SettableClock clock = new SettableClock(Instant.parse("2026-03-16T01:00:00Z"));
  private Simulator simulator;

  @BeforeEach
  void start() throws Exception {
    var only = Set.of("city-power", "prov-yctb", "nat-share", "bureau-platform");
    simulator =
        Simulator.start(SimulatorSettings.of(Caller.SYSTEMS).withOnly(only).withClock(clock));
  }

  @AfterEach
  void stop() throws Exception {
    simulator.close();
  }

  private List<String> answers(String system) {
    return simulator.ledger().stream()
        .filter(e -> e.system().equals(system))
        .map(LedgerEntry::answer)
        .toList();
  }

  private long tokens() {
    return answers("city-power").stream().filter("login"::equals).count();
  }

  @Test
  void call_newCase_isAnsweredWithItsNumberAndAReceiptOfItsOwn() throws Exception {
    var caller = new Caller(simulator, "city-power", clock);
    Conversation.Exchange exchange = caller.call("apply", CASE, Caller.messageId(1));
    assertThat(exchange.verdict().outcome()).isEqualTo(Verdict.Outcome.CONFIRMED);
    assertThat(exchange.verdict().receiptNo()).startsWith("YD").isNotEqualTo("YD2026031600017");
    assertThat(exchange.answer().path("body").toString()).contains(CASE);
  }

  @Test
  void call_caseOfASample_isAnsweredAsInTheSample() throws Exception {
    var caller = new Caller(simulator, "city-power", clock);
    String refused = caller.sample("x-apply--refused").tree("canonical").path("subject").asText();
    Verdict verdict = caller.verdict("x-apply--refused", refused, Caller.messageId(2));
    assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.REJECTED);
    assertThat(verdict.message()).contains("户名与证件号码不一致");
    assertThat(simulator.ledger()).filteredOn(LedgerEntry::done).isEmpty();
  }

  @Test
  void call_sameMessageTwice_isDoneOnceWithOneReceipt() throws Exception {
    var caller = new Caller(simulator, "city-power", clock);
    Verdict first = caller.verdict("apply", CASE, Caller.messageId(3));
    Verdict second = caller.verdict("apply", CASE, Caller.messageId(3));
    assertThat(second.receiptNo()).isEqualTo(first.receiptNo());
    assertThat(simulator.ledger())
        .filteredOn(LedgerEntry::done)
        .extracting(LedgerEntry::repeat)
        .containsExactly(false, true);
  }

  @Test
  void call_otherMessageOfTheSameCase_isOtherWork() throws Exception {
    var caller = new Caller(simulator, "city-power", clock);
    Verdict first = caller.verdict("apply", CASE, Caller.messageId(4));
    Verdict second = caller.verdict("apply", CASE, Caller.messageId(5));
    assertThat(second.receiptNo()).isNotEqualTo(first.receiptNo());
    assertThat(simulator.ledger()).noneMatch(LedgerEntry::repeat);
  }

  @Test
  void call_operationsOnOnePath_areToldApart() throws Exception {
    var caller = new Caller(simulator, "prov-yctb", clock);
    caller.verdict("push-case", CASE, Caller.messageId(6));
    caller.verdict("push-void", CASE, Caller.messageId(7));
    assertThat(simulator.ledger())
        .extracting(LedgerEntry::operation)
        .containsExactly("push-case", "push-void");
  }

  @Test
  void call_pathWithCaseNumber_isFound() throws Exception {
    var caller = new Caller(simulator, "city-power", clock);
    Verdict verdict = caller.verdict("withdraw", CASE, Caller.messageId(8));
    assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.CONFIRMED);
  }

  @Test
  void token_expired_isFetchedAgain() throws Exception {
    var caller = new Caller(simulator, "city-power", Clock.fixed(clock.instant(), clock.getZone()));
    caller.verdict("apply", CASE, Caller.messageId(9));
    clock.advance(Duration.ofHours(3));
    Verdict verdict = caller.verdict("apply", CASE, Caller.messageId(10));
    assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.CONFIRMED);
    assertThat(answers("city-power"))
        .containsExactly("login", "apply", "refused:token", "login", "apply");
  }

  @Test
  void token_inTheBody_isDemanded() throws Exception {
    var caller = new Caller(simulator, "bureau-platform", clock);
    Verdict verdict = caller.verdict("notify", CASE, Caller.messageId(11));
    assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.CONFIRMED);
    assertThat(answers("bureau-platform")).containsExactly("login", "notify");
  }

  @Test
  void login_wrongPassword_isRefused() throws Exception {
    byte[] body = "{\"username\":\"x\",\"password\":\"y\"}".getBytes(UTF_8);
    String url = simulator.endpoints().get("city-power") + "/auth/login";
    HttpResponse<byte[]> reply = HttpWire.post(url, "application/json; charset=UTF-8", body);
    assertThat(reply.statusCode()).isEqualTo(401);
    assertThat(tokens()).isZero();
  }

  @Test
  void basic_wrongPassword_isRefused() throws Exception {
    var caller = new Caller(simulator, "prov-yctb", clock);
    var wire = HttpWire.to(simulator.endpoints().get("prov-yctb"));
    var stranger =
        Conversation.with(caller.dialect(), wire, name -> Optional.of("wrong"), clock)
            .call(caller.draft("push-case", CASE, Caller.messageId(12)));
    assertThat(stranger.reply().status()).isEqualTo(401);
    assertThat(answers("prov-yctb")).containsExactly("refused:credentials");
  }

  @Test
  void hmac_rightSecret_isLetIn() throws Exception {
    var caller = new Caller(simulator, "nat-share", clock);
    Verdict verdict = caller.verdict("check-marriage", CASE, Caller.messageId(13));
    assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.CONFIRMED);
    Verdict other = caller.verdict("check-education", CASE, Caller.messageId(14));
    assertThat(other.outcome()).isEqualTo(Verdict.Outcome.CONFIRMED);
  }

  @Test
  void hmac_secretTakenBack_isRefreshedOnceAndRepeated() throws Exception {
    var caller = new Caller(simulator, "nat-share", clock);
    caller.verdict("check-marriage", CASE, Caller.messageId(15));
    simulator.misbehave("nat-share", Misbehaviour.of(Misbehaviour.Kind.REFUSE_TOKEN));
    Verdict verdict = caller.verdict("check-marriage", CASE, Caller.messageId(16));
    assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.CONFIRMED);
    assertThat(answers("nat-share"))
        .containsExactly("check-marriage", "misbehaviour:refuse-token", "check-marriage");
  }

  /** A caller may write headers and body apart, and keeps the connection for the next call. */
  @Test
  void call_bodyComesAfterItsHeaders_leavesTheConnectionOpen() throws Exception {
    String refresh = "POST /nat-share/sysapi/auth/refreshappsecret HTTP/1.1\r\nHost: here\r\n";
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), simulator.url().getPort())) {
      for (int i = 0; i < 2; i++) {
        socket.getOutputStream().write((refresh + "Content-Length: 2\r\n\r\n").getBytes(UTF_8));
        await().during(Duration.ofMillis(200)).until(socket::isConnected);
        socket.getOutputStream().write("{}".getBytes(UTF_8));
        byte[] answer = new byte[4096];
        int length = socket.getInputStream().read(answer);
        assertThat(new String(answer, 0, Math.max(0, length), UTF_8)).startsWith("HTTP/1.1 ");
      }
    }
  }

  @Test
  void hmac_earlierSecret_isRefused() throws Exception {
    var first = new Caller(simulator, "nat-share", clock);
    var second = new Caller(simulator, "nat-share", clock);
    first.verdict("check-marriage", CASE, Caller.messageId(17));
    second.verdict("check-marriage", CASE, Caller.messageId(18));
    first.verdict("check-marriage", CASE, Caller.messageId(19));
    assertThat(answers("nat-share"))
        .containsExactly("check-marriage", "check-marriage", "refused:signature", "check-marriage");
  }

  @Test
  void hmac_clockTooFarOff_isRefused() throws Exception {
    var late = new SettableClock(clock.instant());
    var caller = new Caller(simulator, "nat-share", late);
    caller.verdict("check-marriage", CASE, Caller.messageId(20));
    late.advance(Duration.ofMinutes(6));
    Verdict verdict = caller.verdict("check-marriage", CASE, Caller.messageId(21));
    assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.NOT_NOW);
    assertThat(verdict.message()).contains("时钟");
    assertThat(answers("nat-share")).containsExactly("check-marriage", "refused:skew");
  }

  @Test
  void hmac_wrongApplicationKey_getsNoSecret() throws Exception {
    var caller = new Caller(simulator, "nat-share", clock);
    var wire = HttpWire.to(simulator.endpoints().get("nat-share"));
    var stranger =
        Conversation.with(
            caller.dialect(), wire, name -> Optional.of("0123456789abcdef0123456789abcdef"), clock);
    assertThatThrownBy(
            () -> stranger.call(caller.draft("check-marriage", CASE, Caller.messageId(22))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("应用签名不正确");
  }

  @Test
  void body_otherCharset_isComplainedOf() throws Exception {
    String url = simulator.endpoints().get("prov-yctb") + "/accept";
    byte[] body = "baseInfoXml=%E5%A0%83%E5%96%86".getBytes(UTF_8);
    String type = "application/x-www-form-urlencoded; charset=GB2312";
    HttpResponse<byte[]> reply = HttpWire.post(url, type, body);
    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(answers("prov-yctb")).containsExactly("refused:format");
  }

  @Test
  void body_otherContentType_isComplainedOf() throws Exception {
    String url = simulator.endpoints().get("city-power") + "/apply";
    HttpResponse<byte[]> reply = HttpWire.post(url, "text/plain", "{}".getBytes(UTF_8));
    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(new String(reply.body(), UTF_8)).contains("Content-Type 应为 application/json");
  }

  @Test
  void path_unknown_is404() throws Exception {
    String url = simulator.endpoints().get("city-power") + "/nowhere";
    byte[] body = "{}".getBytes(UTF_8);
    assertThat(HttpWire.post(url, "application/json", body).statusCode()).isEqualTo(404);
  }
}
