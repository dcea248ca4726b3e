package io.tongqiao.table;

import static io.tongqiao.table.Exchange.SYSTEM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tongqiao.journal.Journal;
import io.tongqiao.journal.StoredDelivery;
import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.journal.StoredMessage;
import io.tongqiao.relay.Ground;
import io.tongqiao.relay.Instruction;
import io.tongqiao.relay.Relay;
import io.tongqiao.relay.Repair;
import io.tongqiao.simulator.LedgerEntry;
import io.tongqiao.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A system behind an exchange database: rows go out, and feedback comes back days later. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TablesIT {

  private static final String PROJECTS = "gcjs-spgl";

  private Simulator ministries;
  private Relay relay;

  @BeforeAll
  void start(@TempDir Path directory) {
    Ground ground = Ground.in(directory).join(SYSTEM, PROJECTS);
    ministries = ground.ministries();
    relay = Relay.start(ground, ministries, 600_000, Map.of());
  }

  @AfterAll
  void stop() throws IOException {
    relay.close();
    ministries.close();
  }

  private String granted() {
    String caseNo = relay.newCase();
    relay.bureau(
        caseNo,
        "permit-01-apply",
        "permit-02-receive",
        "permit-03-accept",
        "permit-04-step",
        "permit-05-approved",
        "permit-06-deliver");
    relay.untilQuiet(caseNo);
    return caseNo;
  }

  private void untilTaken(String caseNo, int messages) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(relay.done(SYSTEM, caseNo)).hasSize(messages));
  }

  private List<StoredMessage> rejections(String caseNo) {
    return relay.bean(Journal.class).messages(caseNo).stream()
        .filter(m -> m.event().equals("DATA_REJECTED"))
        .toList();
  }

  private void untilFlagged(Exchange tables, String guid, String flag) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(tables.flag(guid)).isEqualTo(flag));
  }

  @Test
  void case_fromApplicationToDelivery_isWrittenInOrderAndTakenOnce() {
    String caseNo = granted();
    untilTaken(caseNo, 6);
    assertThat(relay.deliveries(caseNo, SYSTEM))
        .hasSize(6)
        .allMatch(d -> d.state() == State.DELIVERED && d.level().equals("TRANSPORT"));
    Exchange tables = Exchange.of(relay);
    assertThat(
            tables.column(
                "select process_name from up_pro_process where project_no = ? order by cd_time, process_name",
                caseNo))
        .contains("申请", "接件", "送达");
    assertThat(tables.column("select result_type from up_pro_result where project_no = ?", caseNo))
        .containsExactly("1");
    assertThat(relay.received(SYSTEM, caseNo))
        .extracting(LedgerEntry::operation)
        .containsExactlyInAnyOrder("process", "process", "accept", "process", "result", "process");
    assertThat(relay.received(SYSTEM, caseNo)).noneMatch(LedgerEntry::repeat);
    await()
        .untilAsserted(
            () ->
                assertThat(
                        tables.column(
                            "select is_sync from up_pro_accept where project_no = ?", caseNo))
                    .containsExactly("1"));
  }

  @Test
  void feedback_daysLater_parksTheDeliveryThatItMeansAndIsHeardOnce() {
    String caseNo = granted();
    Exchange tables = Exchange.of(relay);
    StoredDelivery accept =
        relay.deliveries(caseNo, SYSTEM).stream()
            .filter(d -> d.operation().equals("accept"))
            .findFirst()
            .orElseThrow();
    String guid = accept.messageId() + "-e1";
    tables.reject(guid, "UP_PRO_ACCEPT", accept.messageId(), "事项版本与国家事项库不一致");
    untilFlagged(tables, guid, "1");
    StoredDelivery parked =
        relay.deliveries(caseNo, SYSTEM).stream()
            .filter(d -> d.id() == accept.id())
            .findFirst()
            .orElseThrow();
    assertThat(parked.state()).isEqualTo(State.PARKED);
    assertThat(parked.level()).isEqualTo("FINAL");
    assertThat(parked.code()).isEqualTo("E07");
    assertThat(parked.cause()).contains("事项版本与国家事项库不一致");
    relay.until(caseNo, Relay.BUREAU, State.DELIVERED);

    // as after a crash between taking a row in and marking it
    tables.change("update dn_audit_abnormal set is_sync = '0' where row_guid = ?", guid);
    untilFlagged(tables, guid, "1");
    assertThat(rejections(caseNo)).hasSize(1);
  }

  @Test
  void feedback_onARowThatIsGone_isMarkedAsFailedAndTheNextOneIsRead() {
    String caseNo = granted();
    Exchange tables = Exchange.of(relay);
    String step = relay.deliveries(caseNo, SYSTEM).get(3).messageId();
    tables.reject(step + "-a", "up_pro_process", "0".repeat(32), "行不存在");
    tables.reject(step + "-b", "journal; drop table up_pro_process", step, "表名不对");
    tables.reject(step + "-c", "up_pro_process", step, "环节名称不规范");
    untilFlagged(tables, step + "-c", "1");
    assertThat(tables.flag(step + "-a")).isEqualTo("2");
    assertThat(tables.flag(step + "-b")).isEqualTo("2");
    assertThat(rejections(caseNo)).hasSize(1);
  }

  @Test
  void projectCase_wholeOrder_standsWithItsForeignKeys() {
    String caseNo = granted();
    Exchange tables = Exchange.of(relay, PROJECTS);
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(
                        tables.column(
                            "select BLZT || '/' || SJSCZT from SPGL_XMSPSXBLXXXXB where SPSXSLBM = ? order by BLZT",
                            caseNo))
                    .containsExactly("1/3", "3/3", "8/3", "11/3"));
    assertThat(tables.column("select PFWH from SPGL_XMSPSXPFWJXXB where SPSXSLBM = ?", caseNo))
        .hasSize(1);
    String second = granted();
    assertThat(relay.deliveries(second, PROJECTS)).allMatch(d -> d.state() == State.DELIVERED);
    assertThat(tables.column("select SPLCBM from SPGL_DFXMSPLCXXB")).hasSize(1);
  }

  @Test
  void rowFoundWrong_parksItsDelivery_andIsWrittenAgainWhenSentAgain() {
    String caseNo = granted();
    Exchange tables = Exchange.of(relay, PROJECTS);
    StoredDelivery accept = relay.deliveries(caseNo, PROJECTS).get(1);
    for (int time = 0; time < 2; time++) {
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> uploaded(tables, accept.messageId()).equals("3"));
      tables.change(
          "update SPGL_XMSPSXBLXXXXB set SJSCZT = -1, SBYY = '缺少接件记录', GXSJ = dateadd('second', "
              + time
              + ", GXSJ) where DFSJZJ = ?",
          accept.messageId());
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> relay.deliveries(caseNo, PROJECTS).get(1).state() == State.PARKED);
      assertThat(relay.deliveries(caseNo, PROJECTS).get(1).cause()).contains("缺少接件记录");
      assertThat(rejections(caseNo)).hasSize(time + 1);
      var by = new Instruction("operator", "对方已补录接件");
      assertThat(relay.bean(Repair.class).resend(accept.id(), by)).isEmpty();
      relay.untilQuiet(caseNo);
    }
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> uploaded(tables, accept.messageId()).equals("3"));
  }

  private static String uploaded(Exchange tables, String guid) {
    return tables.column("select SJSCZT from SPGL_XMSPSXBLXXXXB where DFSJZJ = ?", guid).get(0);
  }

  @Test
  void row_thatTheDatabaseRefuses_parksNamingTableAndColumnButNoValue() {
    String caseNo = relay.newCase();
    Exchange tables = Exchange.of(relay);
    tables.change(
        "alter table up_pro_process add constraint c_name check (project_no <> '" + caseNo + "')");
    try {
      relay.bureau(caseNo, "permit-01-apply");
      StoredDelivery parked = relay.until(caseNo, SYSTEM, State.PARKED);
      assertThat(parked.cause())
          .contains("up_pro_process", "约束", "SQLSTATE 23")
          .doesNotContain(caseNo);
    } finally {
      tables.change("alter table up_pro_process drop constraint c_name");
    }
  }
}
