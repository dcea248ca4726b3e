package io.tongqiao.ferry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tongqiao.journal.StoredDelivery;
import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.relay.Ground;
import io.tongqiao.relay.Relay;
import io.tongqiao.simulator.LedgerEntry;
import io.tongqiao.simulator.Misbehaviour;
import io.tongqiao.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A ferry with the far side played from its folder. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlayedFerryIT {

  private static final String SYSTEM = FarSide.SYSTEM;

  private Simulator ministries;
  private Relay relay;

  @BeforeAll
  void start(@TempDir Path directory) {
    Ground ground = Ground.in(directory).join(SYSTEM);
    ground.edit(SYSTEM, FerryBench::hurried);
    ministries = ground.ministries();
    relay = Relay.start(ground, ministries, 740_000, Map.of());
  }

  @AfterAll
  void stop() throws IOException {
    relay.close();
    ministries.close();
  }

  private void untilDecided(String caseNo) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(FerryBench.told(relay, caseNo))
                    .containsExactly("ACCEPT", "STEP", "APPROVED"));
  }

  @Test
  void case_fromTheWindowToTheLicence_crossesTheGapBothWays() {
    String caseNo = FerryBench.received(relay);
    StoredDelivery done = relay.until(caseNo, SYSTEM, State.DELIVERED);
    assertThat(done.level()).isEqualTo("BUSINESS");
    assertThat(done.receiptNo()).startsWith("YC");
    untilDecided(caseNo);
    assertThat(relay.done(SYSTEM, caseNo)).hasSize(1);
  }

  @Test
  void acknowledgement_lost_isAskedForByTheSamePackageAndTheWorkIsDoneOnce() {
    ministries.misbehave(SYSTEM, Misbehaviour.of(Misbehaviour.Kind.LOST));
    String caseNo = FerryBench.received(relay);
    relay.until(caseNo, SYSTEM, State.DELIVERED);
    untilDecided(caseNo);
    assertThat(relay.done(SYSTEM, caseNo))
        .extracting(LedgerEntry::repeat)
        .containsExactly(false, true);
  }

  @Test
  void package_lostOnItsWay_isFerriedAgain() {
    ministries.misbehave(SYSTEM, Misbehaviour.of(Misbehaviour.Kind.DROP));
    String caseNo = FerryBench.received(relay);
    relay.until(caseNo, SYSTEM, State.DELIVERED);
    assertThat(relay.done(SYSTEM, caseNo)).extracting(LedgerEntry::repeat).containsExactly(false);
  }

  @Test
  void acknowledgement_thatIsNoise_isNoAnswer() {
    ministries.misbehave(SYSTEM, Misbehaviour.of(Misbehaviour.Kind.GARBAGE));
    String caseNo = FerryBench.received(relay);
    relay.until(caseNo, SYSTEM, State.DELIVERED);
  }

  @Test
  void businessNo_parksWithItsWords() {
    ministries.misbehave(SYSTEM, Misbehaviour.of(Misbehaviour.Kind.BUSINESS));
    String caseNo = FerryBench.received(relay);
    assertThat(relay.until(caseNo, SYSTEM, State.PARKED).cause()).contains("同一地址已有有效许可证");
  }
}
