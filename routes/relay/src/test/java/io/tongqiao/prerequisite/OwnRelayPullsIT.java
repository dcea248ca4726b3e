package io.tongqiao.prerequisite;

import static io.tongqiao.prerequisite.Window.material;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.relay.Caller;
import io.tongqiao.relay.Ground;
import io.tongqiao.relay.Relay;
import io.tongqiao.simulator.Misbehaviour;
import io.tongqiao.simulator.Misbehaviour.Kind;
import io.tongqiao.simulator.Simulator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Relays of their own: one that is stopped in the middle, and ones that are set otherwise. */
class OwnRelayPullsIT {

  private static final Map<String, Object> SOON = Map.of("tongqiao.documents.resume", "200ms");

  @TempDir private Path directory;
  private Ground ground;
  private Simulator ministries;

  @BeforeEach
  void open() {
    ground = Ground.in(directory);
  }

  @AfterEach
  void close() throws Exception {
    ministries.close();
  }

  private Relay start(Map<String, Object> settings) {
    return Relay.start(ground, ministries, 910_000, settings);
  }

  @Test
  void pull_thatWasOpenAtTheStop_goesOnAfterTheStart() {
    ministries = ground.ministries();
    String caseNo;
    String pull;
    ministries.misbehave("prov-dzzz", Misbehaviour.of(Kind.DELAY).delay(Duration.ofSeconds(2)));
    try (Relay before = start(SOON)) {
      var window = new Window(before);
      caseNo = window.newCase();
      Caller.Answer answer = window.ask(caseNo, Window.request(caseNo, Window.HYGIENE, "M02"), 0);
      assertThat(answer.status()).as(answer.text()).isEqualTo(202);
      pull = answer.json().path("pull").asText();
    }
    try (Relay after = start(SOON)) {
      JsonNode all = new Window(after).untilComplete(caseNo, pull);
      assertThat(material(all, "M02").path("outcome").asText())
          .as(all.toPrettyString())
          .isEqualTo("FOUND");
      after.untilQuiet(caseNo);
      assertThat(after.deliveries(caseNo, Relay.BUREAU)).hasSize(1);
    }
  }

  @Test
  void holdersOfOneRank_areAskedSideBySide_andTheFirstWins() {
    ground.edit(
        "nat-dzzz",
        text -> text.replaceAll("(business-licence: \\{.*?)preference: \\d+", "$1preference: 10"));
    ministries = ground.ministries();
    try (Relay relay = start(SOON)) {
      ministries.misbehave("prov-dzzz", Misbehaviour.of(Kind.DELAY).delay(Duration.ofMillis(2500)));
      var window = new Window(relay);
      String caseNo = window.newCase();

      JsonNode result = window.one(caseNo, Window.request(caseNo, Window.HYGIENE, "M02"));

      assertThat(result.at("/document/source/system").asText())
          .as(result.toPrettyString())
          .isEqualTo("nat-dzzz");
      assertThat(result.path("tried")).hasSize(1);
    }
  }

  @Test
  void department_overItsQuota_isRefusedAndNobodyIsAsked() {
    ministries = ground.ministries();
    try (Relay relay = start(Map.of("tongqiao.documents.quotas.11610924MBQQ0001X2", 2))) {
      var window = new Window(relay);
      String caseNo = window.newCase();
      ObjectNode two = Window.request(caseNo, Window.HYGIENE, "M02");
      two.withArray("materials").addObject().put("code", "M06");
      assertThat(window.ask(caseNo, two, 10).status()).isEqualTo(200);
      assertThat(window.ask(caseNo, two, 10).status()).as("the same request").isEqualTo(200);

      Caller.Answer third = window.ask(caseNo, Window.request(caseNo, Window.HYGIENE, "M03"), 10);

      assertThat(third.status()).isEqualTo(429);
      assertThat(third.json().path("detail").asText()).contains("配额 2 份");
      assertThat(relay.received("mps-population", caseNo)).isEmpty();
    }
  }

  @Test
  void holder_thatAnOperatorHasPaused_isUnavailableAtOnce() {
    ministries = ground.ministries();
    try (Relay relay = start(SOON)) {
      relay.pause("prov-dzzz");
      var window = new Window(relay);
      String caseNo = window.newCase();

      JsonNode result = window.one(caseNo, Window.request(caseNo, Window.HYGIENE, "M02"));

      assertThat(result.at("/tried/0/outcome").asText()).isEqualTo("UNAVAILABLE");
      assertThat(result.at("/tried/0/reason").asText()).contains("暂停");
      assertThat(result.at("/document/source/system").asText()).isEqualTo("nat-dzzz");
    }
  }

  @Test
  void holder_thatDoesNotAnswerTheMessageInTime_isUnavailable() {
    ground.edit("city-cdc", text -> text.replace("within: 30m", "within: 1s"));
    ministries = ground.ministries();
    try (Relay relay = start(SOON)) {
      relay.pause("city-cdc");
      var window = new Window(relay);
      String caseNo = window.newCase();

      JsonNode result = window.one(caseNo, Window.request(caseNo, Window.HYGIENE, "M04"));

      assertThat(result.path("outcome").asText())
          .as(result.toPrettyString())
          .isEqualTo("UNAVAILABLE");
      assertThat(result.at("/tried/0/reason").asText()).contains("没有答复");
    }
  }

  @Test
  void holder_whoseBreakerIsOpen_isNotAsked() {
    ground.edit("prov-dzzz", text -> text.replace("probe: 500ms", "probe: 60s"));
    ministries = ground.ministries();
    try (Relay relay = start(SOON)) {
      var window = new Window(relay);
      ministries.misbehave("prov-dzzz", Misbehaviour.of(Kind.STATUS).times(5));
      for (int i = 0; i < 5; i++) {
        String failing = window.newCase();
        window.one(failing, Window.request(failing, Window.HYGIENE, "M02"));
      }
      String caseNo = window.newCase();

      JsonNode result = window.one(caseNo, Window.request(caseNo, Window.HYGIENE, "M02"));

      assertThat(result.at("/tried/0/reason").asText()).as(result.toPrettyString()).contains("熔断");
      assertThat(relay.received("prov-dzzz", caseNo)).isEmpty();
      assertThat(result.at("/document/source/system").asText()).isEqualTo("nat-dzzz");
    }
  }

  @Test
  void session_thatHasEnded_isBegunAgain() {
    ministries = ground.ministries();
    try (Relay relay = start(SOON)) {
      relay.pause("prov-dzzz");
      ministries.misbehave("nat-dzzz", Misbehaviour.of(Kind.REFUSE_TOKEN));
      var window = new Window(relay);
      String caseNo = window.newCase();

      JsonNode result = window.one(caseNo, Window.request(caseNo, Window.HYGIENE, "M02"));

      assertThat(result.at("/document/source/system").asText())
          .as(result.toPrettyString())
          .isEqualTo("nat-dzzz");
    }
  }
}
