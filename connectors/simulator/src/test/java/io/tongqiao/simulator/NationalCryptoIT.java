package io.tongqiao.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tongqiao.dialect.Conversation;
import io.tongqiao.dialect.Reply;
import io.tongqiao.dialect.Request;
import io.tongqiao.dialect.Secrets;
import io.tongqiao.dialect.Sm2Key;
import io.tongqiao.dialect.Verdict.Outcome;
import io.tongqiao.dialect.Wire;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Digests, envelopes and sealed bodies, checked by the played side for real. */
class NationalCryptoIT {

  private static final String CASE = "61092420260902990001";
  private static final String INSURANCE = "nhsa-fuwu";
  private static final String LIBRARY = "prov-bjk";

  private final SettableClock clock = new SettableClock(Instant.parse("2026-09-08T07:00:00Z"));
  private final List<Request> requests = new ArrayList<>();
  private final List<Reply> replies = new ArrayList<>();
  private Simulator simulator;

  @BeforeEach
  void start() throws Exception {
    var settings = SimulatorSettings.of(Caller.SYSTEMS).withOnly(Set.of(INSURANCE, LIBRARY));
    simulator = Simulator.start(settings.withClock(clock));
  }

  @AfterEach
  void stop() throws Exception {
    simulator.close();
  }

  private Wire wire(String system) {
    Wire wire = HttpWire.to(simulator.endpoints().get(system));
    return request -> {
      requests.add(request);
      replies.add(wire.send(request));
      return replies.get(replies.size() - 1);
    };
  }

  private Caller caller(String system) throws Exception {
    return new Caller(system, clock, wire(system), simulator.secrets());
  }

  /** With another value of one secret. */
  private Caller caller(String system, String secret, String value) throws Exception {
    Secrets secrets =
        name -> name.equals(secret) ? Optional.of(value) : simulator.secrets().find(name);
    return new Caller(system, clock, wire(system), secrets);
  }

  private String disposition() {
    LedgerEntry last = simulator.ledger().get(simulator.ledger().size() - 1);
    return last.answer() + " " + last.disposition();
  }

  private static JsonNode tree(byte[] body) throws Exception {
    return new JsonMapper().readTree(body);
  }

  @Test
  void tif_sameCallOnceMore_isRefusedForItsNonce() throws Exception {
    caller(INSURANCE).call("register", CASE, Caller.messageId(1));
    Reply second = wire(INSURANCE).send(requests.get(0));

    assertThat(second.status()).isEqualTo(401);
    assertThat(disposition()).isEqualTo("refused:nonce 401");
    assertThat(simulator.ledger()).filteredOn(LedgerEntry::done).hasSize(1);
  }

  @Test
  void tif_repetitionOfTheMessage_hasANonceOfItsOwnAndIsTheSameWork() throws Exception {
    var caller = caller(INSURANCE);
    String first = caller.verdict("register", CASE, Caller.messageId(2)).receiptNo();

    assertThat(caller.verdict("register", CASE, Caller.messageId(2)).receiptNo()).isEqualTo(first);
    assertThat(simulator.ledger()).extracting(LedgerEntry::repeat).containsExactly(false, true);
  }

  @Test
  void tif_clockSixMinutesOff_isToldToTheOperator() throws Exception {
    Clock late = Clock.offset(clock, Duration.ofMinutes(-6));
    var caller = new Caller(INSURANCE, late, wire(INSURANCE), simulator.secrets());
    Conversation.Exchange exchange = caller.call("register", CASE, Caller.messageId(3));

    assertThat(exchange.verdict().outcome()).isEqualTo(Outcome.NOT_NOW);
    assertThat(exchange.verdict().message()).contains("网关不认本机时间", "NTP");
    assertThat(disposition()).isEqualTo("refused:skew 401");
  }

