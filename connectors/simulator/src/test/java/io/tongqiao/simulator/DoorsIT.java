package io.tongqiao.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tongqiao.schema.EventType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoorsIT {

  private static final String CASE = "61092420260316990004";

  @TempDir private Path keys;
  private StandInRelay relay;
  private Simulator simulator;
  private Caller power;

  @BeforeEach
  void start() throws Exception {
    relay = new StandInRelay();
    var only = Set.of("city-power", "prov-yctb", "bureau-platform");
    var settings = SimulatorSettings.of(Caller.SYSTEMS).withOnly(only);
    simulator = Simulator.start(settings.withRelay(relay.url(), keys));
    power = new Caller(simulator, "city-power", Clock.systemUTC());
    for (String system : only) {
      Files.writeString(keys.resolve(system), "key-of-" + system + "\n");
    }
  }

  @AfterEach
  void stop() throws Exception {
    simulator.close();
    relay.close();
  }

  private List<String> told(String caseNo) {
    return simulator.ledger().stream()
        .filter(e -> e.direction() == LedgerEntry.Direction.SENT && e.caseNo().equals(caseNo))
        .map(e -> e.answer() + (e.done() ? "" : " " + e.disposition()))
        .toList();
  }

  @Test
  void play_otherCase_arrivesInTheFolderDialectWithTheKey() throws Exception {
    Played played = simulator.play("bureau-platform", "cases--power-03-accept", CASE);
    assertThat(played.accepted()).isTrue();
    assertThat(relay.heard())
        .singleElement()
        .satisfies(
            heard -> {
              assertThat(heard.path()).isEqualTo("bureau-platform/cases");
              assertThat(heard.key()).isEqualTo("Bearer key-of-bureau-platform");
              assertThat(heard.canonical().path("subject").asText()).isEqualTo(CASE);
            });
  }

  @Test
  void play_xmlInGb2312_arrivesReadable() throws Exception {
    Played played = simulator.play("prov-yctb", "callback--1-accept", CASE);
    assertThat(played.accepted()).isTrue();
    assertThat(played.body()).contains("成功");
    assertThat(relay.heard()).hasSize(1);
  }

  @Test
  void play_laterRejection_namesTheReceiptThatWasGiven() throws Exception {
    var province = new Caller(simulator, "prov-yctb", Clock.systemUTC());
    String given = province.verdict("push-case", CASE, Caller.messageId(8)).receiptNo();
    assertThat(simulator.play("prov-yctb", "callback--data-rejected", CASE).accepted()).isTrue();
    assertThat(relay.heard())
        .extracting(StandInRelay.Heard::canonical)
        .filteredOn(heard -> heard.path("type").asText().equals(EventType.DATA_REJECTED.type()))
        .singleElement()
        .satisfies(
            heard -> {
              assertThat(heard.path("subject").asText()).isEqualTo(CASE);
              assertThat(heard.at("/data/feedback/receiptNo").asText()).isEqualTo(given);
            });
  }

  @Test
  void play_refusalInHttp200_isNotTakenForAcceptance() throws Exception {
    relay.refuse();
    Played played = simulator.play("city-power", "progress--1-accept", CASE);
    assertThat(played.status()).isEqualTo(200);
    assertThat(played.accepted()).isFalse();
    assertThat(played.body()).contains("办件不存在");
  }

  @Test
  void play_overHttp_tellsStatusAndBody() throws Exception {
    String url = simulator.url() + "/play/city-power/progress--1-accept?caseNo=" + CASE;
    JsonNode result =
        new JsonMapper().readTree(HttpWire.post(url, "application/json", new byte[0]).body());
    assertThat(result.path("status").asInt()).isEqualTo(200);
    assertThat(result.path("body").asText()).contains("TQ-1");
    String unknown = simulator.url() + "/play/city-power/nothing";
    assertThat(HttpWire.post(unknown, "text/plain", "".getBytes(UTF_8)).statusCode())
        .isEqualTo(404);
  }

  @Test
  void play_operationSample_isNoDoorSample() {
    Assertions.assertThatThrownBy(() -> simulator.play("city-power", "apply", CASE))
        .isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void sequel_afterTheWork_isToldInOrderWithTheReceiptGiven() throws Exception {
    String receiptNo = power.verdict("apply", CASE, Caller.messageId(1)).receiptNo();
    await().atMost(Duration.ofSeconds(10)).until(() -> told(CASE).size() == 3);
    assertThat(told(CASE))
        .containsExactly("progress--1-accept", "progress--2-step", "progress--3-done");
    assertThat(relay.heard())
        .allSatisfy(
            heard -> {
              assertThat(heard.key()).isEqualTo("key-of-city-power");
              assertThat(heard.canonical().path("subject").asText()).isEqualTo(CASE);
              assertThat(heard.canonical().toString()).doesNotContain("YD2026031600017");
            });
    assertThat(receiptNo).isNotEmpty();
  }

  @Test
  void sequel_repeatedCall_isToldOnce() throws Exception {
    power.verdict("apply", CASE, Caller.messageId(2));
    power.verdict("apply", CASE, Caller.messageId(2));
    power.verdict("apply", "61092420260316990005", Caller.messageId(3));
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> told(CASE).size() == 3 && told("61092420260316990005").size() == 3);
    assertThat(relay.heard()).hasSize(6);
  }

  @Test
  void sequel_relayNotWell_isToldAgain() throws Exception {
    relay.answerNext(503);
    power.verdict("apply", CASE, Caller.messageId(4));
    await().atMost(Duration.ofSeconds(15)).until(() -> told(CASE).size() == 4);
    assertThat(told(CASE))
        .containsExactly(
            "progress--1-accept 503", "progress--1-accept", "progress--2-step", "progress--3-done");
  }

  @Test
  void sequel_keyComesLate_isToldThen() throws Exception {
    Files.delete(keys.resolve("city-power"));
    power.verdict("apply", CASE, Caller.messageId(5));
    await().pollDelay(Duration.ofMillis(600)).until(() -> told(CASE).isEmpty());
    Files.writeString(keys.resolve("city-power"), "key-of-city-power");
    await().atMost(Duration.ofSeconds(15)).until(() -> told(CASE).size() == 3);
  }

  @Test
  void sequel_refused_ends() throws Exception {
    relay.refuse();
    power.verdict("apply", CASE, Caller.messageId(6));
    await().atMost(Duration.ofSeconds(10)).until(() -> told(CASE).size() == 1);
    await().during(Duration.ofSeconds(1)).until(() -> told(CASE).size() == 1);
  }

  @Test
  void sequel_caseRefusedByTheSystem_hasNone() throws Exception {
    simulator.misbehave("city-power", Misbehaviour.of(Misbehaviour.Kind.BUSINESS));
    power.verdict("apply", CASE, Caller.messageId(7));
    await().during(Duration.ofSeconds(1)).until(() -> told(CASE).isEmpty());
  }
}
