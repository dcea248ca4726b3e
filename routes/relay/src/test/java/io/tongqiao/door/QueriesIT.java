package io.tongqiao.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.relay.Caller.Answer;
import io.tongqiao.relay.Relay;
import io.tongqiao.relay.RelayTest;
import io.tongqiao.schema.Schemas;
import io.tongqiao.simulator.Misbehaviour;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What may be asked of a case, and by whom; the answers are as the published contract says. */
@RelayTest
class QueriesIT {

  private static final String CASES = "/api/v1/cases/";
  private static final String MESSAGES = "/api/v1/messages/";

  @Autowired private Relay relay;

  private String powerCase() {
    String caseNo = relay.newCase();
    relay.bureau(caseNo, "power-01-apply", "power-02-receive", "power-03-accept");
    relay.until(caseNo, "city-power", State.DELIVERED);
    await().until(() -> relay.done(Relay.BUREAU, caseNo).size() == 3);
    relay.untilQuiet(caseNo);
    return caseNo;
  }

  private static List<String> faults(String schema, JsonNode value) throws IOException {
    try (InputStream in =
        Schemas.class.getResourceAsStream("/io/tongqiao/schema/contracts/openapi.yaml")) {
      ObjectNode openapi = (ObjectNode) new YAMLMapper().readTree(in);
      ((ObjectNode) openapi.at("/components/schemas/Message/properties"))
          .set("receipt", Schemas.load().raw(Schemas.Name.RECEIPT));
      ObjectNode root = openapi.objectNode().put("$ref", "#/components/schemas/" + schema);
      root.set("components", openapi.path("components"));
      return com.networknt.schema.JsonSchemaFactory.getInstance(
              com.networknt.schema.SpecVersion.VersionFlag.V202012)
          .getSchema(root)
          .validate(value)
          .stream()
          .map(Object::toString)
          .toList();
    }
  }

  @Test
  void case_asked_isAsTheContractSays() throws IOException {
    Answer answer = relay.get(Relay.BUREAU, CASES + powerCase());
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.contentType()).startsWith("application/json");
    assertThat(faults("Case", answer.json())).isEmpty();
  }

  @Test
  void case_asked_tellsItsWayOverAllSystemsInOrder() {
    JsonNode theCase = relay.get(Relay.BUREAU, CASES + powerCase()).json();
    assertThat(theCase.path("state").asText()).isEqualTo("ACCEPTED");
    assertThat(theCase.at("/item/name").asText()).isEqualTo("用电报装联办");
    assertThat(theCase.path("threads"))
        .extracting(t -> t.path("thread").asText())
        .containsExactlyInAnyOrder("case", "city-power");
    assertThat(theCase.path("timeline"))
        .extracting(e -> e.path("at").asText())
        .isSortedAccordingTo(java.util.Comparator.comparing(java.time.Instant::parse));
    assertThat(theCase.path("timeline"))
        .filteredOn(e -> e.path("kind").asText().equals("message"))
        .extracting(e -> e.path("system").asText() + " " + e.path("event").asText())
        .containsExactly(
            "bureau-platform APPLY",
            "bureau-platform RECEIVE",
            "bureau-platform ACCEPT",
            "city-power STEP",
            "city-power STEP",
            "city-power APPROVED");
    assertThat(theCase.path("timeline"))
        .filteredOn(e -> e.path("kind").asText().equals("delivery"))
        .hasSize(4)
        .allMatch(e -> e.path("state").asText().equals("DELIVERED"))
        .allMatch(e -> !e.path("receiptNo").asText().isEmpty());
  }

  @Test
  void message_inEveryState_isAsTheContractSays() throws IOException {
    relay
        .ministries()
        .misbehave("prov-yctb", Misbehaviour.of(Misbehaviour.Kind.STATUS).status(503).times(3));
    String caseNo = relay.newCase();
    relay.bureau(caseNo, "health-01-apply", "health-02-receive");
    String id = relay.until(caseNo, "prov-yctb", State.WAITING).messageId();
    JsonNode waiting = relay.get(Relay.BUREAU, MESSAGES + id).json();
    assertThat(faults("Message", waiting)).isEmpty();
    assertThat(faults("Case", relay.get(Relay.BUREAU, CASES + caseNo).json())).isEmpty();
    assertThat(waiting.at("/deliveries/0/cause").asText()).isNotBlank();
    relay.until(caseNo, "prov-yctb", State.DELIVERED);
    JsonNode delivered = relay.get(Relay.BUREAU, MESSAGES + id).json();
    assertThat(faults("Message", delivered)).isEmpty();
    assertThat(delivered.path("state").asText()).isEqualTo("SETTLED");
    assertThat(delivered.at("/receipt/issuer").asText()).isEqualTo("tongqiao");
    assertThat(delivered.at("/receipts/0/issuer").asText()).isEqualTo("prov-yctb");
  }

  @Test
  void system_thatTakesPart_seesTheCase() {
    String caseNo = powerCase();
    assertThat(relay.get("city-power", CASES + caseNo).status()).isEqualTo(200);
    String messageId = relay.deliveries(caseNo, "city-power").get(0).messageId();
    assertThat(relay.get("city-power", MESSAGES + messageId).status()).isEqualTo(200);
  }

  @Test
  void system_thatTakesNoPart_isToldThereIsNone() {
    String caseNo = powerCase();
    Answer hidden = relay.get("prov-yctb", CASES + caseNo);
    Answer none = relay.get("prov-yctb", CASES + "61092420269999999999");
    assertThat(hidden.status()).isEqualTo(404);
    assertThat(hidden.contentType()).isEqualTo("application/problem+json");
    assertThat(hidden.text().replace(caseNo, "x"))
        .isEqualTo(none.text().replace("61092420269999999999", "x"));
    String messageId = relay.deliveries(caseNo, "city-power").get(0).messageId();
    assertThat(relay.get("prov-yctb", MESSAGES + messageId).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"00000000000000000000000000000000", "x", "%27%20or%201=1"})
  void message_thatIsNone_isNotFound(String id) {
    Answer answer = relay.get(Relay.BUREAU, MESSAGES + id);
    assertThat(answer.status()).as(answer.text()).isIn(400, 404);
    assertThat(answer.contentType()).isEqualTo("application/problem+json");
  }
}