  @Test
  void tif_clockFourMinutesOff_isLetIn() throws Exception {
    Clock late = Clock.offset(clock, Duration.ofMinutes(4));
    var caller = new Caller(INSURANCE, late, wire(INSURANCE), simulator.secrets());

    assertThat(caller.verdict("register", CASE, Caller.messageId(4)).outcome())
        .isEqualTo(Outcome.CONFIRMED);
  }

  @Test
  void tif_anotherToken_isRefusedForItsSignature() throws Exception {
    caller(INSURANCE, INSURANCE + ".token", "another").call("register", CASE, "0".repeat(32));

    assertThat(disposition()).isEqualTo("refused:signature 401");
  }

  @Test
  void envelope_signedByAnother_isNotRead() throws Exception {
    String other = Sm2Key.random(new SecureRandom()).hex();
    caller(INSURANCE, INSURANCE + ".private-key", other).call("register", CASE, "0".repeat(32));

    assertThat(disposition()).isEqualTo("refused:format 400");
    assertThat(simulator.ledger()).noneMatch(LedgerEntry::done);
  }

  @Test
  void envelope_anotherSm4Key_isNotRead() throws Exception {
    caller(INSURANCE, INSURANCE + ".sm4-key", "0".repeat(32))
        .call("register", CASE, "0".repeat(32));

    assertThat(disposition()).isEqualTo("refused:format 400");
  }

  @Test
  void envelope_answer_isSealedAndSignedForUs() throws Exception {
    Conversation.Exchange exchange = caller(INSURANCE).call("register", CASE, Caller.messageId(5));

    JsonNode sealed = tree(replies.get(0).body());
    assertThat(sealed.path("code").asText()).isEqualTo("0");
    assertThat(sealed.at("/data/encType").asText()).isEqualTo("SM4");
    assertThat(sealed.at("/data/signData").asText()).isNotEmpty();
    assertThat(sealed.toString()).doesNotContain(exchange.verdict().receiptNo());
    assertThat(exchange.answer().at("/body/data/empNo").asText()).isNotEmpty();
  }

  @Test
  void sealed_bothWays_aKeyOfTheirOwnAndOneOfOurs() throws Exception {
    Conversation.Exchange exchange = caller(LIBRARY).call("done", CASE, Caller.messageId(6));

    assertThat(exchange.verdict().outcome()).isEqualTo(Outcome.CONFIRMED);
    assertThat(tree(requests.get(0).body()).path("data").asText()).matches("[A-Za-z0-9+/=]+");
    assertThat(tree(replies.get(0).body()).path("data").asText()).matches("[A-Za-z0-9+/=]+");
    assertThat(simulator.ledger()).extracting(LedgerEntry::caseNo).containsExactly(CASE);
  }

  @Test
  void sealed_errorCode_standsInClear() throws Exception {
    Caller caller = caller(LIBRARY);
    String refused = caller.sample("x-done--refused").tree("canonical").path("subject").asText();
    caller.call("x-done--refused", refused, Caller.messageId(7));

    JsonNode answer = tree(replies.get(0).body());
    assertThat(answer.path("code").asText()).isEqualTo("301");
    assertThat(answer.path("data").asText()).isEmpty();
  }

  @Test
  void sealed_forAnotherKey_isNotRead() throws Exception {
    String other = Sm2Key.random(new SecureRandom()).publicHex();
    caller(LIBRARY, LIBRARY + ".public-key", other).call("done", CASE, Caller.messageId(8));

    assertThat(disposition()).isEqualTo("refused:format 400");
  }

  @Test
  void sealed_notAtAll_isNotRead() throws Exception {
    caller(LIBRARY).call("done", CASE, Caller.messageId(9));
    Request open = requests.get(0);
    byte[] body = "{\"data\":\"{}\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    Reply reply =
        wire(LIBRARY)
            .send(
                new Request(
                    open.operation(),
                    open.caseNo(),
                    open.messageId(),
                    open.method(),
                    open.path(),
                    open.action(),
                    open.headers(),
                    open.contentType(),
                    body,
                    open.charset()));

    assertThat(reply.status()).isEqualTo(400);
  }
}
