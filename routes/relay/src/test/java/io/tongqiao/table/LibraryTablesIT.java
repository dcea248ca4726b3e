package io.tongqiao.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tongqiao.journal.StoredDelivery;
import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.relay.Ground;
import io.tongqiao.relay.Instruction;
import io.tongqiao.relay.Relay;
import io.tongqiao.relay.Repair;
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

/** A case library whose tables count the reports of a case, and say in a flag what they reject. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LibraryTablesIT {

  private static final String LIBRARY = "prov-bjk-ea";
  private static final Duration SOON = Duration.ofSeconds(20);

  private Simulator ministries;
  private Relay relay;

  @BeforeAll
  void start(@TempDir Path directory) {
    Ground ground = Ground.in(directory).join(LIBRARY);
    ministries = ground.ministries();
    relay = Relay.start(ground, ministries, 670_000, Map.of());
  }

  @AfterAll
  void stop() throws IOException {
    relay.close();
    ministries.close();
  }

  private void expect(String sql, String caseNo, String... rows) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(Exchange.of(relay, LIBRARY).column(sql, caseNo)).containsExactly(rows));
  }

  @Test
  void case_reportedAgain_getsTheNextVersion_andEachIsTaken() {
    String caseNo = relay.newCase();
    relay.bureau(
        caseNo,
        "permit-01-apply",
        "permit-02-receive",
        "permit-03-accept",
        "permit-04-step",
        "event-transfer-up",
        "event-withdraw");
    relay.untilQuiet(caseNo);
    assertThat(relay.deliveries(caseNo, LIBRARY))
        .extracting(StoredDelivery::operation)
        .containsExactly("apply", "basic-info", "basic-info", "process", "done", "done");
    expect(
        "select DATAVER || '/' || DATASTATE || '/' || SIGNSTATE from PRE_APASINFO where PROJID = ?",
        caseNo,
        "1/1/1");
    expect(
        "select DATAVER || '/' || SIGNSTATE from BASICINFO where PROJID = ? order by DATAVER",
        caseNo,
        "1/1",
        "2/1");
    expect(
        "select DATAVER || '/' || DONERESULT || '/' || SIGNSTATE from DONE where PROJID = ? order by DATAVER",
        caseNo,
        "1/4/1",
        "2/2/1");
  }

  @Test
  void row_withGtsync2_parksItsDelivery_andIsReportedAsTheNextVersionWhenSentAgain() {
    Exchange tables = Exchange.of(relay, LIBRARY);
    String caseNo = relay.newCase();
    relay.bureau(caseNo, "permit-01-apply", "permit-02-receive");
    relay.untilQuiet(caseNo);
    expect("select SIGNSTATE from BASICINFO where PROJID = ?", caseNo, "1");
    for (int time = 1; time <= 2; time++) {
      String gtsync = time == 1 ? "2" : "3";
      tables.change(
          "update BASICINFO set gtsync = ?, EXT4 = '事项未登记' where PROJID = ? and DATAVER = " + time,
          gtsync,
          caseNo);
      await()
          .atMost(SOON)
          .until(() -> relay.deliveries(caseNo, LIBRARY).get(1).state() == State.PARKED);
      StoredDelivery parked = relay.deliveries(caseNo, LIBRARY).get(1);
      assertThat(parked.level()).isEqualTo("FINAL");
      assertThat(parked.code()).isEqualTo("gtsync" + gtsync);
      assertThat(parked.cause()).contains("事项未登记");
      assertThat(relay.bean(Repair.class).resend(parked.id(), new Instruction("operator", "事项已登记")))
          .isEmpty();
      relay.untilQuiet(caseNo);
    }
    expect(
        "select DATAVER || '/' || SIGNSTATE || '/' || coalesce(gtsync, 'null') from BASICINFO where PROJID = ? order by DATAVER",
        caseNo,
        "1/2/-2",
        "2/2/-2",
        "3/1/null");
  }

  @Test
  void row_syncedAndDone_isNoNews() {
    String caseNo = relay.newCase();
    relay.bureau(caseNo, "permit-01-apply");
    relay.untilQuiet(caseNo);
    Exchange tables = Exchange.of(relay, LIBRARY);
    expect("select SIGNSTATE from PRE_APASINFO where PROJID = ?", caseNo, "1");
    for (String gtsync : new String[] {"0", "1"}) {
      tables.change("update PRE_APASINFO set gtsync = ? where PROJID = ?", gtsync, caseNo);
      await()
          .during(Duration.ofSeconds(1))
          .until(
              () ->
                  tables
                      .column("select gtsync from PRE_APASINFO where PROJID = ?", caseNo)
                      .contains(gtsync));
    }
    assertThat(relay.deliveries(caseNo, LIBRARY)).allMatch(d -> d.state() == State.DELIVERED);
  }
}
