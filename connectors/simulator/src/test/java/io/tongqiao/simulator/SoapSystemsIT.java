package io.tongqiao.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tongqiao.dialect.Conversation;
import io.tongqiao.dialect.Verdict;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SoapSystemsIT {

  private static final String CASE = "61092420260316990003";
  private static final Charset GBK = Charset.forName("GBK");

  private Simulator simulator;
  private Caller population;
  private Caller market;

  @BeforeEach
  void start() throws Exception {
    var only = Set.of("mps-population", "jzsc-sikuyi");
    simulator = Simulator.start(SimulatorSettings.of(Caller.SYSTEMS).withOnly(only));
    population = caller("mps-population", false);
    market = caller("jzsc-sikuyi", false);
  }

  private Caller caller(String system, boolean chunked) throws Exception {
    var wire = SoapWire.to(simulator.endpoints().get(system), chunked);
    return new Caller(simulator, system, Clock.systemUTC(), wire);
  }

  @AfterEach
  void stop() throws Exception {
    simulator.close();
  }

  private List<String> answers() {
    return simulator.ledger().stream().map(LedgerEntry::answer).toList();
  }

  @Test
  void call_stringXmlInGbk_isAnsweredWithItsOwnNumbers() throws Exception {
    Conversation.Exchange exchange = population.call("check-identity", CASE, Caller.messageId(1));
    assertThat(exchange.verdict().outcome()).isEqualTo(Verdict.Outcome.CONFIRMED);
    assertThat(simulator.ledger())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.caseNo()).isEqualTo(CASE);
              assertThat(entry.messageId()).isEqualTo(Caller.messageId(1));
              assertThat(entry.receiptNo()).isEqualTo(exchange.verdict().receiptNo());
            });
  }

  @Test
  void call_sameMessageTwice_isDoneOnce() throws Exception {
    population.verdict("check-identity", CASE, Caller.messageId(2));
    population.verdict("check-identity", CASE, Caller.messageId(2));
    assertThat(simulator.ledger()).extracting(LedgerEntry::repeat).containsExactly(false, true);
  }

  @Test
  void call_typedSoap_operationsAreToldApart() throws Exception {
    Verdict read = market.verdict("read-licences", CASE, Caller.messageId(3));
    Verdict save = market.verdict("save-licence", CASE, Caller.messageId(4));
    assertThat(read.outcome()).isEqualTo(Verdict.Outcome.CONFIRMED);
    assertThat(save.outcome()).isEqualTo(Verdict.Outcome.CONFIRMED);
    assertThat(simulator.ledger())
        .extracting(LedgerEntry::operation)
        .containsExactly("read-licences", "save-licence");
  }

  @Test
  void answer_onTheWire_isInTheFolderCharset() throws Exception {
    var draft = population.draft("check-identity", CASE, Caller.messageId(5));
    Conversation.Exchange exchange = population.call(draft);
    String payload = new String(exchange.request().body(), GBK).replaceFirst("^<\\?[^>]*>", "");
    HttpResponse<byte[]> reply = post(payload, "text/xml; charset=GBK", GBK);
    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(
            reply
                .headers()
                .firstValue("Content-Type")
                .orElseThrow()
                .toUpperCase(java.util.Locale.ROOT))
        .contains("CHARSET=GBK");
    String text = new String(reply.body(), GBK);
    assertThat(text)
        .contains("encoding=")
        .containsPattern("(?i)encoding=['\"]GBK")
        .contains("姓名与公民身份号码一致");
    assertThat(text.codePoints().anyMatch(c -> c == 0xFFFD)).isFalse();
  }

  private HttpResponse<byte[]> post(String payload, String type, Charset charset) throws Exception {
    String envelope =
        "<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Body>"
            + payload
            + "</soap:Body></soap:Envelope>";
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(simulator.endpoints().get("mps-population")))
            .header("Content-Type", type)
            .header("SOAPAction", "\"http://service.rkk.invalid/check\"")
            .header("username", simulator.secrets().find("mps-population.username").orElseThrow())
            .header("password", simulator.secrets().find("mps-population.password").orElseThrow())
            .POST(HttpRequest.BodyPublishers.ofByteArray(envelope.getBytes(charset)));
    return HttpWire.exchange(request.build());
  }

  @Test
  void body_otherCharset_isComplainedOf() throws Exception {
    HttpResponse<byte[]> named = post("<check>喆</check>", "text/xml; charset=UTF-8", UTF_8);
    assertThat(named.statusCode()).isEqualTo(400);
    HttpResponse<byte[]> bytes = post("<check>喆</check>", "text/xml; charset=GBK", UTF_8);
    assertThat(bytes.statusCode()).isEqualTo(400);
  }

  @Test
  void body_chunked_isRefused() throws Exception {
    Caller chunked = caller("mps-population", true);
    assertThatThrownBy(() -> chunked.call("check-identity", CASE, Caller.messageId(6)))
        .isInstanceOf(IOException.class)
        .hasStackTraceContaining("411");
    assertThat(answers()).isEmpty();
  }

  @Test
  void header_wrongPassword_isAFaultOfTheClient() throws Exception {
    var wire = SoapWire.to(simulator.endpoints().get("mps-population"), false);
    var stranger =
        Conversation.with(
            population.dialect(), wire, name -> Optional.of("wrong"), Clock.systemUTC());
    var exchange = stranger.call(population.draft("check-identity", CASE, Caller.messageId(7)));
    assertThat(exchange.reply().fault().orElseThrow().code()).endsWith("Client");
    assertThat(answers()).containsExactly("refused:credentials");
  }

  @Test
  void payload_notOfTheContract_isRefused() throws Exception {
    HttpResponse<byte[]> reply = post("<nothing/>", "text/xml; charset=GBK", GBK);
    assertThat(reply.statusCode()).isEqualTo(500);
    assertThat(new String(reply.body(), GBK)).contains("Fault");
  }

  @Test
  void wsdl_ofTheFolder_isServed() throws Exception {
    for (String url : simulator.endpoints().values()) {
      HttpRequest request = HttpRequest.newBuilder(URI.create(url + "?wsdl")).build();
      HttpResponse<byte[]> reply = HttpWire.exchange(request);
      assertThat(new String(reply.body(), UTF_8)).contains("definitions", url);
    }
  }

  @Test
  void misbehaviours_overSoap_eachIsWhatItSays() throws Exception {
    misbehave(Misbehaviour.Kind.FAULT);
    Conversation.Exchange fault = population.call("check-identity", CASE, Caller.messageId(8));
    assertThat(fault.reply().fault().orElseThrow().code()).endsWith("Server");
    assertThat(fault.verdict().outcome()).isEqualTo(Verdict.Outcome.NOT_NOW);

    misbehave(Misbehaviour.Kind.BUSINESS);
    Verdict refused = population.verdict("check-identity", CASE, Caller.messageId(8));
    assertThat(refused.outcome()).isEqualTo(Verdict.Outcome.REJECTED);

    for (var kind :
        List.of(
            Misbehaviour.Kind.STATUS,
            Misbehaviour.Kind.GARBAGE,
            Misbehaviour.Kind.DROP,
            Misbehaviour.Kind.LOST)) {
      misbehave(kind);
      assertThatThrownBy(() -> population.call("check-identity", CASE, Caller.messageId(8)))
          .as(kind.text())
          .isInstanceOf(IOException.class);
    }
    Verdict good = population.verdict("check-identity", CASE, Caller.messageId(8));
    assertThat(good.outcome()).isEqualTo(Verdict.Outcome.CONFIRMED);
    assertThat(simulator.ledger())
        .filteredOn(LedgerEntry::done)
        .extracting(LedgerEntry::answer, LedgerEntry::repeat)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("misbehaviour:lost", false),
            org.assertj.core.groups.Tuple.tuple("check-identity", true));
  }

  private void misbehave(Misbehaviour.Kind kind) {
    simulator.misbehave("mps-population", Misbehaviour.of(kind));
  }
}
