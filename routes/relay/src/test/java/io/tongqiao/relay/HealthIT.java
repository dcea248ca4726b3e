package io.tongqiao.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tongqiao.journal.StoredDelivery;
import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.simulator.Misbehaviour;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@RelayTest
class HealthIT {

  @Autowired private Relay relay;

  private static JsonNode systems(Caller.Answer answer) {
    assertThat(answer.status()).isEqualTo(200);
    return answer.json().at("/components/systems/components");
  }

  @Test
  void health_withoutKey_namesEachSystemAndNoDetails() {
    Caller.Answer answer = relay.http().get("/actuator/health", "");
    assertThat(systems(answer).fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "bureau-platform",
            "city-bdc",
            "city-cdc",
            "city-power",
            "jzsc-sikuyi",
            "mps-population",
            "nat-dzzz",
            "nat-share",
            "prov-dzzz",
            "prov-socialorg",
            "prov-yctb");
    assertThat(answer.text()).doesNotContain("details");
    assertThat(answer.json().path("status").asText()).isEqualTo("UP");
  }

  @Test
  void health_withKey_tellsNames() {
    JsonNode systems = systems(relay.get("prov-yctb", "/actuator/health"));
    assertThat(systems.at("/prov-yctb/details/name").asText()).isEqualTo("省一窗受理平台");
  }

  @Test
  void probes_withoutKey_areUp() {
    assertThat(relay.http().get("/actuator/health/liveness", "").status()).isEqualTo(200);
    assertThat(relay.http().get("/actuator/health/readiness", "").status()).isEqualTo(200);
  }

  @Test
  void system_thatAsksToWait_isWaitingWhileTheProcessIsUp() {
    relay
        .ministries()
        .misbehave("prov-yctb", Misbehaviour.of(Misbehaviour.Kind.STATUS).status(503).times(99));
    String caseNo = relay.newCase();
    relay.bureau(caseNo, "health-01-apply", "health-02-receive");
    relay.until(caseNo, "prov-yctb", State.WAITING);
    await("what is open is counted every two seconds")
        .untilAsserted(
            () -> {
              Caller.Answer answer = relay.get(Relay.BUREAU, "/actuator/health");
              JsonNode province = systems(answer).path("prov-yctb");
              assertThat(province.path("status").asText()).isIn("WAITING", "PARKED");
              assertThat(province.at("/details/waiting").asInt()).isPositive();
              assertThat(answer.json().path("status").asText()).isEqualTo("UP");
            });
    relay.ministries().behave("prov-yctb");
    relay.until(caseNo, "prov-yctb", State.DELIVERED);
  }

  @Test
  void system_thatIsPaused_isNamedWithTheReasonAndGoesOn() {
    relay.pause("prov-yctb");
    String caseNo = relay.caseFor("prov-yctb");
    JsonNode paused = systems(relay.get(Relay.BUREAU, "/actuator/health")).path("prov-yctb");
    assertThat(paused.path("status").asText()).isEqualTo("PAUSED");
    assertThat(paused.at("/details/reason").asText()).contains("维护");
    assertThat(relay.deliveries(caseNo, "prov-yctb"))
        .extracting(StoredDelivery::state)
        .containsExactly(State.READY);
    assertThat(relay.received("prov-yctb", caseNo)).isEmpty();
    relay.resume("prov-yctb");
    relay.until(caseNo, "prov-yctb", State.DELIVERED);
    assertThat(relay.done("prov-yctb", caseNo)).hasSize(1);
  }
}
