package io.tongqiao.prerequisite;

import static io.tongqiao.prerequisite.Window.material;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.relay.Caller;
import io.tongqiao.relay.Relay;
import io.tongqiao.relay.RelayTest;
import io.tongqiao.schema.Schemas;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** One case asks for all that its item needs: over REST, SOAP and a queue. */
@RelayTest
class PullsIT {

  @Autowired private Relay relay;
  private Window window;

  @BeforeEach
  void window() {
    window = new Window(relay);
  }

  @Test
  void allMaterials_heldByFiveSystems_areFound() {
    String caseNo = window.newCase();
    ObjectNode request = Window.request(caseNo, Window.HYGIENE);
    var materials = request.putArray("materials");
    materials.addObject().put("code", "M02");
    materials.addObject().put("code", "M03").set("holder", Window.holder("王示范", Window.PERSON));
    materials.addObject().put("code", "M04");
    materials.addObject().put("code", "M05").set("holder", Window.holder("王示范", Window.PERSON));
    materials.addObject().put("code", "M06");

    Caller.Answer answer = window.ask(caseNo, request, 1);

    assertThat(answer.status()).as(answer.text()).isIn(200, 202);
    assertThat(Schemas.load().validate(Schemas.Name.PREREQUISITES, answer.json())).isEmpty();
    JsonNode all = window.untilComplete(caseNo, answer.json().path("pull").asText());
    assertThat(Schemas.load().validate(Schemas.Name.PREREQUISITES, all)).isEmpty();
    assertThat(source(all, "M02")).isEqualTo("prov-dzzz");
    assertThat(source(all, "M03")).isEqualTo("mps-population");
    assertThat(source(all, "M04")).isEqualTo("city-cdc");
    assertThat(source(all, "M05")).isEqualTo("nat-dzzz");
    assertThat(source(all, "M06")).isEqualTo("city-bdc");
  }

  @Test
  void request_askedAgain_isTheSamePull() {
    String caseNo = window.newCase();
    ObjectNode request = Window.request(caseNo, Window.HYGIENE, "M02");
    JsonNode first = window.ask(caseNo, request, 10).json();

    JsonNode again = window.ask(caseNo, request, 10).json();

    assertThat(again).isEqualTo(first);
    assertThat(
            relay
                .get(Relay.BUREAU, "/api/v1/cases/" + caseNo + "/prerequisites")
                .json()
                .path("pulls"))
        .containsExactly(first);
    assertThat(relay.received("prov-dzzz", caseNo))
        .as("one question and one download address")
        .hasSize(2);
  }

  @Test
  void request_sameIdOtherContent_isConflict() {
    String caseNo = window.newCase();
    ObjectNode request = Window.request(caseNo, Window.HYGIENE, "M02");
    window.ask(caseNo, request, 10);
    Window.only(request).put("code", "M06");

    Caller.Answer answer = window.ask(caseNo, request, 10);

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.json().at("/errors/0/field").asText()).isEqualTo("/id");
  }

  private static String source(JsonNode all, String code) {
    return material(all, code).at("/document/source/system").asText();
  }
}
