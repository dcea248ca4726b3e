package io.tongqiao.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.dialect.Conversation;
import io.tongqiao.dialect.Verdict;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A system that holds documents answers by what is asked for, and seals what it says. */
class HoldersIT {

  private static final String SYSTEM = "test-library";
  private static final String FOUND = "91610924MAQQ00024B";
  private static final String DENIED = "91610924MAQQ00016G";
  private static final String CASE = "61092420260316990011";
  private static final LocalDate DAY = LocalDate.of(2026, 3, 16);

  @TempDir private Path secrets;
  private Simulator simulator;
  private Caller caller;

  @BeforeEach
  void start() throws Exception {
    var settings = SimulatorSettings.of(Caller.HOLDERS).withOnly(Set.of(SYSTEM));
    simulator = Simulator.start(settings.withSecrets(secrets));
    caller = Caller.ofHolder(simulator, SYSTEM);
  }

  @AfterEach
  void stop() throws Exception {
    simulator.close();
  }

  private ObjectNode pull(String holder, String certNo, int number) {
    ObjectNode pull = caller.sample("query").object("pull");
    pull.put("pull", Caller.messageId(number));
    ((ObjectNode) pull.path("holder")).put("idNumber", holder);
    ((ObjectNode) pull.path("purpose")).put("businessCode", CASE);
    return certNo.isEmpty() ? pull : pull.put("certNo", certNo);
  }

  private Conversation.Exchange ask(ObjectNode pull) throws Exception {
    return caller.call(caller.dialect().holdings().question("query", pull, DAY));
  }

  private JsonNode holding(String holder, String certNo, int number) throws Exception {
    ObjectNode pull = pull(holder, certNo, number);
    return caller.dialect().holdings().holding("query", pull, ask(pull).answer(), DAY);
  }

  private LedgerEntry last() {
    return simulator.ledger().get(simulator.ledger().size() - 1);
  }

  @Test
  void query_subjectOfASample_isAnsweredAsThere() throws Exception {
    assertThat(holding(FOUND, "", 1).at("/certificates/0/number").asText()).isEqualTo("ZZ-1");
    assertThat(last().answer()).isEqualTo("query");
    assertThat(holding(DENIED, "", 2).path("outcome").asText()).isEqualTo("DENIED");
    assertThat(last().done()).isFalse();
    assertThat(holding(FOUND, "BIG-1", 3).at("/certificates/0/number").asText()).isEqualTo("BIG-1");
  }

  @Test
  void query_otherCaseOfLetters_isTheSameSubject() throws Exception {
    assertThat(holding("91610924maqq00024b", "big-1", 4).at("/certificates/0/number").asText())
        .isEqualTo("BIG-1");
  }

  @Test
  void query_unknownSubject_isNotFound() throws Exception {
    JsonNode holding = holding("11610924MBQQ000282", "", 5);
    assertThat(holding.path("outcome").asText()).isEqualTo("NOT_FOUND");
    assertThat(last().answer()).isEqualTo("query--none");
  }

  @Test
  void address_unknownSubjectAndNoSampleForNone_isTheFirst() throws Exception {
    ObjectNode pull = pull(FOUND, "", 13);
    pull.putObject("certificate").put("number", "ZZ-9");
    Conversation.Exchange exchange =
        caller.call(caller.dialect().holdings().question("address", pull, DAY));
    assertThat(exchange.verdict().outcome()).isEqualTo(Verdict.Outcome.CONFIRMED);
    assertThat(last().answer()).isEqualTo("address");
  }

