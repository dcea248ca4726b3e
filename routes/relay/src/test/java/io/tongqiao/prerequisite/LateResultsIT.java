package io.tongqiao.prerequisite;

import static io.tongqiao.prerequisite.Window.material;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.journal.Journal;
import io.tongqiao.journal.StoredMessage;
import io.tongqiao.relay.Caller;
import io.tongqiao.relay.Relay;
import io.tongqiao.relay.RelayTest;
import io.tongqiao.schema.Schemas;
import io.tongqiao.simulator.Misbehaviour;
import io.tongqiao.simulator.Misbehaviour.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What is not known when the asker's patience ends comes as a message, once. */
@RelayTest
class LateResultsIT {

  @Autowired private Relay relay;
  private Window window;

  @BeforeEach
  void window() {
    window = new Window(relay);
  }

  @AfterEach
  void behave() {
    List.of("prov-dzzz", "city-bdc").forEach(relay.ministries()::behave);
  }

  private List<StoredMessage> messages(String caseNo, String event) {
    return relay.bean(Journal.class).messages(caseNo).stream()
        .filter(m -> m.event().equals(event))
        .toList();
  }

  @Test
  void material_stillPending_isToldByMessage() {
    relay
        .ministries()
        .misbehave(
            "prov-dzzz",
            Misbehaviour.of(Kind.DELAY).delay(Duration.ofSeconds(2)).operation("query-by-holder"));
    String caseNo = window.newCase();
    ObjectNode request = Window.request(caseNo, Window.HYGIENE, "M02");
    request
        .withArray("materials")
        .addObject()
        .put("code", "M03")
        .set("holder", Window.holder("王示范", Window.PERSON));

    Caller.Answer answer = window.ask(caseNo, request, 1);

    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    assertThat(Schemas.load().validate(Schemas.Name.PREREQUISITES, answer.json())).isEmpty();
    assertThat(answer.json().path("complete").asBoolean()).isFalse();
    assertThat(material(answer.json(), "M02").path("outcome").asText()).isEqualTo("PENDING");
    assertThat(material(answer.json(), "M03").path("outcome").asText()).isEqualTo("FOUND");
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> !messages(caseNo, "PREREQUISITE_RESULT").isEmpty());
    relay.untilQuiet(caseNo);
    StoredMessage told = messages(caseNo, "PREREQUISITE_RESULT").get(0);
    assertThat(messages(caseNo, "PREREQUISITE_RESULT")).hasSize(1);
    JsonNode message = read(told.body());
    assertThat(Schemas.load().validate(Schemas.Name.MESSAGE, message)).isEmpty();
    assertThat(message.path("source").asText()).isEqualTo("tongqiao");
    assertThat(message.path("target").asText()).isEqualTo(Relay.BUREAU);
    assertThat(message.at("/data/prerequisites/complete").asBoolean()).isTrue();
    assertThat(message.at("/data/prerequisites/materials/0/outcome").asText()).isEqualTo("FOUND");
    assertThat(relay.deliveries(caseNo, Relay.BUREAU)).hasSize(1);
    JsonNode now = window.ask(caseNo, request, 1).json();
    assertThat(material(now, "M02").path("outcome").asText()).as("asked again").isEqualTo("FOUND");
  }

  @Test
  void preliminaryCase_thatHasAll_becomesFormalOnce() {
    String caseNo = window.newCase();
    ObjectNode request = Window.request(caseNo, Window.HYGIENE);
    request.set("holder", Window.holder("紫阳县示例餐饮有限公司", Window.FOUND));
    var materials = request.putArray("materials");
    for (String code : List.of("M02", "M04", "M06")) {
      materials.addObject().put("code", code);
    }
    for (String code : List.of("M03", "M05")) {
      materials.addObject().put("code", code).set("holder", Window.holder("王示范", Window.PERSON));
    }

    JsonNode first = window.ask(caseNo, request, 0).json();
    window.untilComplete(caseNo, first.path("pull").asText());

    await().atMost(Duration.ofSeconds(10)).until(() -> !messages(caseNo, "FORMALIZED").isEmpty());
    relay.untilQuiet(caseNo);
    JsonNode message = read(messages(caseNo, "FORMALIZED").get(0).body());
    assertThat(Schemas.load().validate(Schemas.Name.MESSAGE, message)).isEmpty();
    assertThat(message.at("/data/case/stage").asText()).isEqualTo("FORMAL");
    window.ask(caseNo, Window.request(caseNo, Window.HYGIENE, "M06"), 10);
    assertThat(messages(caseNo, "FORMALIZED")).hasSize(1);
  }

  @Test
  void preliminaryCase_thatLacksOne_staysSo() {
    String caseNo = window.newCase();

    window.ask(caseNo, Window.request(caseNo, Window.HYGIENE, "M02"), 10);

    assertThat(messages(caseNo, "FORMALIZED")).isEmpty();
  }

  @Test
  void answer_thatNobodyAskedFor_isRefused() {
    String caseNo = window.newCase();
    ObjectNode answer =
        io.tongqiao.relay.Messages.canonical("prerequisites/04-prerequisite-answered", caseNo);

    Caller.Answer refused = relay.post("city-bdc", answer);

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().at("/errors/0/field").asText()).isEqualTo("/data/holding/pull");
  }

  private static JsonNode read(String text) {
    try {
      return new JsonMapper().readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
