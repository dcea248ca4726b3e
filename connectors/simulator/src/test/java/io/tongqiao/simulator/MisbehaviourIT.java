package io.tongqiao.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tongqiao.dialect.Conversation;
import io.tongqiao.dialect.Verdict;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MisbehaviourIT {

  private static final String CASE = "61092420260316990002";

  private Simulator simulator;
  private Caller caller;

  @BeforeEach
  void start() throws Exception {
    var only = Set.of("city-power", "prov-yctb", "nat-share");
    simulator = Simulator.start(SimulatorSettings.of(Caller.SYSTEMS).withOnly(only));
    caller = new Caller(simulator, "city-power", Clock.systemUTC());
  }

  @AfterEach
  void stop() throws Exception {
    simulator.close();
  }

  private void misbehave(Misbehaviour.Kind kind) {
    simulator.misbehave("city-power", Misbehaviour.of(kind));
  }

  private Conversation.Exchange call(int id) throws Exception {
    return caller.call("apply", CASE, Caller.messageId(id));
  }

  private LedgerEntry last() {
    return simulator.ledger().get(simulator.ledger().size() - 1);
  }

  @Test
  void status_twice_thenGood() throws Exception {
    simulator.misbehave(
        "city-power", Misbehaviour.of(Misbehaviour.Kind.STATUS).status(502).times(2));
    assertThat(call(1).reply().status()).isEqualTo(502);
    assertThat(call(1).verdict().outcome()).isEqualTo(Verdict.Outcome.NOT_NOW);
    assertThat(last().done()).isFalse();
    assertThat(call(1).verdict().outcome()).isEqualTo(Verdict.Outcome.CONFIRMED);
    assertThat(last().repeat()).isFalse();
  }

  @Test
  void fault_overHttp_isStatus500() throws Exception {
    misbehave(Misbehaviour.Kind.FAULT);
    assertThat(call(2).reply().status()).isEqualTo(500);
    assertThat(last().answer()).isEqualTo("misbehaviour:fault");
  }

  @Test
  void business_folderWithASample_speaksItsWords() throws Exception {
    misbehave(Misbehaviour.Kind.BUSINESS);
    Verdict verdict = call(3).verdict();
    assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.REJECTED);
    assertThat(verdict.message()).contains("户名与证件号码不一致");
    assertThat(last().done()).isFalse();
  }

  @Test
  void garbage_isUnreadable() throws Exception {
    misbehave(Misbehaviour.Kind.GARBAGE);
    Conversation.Exchange exchange = call(4);
    assertThat(exchange.reply().status()).isEqualTo(200);
    assertThat(exchange.answer().has("unreadable")).isTrue();
    assertThat(exchange.verdict().outcome()).isEqualTo(Verdict.Outcome.NOT_NOW);
  }

  @Test
  void lost_workIsDone_andRepeatGetsTheSameReceipt() throws Exception {
    misbehave(Misbehaviour.Kind.LOST);
    assertThatThrownBy(() -> call(5)).isInstanceOf(IOException.class);
    LedgerEntry lost = last();
    assertThat(lost.done()).isTrue();
    assertThat(lost.answer()).isEqualTo("misbehaviour:lost");
    assertThat(lost.disposition()).isEqualTo("closed");
    assertThat(call(5).verdict().receiptNo()).isEqualTo(lost.receiptNo());
    assertThat(last().repeat()).isTrue();
  }

  @Test
  void drop_workIsNotDone() throws Exception {
    misbehave(Misbehaviour.Kind.DROP);
    assertThatThrownBy(() -> call(6)).isInstanceOf(IOException.class);
    assertThat(last().done()).isFalse();
    assertThat(last().disposition()).isEqualTo("closed");
    assertThat(call(6).verdict().outcome()).isEqualTo(Verdict.Outcome.CONFIRMED);
    assertThat(last().repeat()).isFalse();
  }

  @Test
  void delay_answersLate() throws Exception {
    call(7);
    simulator.misbehave(
        "city-power", Misbehaviour.of(Misbehaviour.Kind.DELAY).delay(Duration.ofMillis(300)));
    long start = System.nanoTime();
    assertThat(call(8).verdict().outcome()).isEqualTo(Verdict.Outcome.CONFIRMED);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(299));
  }

  @Test
  void refuseToken_oneLoginAndOneRepetitionFollow() throws Exception {
    call(9);
    misbehave(Misbehaviour.Kind.REFUSE_TOKEN);
    assertThat(call(10).verdict().outcome()).isEqualTo(Verdict.Outcome.CONFIRMED);
    assertThat(simulator.ledger())
        .extracting(LedgerEntry::answer)
        .containsExactly("login", "apply", "misbehaviour:refuse-token", "login", "apply");
  }

  @Test
  void skew_isToldToTheOperator() throws Exception {
    var gateway = new Caller(simulator, "nat-share", Clock.systemUTC());
    simulator.misbehave("nat-share", Misbehaviour.of(Misbehaviour.Kind.SKEW));
    Verdict verdict = gateway.verdict("check-marriage", CASE, Caller.messageId(11));
    assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.NOT_NOW);
    assertThat(verdict.message()).contains("校准本机时钟");
  }

  @Test
  void operation_named_onlyThatOneMisbehaves() throws Exception {
    simulator.misbehave(
        "city-power", Misbehaviour.of(Misbehaviour.Kind.STATUS).operation("withdraw"));
    assertThat(call(12).verdict().outcome()).isEqualTo(Verdict.Outcome.CONFIRMED);
    Verdict withdrawn = caller.verdict("withdraw", CASE, Caller.messageId(13));
    assertThat(withdrawn.outcome()).isEqualTo(Verdict.Outcome.NOT_NOW);
  }

  @Test
  void control_overHttp_setsAndTakesBack() throws Exception {
    String url = simulator.url() + "/misbehave/city-power";
    HttpWire.post(url, "application/json", "{\"kind\":\"status\",\"times\":9}".getBytes(UTF_8));
    assertThat(call(14).reply().status()).isEqualTo(503);
    HttpWire.exchange(HttpRequest.newBuilder(URI.create(url)).DELETE().build());
    assertThat(call(14).reply().status()).isEqualTo(200);
  }

  @Test
  void control_unknownKindOrSystem_isRefused() throws Exception {
    byte[] body = "{\"kind\":\"sulk\"}".getBytes(UTF_8);
    String url = simulator.url() + "/misbehave/";
    HttpResponse<byte[]> kind = HttpWire.post(url + "city-power", "application/json", body);
    assertThat(kind.statusCode()).isEqualTo(400);
    assertThat(new String(kind.body(), UTF_8)).contains("delay | status");
    assertThat(HttpWire.post(url + "nobody", "application/json", body).statusCode()).isEqualTo(404);
  }

  @Test
  void ledger_overHttp_filtersCountsAndForgets() throws Exception {
    call(15);
    call(15);
    JsonNode entries = get("/ledger?system=city-power&caseNo=" + CASE);
    assertThat(entries).hasSize(2);
    assertThat(entries.get(0).path("digest").asText()).hasSize(64);
    assertThat(get("/ledger?messageId=" + Caller.messageId(16))).isEmpty();
    JsonNode count = get("/ledger/count?system=city-power");
    assertThat(count.path("done").asInt()).isEqualTo(1);
    assertThat(count.path("repeats").asInt()).isEqualTo(1);
    HttpWire.exchange(
        HttpRequest.newBuilder(URI.create(simulator.url() + "/ledger")).DELETE().build());
    assertThat(simulator.ledger()).isEmpty();
  }

  @Test
  void ledger_holdsNoPersonalData() throws Exception {
    call(17);
    assertThat(get("/ledger").toString())
        .doesNotContain("91610924MAQQ00016G", "示例茶业", "10000000001");
  }

  private JsonNode get(String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(simulator.url() + path)).build();
    return new JsonMapper().readTree(HttpWire.exchange(request).body());
  }
}