  @Test
  void query_delayed_isAnsweredLate() throws Exception {
    simulator.misbehave(
        SYSTEM, Misbehaviour.of(Misbehaviour.Kind.DELAY).delay(Duration.ofMillis(300)));
    long start = System.nanoTime();
    assertThat(ask(pull(FOUND, "", 14)).verdict().code()).isEqualTo("0");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(299));
  }

  @Test
  void query_failingSampleOfThatSubject_isAnsweredAsThere() throws Exception {
    Verdict verdict = ask(pull(FOUND, "BUSY-1", 6)).verdict();
    assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.NOT_NOW);
    assertThat(last().answer()).isEqualTo("x-query--busy");
  }

  @Test
  void query_ledger_hasThePullAndItsCaseButNobodysNumber() throws Exception {
    ask(pull(FOUND, "", 7));
    ask(pull(FOUND, "", 7));
    assertThat(last().messageId()).isEqualTo(Caller.messageId(7));
    assertThat(last().caseNo()).isEqualTo(CASE);
    assertThat(last().repeat()).isTrue();
    assertThat(last().subject()).hasSize(64);
    assertThat(last().toJson().toString()).doesNotContain(FOUND, FOUND.toLowerCase(Locale.ROOT));
  }

  @Test
  void answer_onTheWire_isSealed() throws Exception {
    byte[] body = ask(pull(FOUND, "", 8)).reply().body();
    assertThat(new String(body, UTF_8)).contains("\"status\":\"0\"").doesNotContain("ZZ-1", FOUND);
  }

  @Test
  void secret_privateKeyMissing_isMadeForItsCurve() throws Exception {
    assertThat(Files.readString(secrets.resolve("test-library.private-key")))
        .matches("[0-9a-f]{64}");
    assertThat(Files.readString(secrets.resolve("test-library.access"))).matches("[0-9a-f]{32}");
  }

  @Test
  void start_privateKeyIsNone_systemIsLeftOut() throws Exception {
    Files.writeString(secrets.resolve("test-library.private-key"), "00");
    var settings = SimulatorSettings.of(Caller.HOLDERS).withOnly(Set.of(SYSTEM));
    try (Simulator other = Simulator.start(settings.withSecrets(secrets))) {
      assertThat(other.endpoints()).isEmpty();
    }
  }

  @Test
  void address_ofTheFolder_isWhereItIsPlayed() throws Exception {
    String url = holding(FOUND, "", 9).at("/certificates/0/file/url").asText();
    assertThat(url).isEqualTo(simulator.url() + "/test-library/files/licence.pdf");
    HttpResponse<byte[]> file = HttpWire.exchange(HttpRequest.newBuilder(URI.create(url)).build());
    assertThat(new String(file.body(), UTF_8)).startsWith("%PDF-");
  }

  @Test
  void sample_named_answersTheNextCallOfItsOperation() throws Exception {
    simulator.misbehave(SYSTEM, Misbehaviour.of(Misbehaviour.Kind.SAMPLE).sample("query--quota"));
    assertThat(ask(pull(FOUND, "", 10)).verdict().code()).isEqualTo("109");
    assertThat(last().answer()).isEqualTo("query--quota");
    assertThat(ask(pull(FOUND, "", 10)).verdict().code()).isEqualTo("0");
  }

  @Test
  void sample_namedOverHttp_isKnownOrRefused() throws Exception {
    String url = simulator.url() + "/misbehave/" + SYSTEM;
    byte[] known = "{\"kind\":\"sample\",\"sample\":\"query--denied\",\"times\":2}".getBytes(UTF_8);
    assertThat(HttpWire.post(url, "application/json", known).statusCode()).isEqualTo(200);
    assertThat(ask(pull(FOUND, "", 11)).verdict().code()).isEqualTo("100");
    assertThat(ask(pull(FOUND, "", 12)).verdict().code()).isEqualTo("100");
    byte[] unknown = "{\"kind\":\"sample\",\"sample\":\"query--nothing\"}".getBytes(UTF_8);
    HttpResponse<byte[]> refused = HttpWire.post(url, "application/json", unknown);
    assertThat(refused.statusCode()).isEqualTo(404);
    assertThat(new String(refused.body(), UTF_8)).contains("query--nothing");
    assertThatThrownBy(() -> simulator.misbehave(SYSTEM, Misbehaviour.of(Misbehaviour.Kind.SAMPLE)))
        .isInstanceOf(NoSuchElementException.class);
  }
}
