package io.tongqiao.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tongqiao.journal.CaseJournal;
import io.tongqiao.journal.StoredDelivery.State;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.actuate.health.CompositeHealthContributor;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.jdbc.core.JdbcTemplate;

/** What clerks read off a system, and how a system with much to enter looks to operators. */
class EntriesIT {

  private static final String DOOR = "/ops/v1/systems/nhc-dzh/entries/certificate";

  @TempDir private static Path directory;
  private static Site site;
  private static Desk desk;

  @BeforeAll
  static void open() throws Exception {
    site = new Site(directory, Map.of(), Set.of(Desk.DOCTORS), false).start();
    desk = new Desk(site);
  }

  @AfterAll
  static void close() throws Exception {
    site.close();
  }

  private static String entry(String caseNo, String number, String again) {
    return "{\"entries\": {\"caseNo\": \""
        + caseNo
        + "\", \"outcome\": \"通过\", \"certificateNo\": \""
        + number
        + "\", \"time\": \"2026-10-12 16:05\"}, \"again\": {\"caseNo\": \""
        + caseNo
        + "\", \"certificateNo\": \""
        + again
        + "\"}}";
  }

  @Test
  void result_readOffTheSystem_movesItsProgressOfTheCase_onceForAll() {
    String caseNo = desk.accepted();
    JsonNode taken = site.post(DOOR, entry(caseNo, "110610924000038", "110610924000038")).json();
    assertThat(taken.path("caseNo").asText()).isEqualTo(caseNo);
    assertThat(taken.path("known").asBoolean()).isFalse();
    assertThat(site.bean(CaseJournal.class).threads(caseNo))
        .filteredOn(thread -> thread.thread().equals(Desk.DOCTORS))
        .singleElement()
        .satisfies(thread -> assertThat(thread.state().name()).isEqualTo("APPROVED"));
    JsonNode again = site.post(DOOR, entry(caseNo, " 110610924000038", "110610924000038 ")).json();
    assertThat(again.path("known").asBoolean()).isTrue();
    assertThat(again.path("messageId")).isEqualTo(taken.path("messageId"));
    assertThat(site.audit("at nhc-dzh:certificate").get(0)).containsEntry("actor", "operator");
  }

  @Test
  void number_typedDifferently_isRefusedAndNothingIsKept() {
    String caseNo = desk.accepted();
    OperatorAnswer answer = site.post(DOOR, entry(caseNo, "110610924000038", "110610924000083"));
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.fields()).containsExactly("/again/certificateNo");
    assertThat(answer.text()).doesNotContain("110610924000038");
    assertThat(site.bean(CaseJournal.class).threads(caseNo)).hasSize(1);
  }

  @Test
  void entry_thatIsNotAsTheFormSays_namesTheField() {
    String caseNo = desk.accepted();
    String wrong =
        entry(caseNo, "1", "1").replace("2026-10-12 16:05", "10月12日").replace("通过", "待定");
    OperatorAnswer answer = site.post(DOOR, wrong);
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.fields()).containsExactly("time");
    assertThat(answer.text()).contains("写成 2026-10-12 16:05");
    String other = entry(caseNo, "1", "1").replace("outcome", "result");
    assertThat(site.post(DOOR, other).fields()).containsExactly("/entries/result");
  }

  @Test
  void fiftyOpenTasks_areNoTroubleOfTheSystem() {
    String last = "";
    for (int i = 0; i < 50; i++) {
      last = desk.accepted();
    }
    site.until(last, Desk.DOCTORS, 0, State.WAITING);
    JsonNode system = system();
    assertThat(system.path("calls").asText()).isEqualTo("FLOWING");
    assertThat(system.at("/tasks/open").asInt()).isGreaterThanOrEqualTo(50);
    assertThat(system.at("/tasks/late").asInt()).isZero();
    assertThat(health().getStatus().getCode()).isEqualTo("UP");
    assertThat(health().getDetails())
        .containsKeys("tasks", "oldestTask")
        .doesNotContainKey("warning");
    site.bean(JdbcTemplate.class)
        .update(
            "update manual_task set opened_at = opened_at - interval '9' hour where case_no = ?",
            last);
    assertThat(health().getDetails().get("warning").toString())
        .contains("1 件", "tongqiao task list --system nhc-dzh");
    assertThat(system().at("/tasks/late").asInt()).isEqualTo(1);
  }

  private static JsonNode system() {
    for (JsonNode system : site.get("/ops/v1/systems").json().path("systems")) {
      if (system.path("id").asText().equals(Desk.DOCTORS)) {
        return system;
      }
    }
    throw new AssertionError("not listed");
  }

  private static Health health() {
    var systems = site.bean("systems", CompositeHealthContributor.class);
    return ((HealthIndicator) systems.getContributor(Desk.DOCTORS)).health();
  }

  @Test
  void task_overARestart_isStillThere() {
    String caseNo = desk.accepted();
    long id = desk.task(caseNo).path("id").asLong();
    desk.take(id, "k07");
    var said = desk.entered(id, "k07", Desk.number(caseNo));
    site.stop();
    site.start();
    assertThat(desk.act("k07", id, "done", said.toString()).status()).isEqualTo(200);
    assertThat(site.until(caseNo, Desk.DOCTORS, 0, State.DELIVERED).receiptNo())
        .isEqualTo(Desk.number(caseNo));
  }
}
