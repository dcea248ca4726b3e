package io.tongqiao.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tongqiao.journal.StoredDelivery;
import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.schema.Receipt;
import io.tongqiao.simulator.Simulator;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A folder that is broken, or lacks a secret, keeps its own system down and no other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrokenFolderIT {

  private static final String SECRET = "city-power.password";

  private Simulator ministries;
  private Relay relay;
  private String hidden;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    Ground ground = Ground.in(directory);
    ministries = ground.ministries();
    Files.writeString(
        ground.systems().resolve("prov-yctb").resolve("push-case.to-system.jslt"), "{\"a\": ");
    ground.edit("nat-share", text -> text.replace("transport: http", "transport: pigeon"));
    Files.writeString(
        ground.systems().resolve("jzsc-sikuyi").resolve("read-licences.to-canonical.jslt"),
        "error(\"没有约定的列\")");
    Path secret = ground.secrets().resolve(SECRET);
    hidden = Files.readString(secret);
    Files.delete(secret);
    relay = Relay.start(ground, ministries, 800_000);
  }

  @AfterAll
  void stop() throws Exception {
    relay.close();
    ministries.close();
  }

  private com.fasterxml.jackson.databind.JsonNode health(String system) {
    return relay
        .get(Relay.BUREAU, "/actuator/health")
        .json()
        .at("/components/systems/components/" + system);
  }

  @Test
  void system_whoseFolderIsBroken_isNamedInHealthWithFileAndFix() {
    assertThat(health("prov-yctb").path("status").asText()).isEqualTo("BROKEN");
    assertThat(health("prov-yctb").at("/details/faults").toString())
        .contains("push-case.to-system.jslt");
    assertThat(health("nat-share").path("status").asText()).isEqualTo("BROKEN");
    assertThat(health("nat-share").at("/details/faults").toString()).contains("system.yaml");
    assertThat(relay.get(Relay.BUREAU, "/actuator/health").status()).isEqualTo(200);
  }

  @Test
  void message_forABrokenFolder_waitsInItsQueueWhileOthersFlow() {
    String waiting = relay.newCase();
    relay.bureau(waiting, "health-01-apply", "health-02-receive");
    StoredDelivery delivery = relay.until(waiting, "prov-yctb", State.READY);
    assertThat(delivery.attempts()).isZero();
    String flowing = relay.newCase();
    relay.bureau(flowing, "hotel-01-apply", "hotel-02-receive");
    relay.until(flowing, "mps-population", State.DELIVERED);
    assertThat(relay.received("prov-yctb", waiting)).isEmpty();
  }

  @Test
  void secret_thatIsEmpty_countsAsMissing() throws Exception {
    Path secret = relay.ground().secrets().resolve("mps-population.password");
    String good = Files.readString(secret);
    Files.writeString(secret, "\n");
    assertThat(health("mps-population").path("status").asText()).isEqualTo("BROKEN");
    assertThat(health("mps-population").path("details").toString())
        .contains("mps-population.password");
    Files.writeString(secret, good);
    assertThat(health("mps-population").path("status").asText()).isNotEqualTo("BROKEN");
  }

  @Test
  void secret_thatIsMissing_isNamedAndTheMessageGoesWhenItAppears() throws Exception {
    assertThat(health("city-power").path("status").asText()).isEqualTo("BROKEN");
    assertThat(health("city-power").path("details").toString()).contains(SECRET);
    String caseNo = relay.newCase();
    relay.bureau(caseNo, "power-01-apply", "power-02-receive", "power-03-accept");
    StoredDelivery waiting = relay.until(caseNo, "city-power", State.WAITING);
    assertThat(waiting.cause())
        .contains(SECRET, "secrets/" + SECRET, "TONGQIAO_SECRET_CITY_POWER_PASSWORD");
    assertThat(relay.received("city-power", caseNo)).isEmpty();
    Files.writeString(relay.ground().secrets().resolve(SECRET), hidden);
    relay.until(caseNo, "city-power", State.DELIVERED);
    assertThat(relay.done("city-power", caseNo)).hasSize(1);
    assertThat(health("city-power").path("status").asText()).isEqualTo("UP");
  }

  @Test
  void answer_thatItsMappingRefuses_parksWithTheirYesKept() {
    String caseNo = relay.newCase();
    relay.bureau(caseNo, "permit-01-apply", "permit-02-receive", "permit-03-accept");
    StoredDelivery parked = relay.until(caseNo, "jzsc-sikuyi", State.PARKED);
    assertThat(parked.cause()).contains("对方已受理", "没有约定的列");
    assertThat(relay.receipts(parked))
        .singleElement()
        .satisfies(r -> assertThat(r.outcome()).isEqualTo(Receipt.Outcome.ACCEPTED));
    assertThat(relay.received("jzsc-sikuyi", caseNo)).hasSizeLessThanOrEqualTo(1);
  }
}
