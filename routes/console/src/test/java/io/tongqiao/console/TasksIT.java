package io.tongqiao.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.console.people.Role;
import io.tongqiao.journal.StoredDelivery;
import io.tongqiao.journal.StoredDelivery.State;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** What clerks do with tasks, and what becomes of the deliveries that wait for them. */
class TasksIT {

  private static final String BECAUSE = "{\"reason\": \"已与对方电话核对\"}";

  @TempDir private static Path directory;
  private static Site site;
  private static Desk desk;

  @BeforeAll
  static void open() throws Exception {
    site = new Site(directory, Map.of(), Set.of(Desk.DOCTORS, Desk.FIREWORKS), false).start();
    desk = new Desk(site);
  }

  @AfterAll
  static void close() throws Exception {
    site.close();
  }

  private static StoredDelivery delivery(String caseNo, int nth, State state) {
    return site.until(caseNo, Desk.DOCTORS, nth, state);
  }

  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "' ', ' '",
    "YS2026100800001, ''",
    "YS2026100800001, YS2026100800010",
    "12345, 12345",
    "YS2026100800001 , YS２026100800001"
  })
  void task_withoutAProvenReceiptNumber_isNeverDelivered(String number, String again) {
    String caseNo = desk.accepted();
    long id = desk.task(caseNo).path("id").asLong();
    desk.take(id, "k07");
    ObjectNode said =
        desk.entered(id, "k07", "x").put("receiptNo", number).put("receiptNoAgain", again);
    assertThat(desk.act("k07", id, "done", said.toString()).status()).isEqualTo(422);
    said.remove("receiptNo");
    assertThat(desk.act("k07", id, "done", said.toString()).status()).isEqualTo(422);
    site.post("/ops/v1/deliveries/" + delivery(caseNo, 0, State.WAITING).id() + "/resend", "");
    assertThat(delivery(caseNo, 0, State.WAITING).receiptNo()).isEmpty();
    assertThat(desk.task(caseNo).path("state").asText()).isEqualTo("TAKEN");
  }

  @Test
  void task_entered_isDeliveredWithTheNumberThatTheSystemGave() {
    String caseNo = desk.accepted();
    delivery(caseNo, 0, State.WAITING);
    long id = desk.task(caseNo).path("id").asLong();
    assertThat(desk.enter(id, Desk.number(caseNo)).json().path("state").asText()).isEqualTo("DONE");
    StoredDelivery delivered = delivery(caseNo, 0, State.DELIVERED);
    assertThat(delivered.receiptNo()).isEqualTo(Desk.number(caseNo));
    assertThat(delivered.level()).isEqualTo("BUSINESS");
    assertThat(site.audit("task " + id + " of "))
        .extracting(row -> row.get("act"))
        .containsExactly("task.take", "task.done");
    assertThat(site.audit("task " + id + " of ").get(1))
        .containsEntry("actor", "k07")
        .containsEntry("detail", "回执号 " + Desk.number(caseNo));
  }

  @Test
  void tasks_listed_tellNobodysNameOrNumber() {
    String caseNo = desk.accepted();
    JsonNode task = desk.task(caseNo);
    assertThat(task.path("party").asText()).isEqualTo("陈*");
    assertThat(task.path("item").asText()).isEqualTo("医师执业注册");
    assertThat(task.path("late").asBoolean()).isFalse();
    assertThat(site.get("/ops/v1/tasks?limit=500").text())
        .doesNotContain("陈喆", "610924190001020024", "10000000002");
    assertThat(desk.tasks(caseNo, "DONE,REFUSED,WITHDRAWN")).isZero();
    assertThat(site.get("/ops/v1/tasks?olderThanHours=1").json().path("total").asInt()).isZero();
    assertThat(
            site.get("/ops/v1/tasks?system=" + Desk.FIREWORKS)
                .json()
                .path("tasks")
                .findValues("system"))
        .allMatch(system -> system.asText().equals(Desk.FIREWORKS));
  }

  @Test
  void task_taken_showsTheClerkWhoHasItTheFieldsInTheOrderOfTheForm() {
    long id = desk.task(desk.accepted()).path("id").asLong();
    desk.take(id, "k07");
    JsonNode task = desk.seen(id, "k07");
    assertThat(StreamSupport.stream(task.path("fields").spliterator(), false))
        .extracting(field -> field.path("label").asText())
        .containsExactly("姓名", "证件类型", "证件号码", "联系电话", "通讯地址", "申请材料", "受理编号", "受理日期", "受理机关");
    assertThat(task.path("masked").asBoolean()).isFalse();
    assertThat(task.at("/fields/0/value").asText()).isEqualTo("陈喆");
    assertThat(task.path("address").asText()).isEqualTo("http://dzh.invalid/manage");
    assertThat(task.at("/receipt/label").asText()).isEqualTo("业务流水号");
  }

  @Test
  void task_thatAnotherHasOrNobody_isMasked_andSoItIsWhenTheTimeIsOver() {
    long id = desk.task(desk.accepted()).path("id").asLong();
    assertMasked(desk.seen(id, "k07"));
    desk.take(id, "k07");
    assertMasked(desk.seen(id, "k99"));
    assertMasked(site.ask("GET", "/ops/v1/tasks/" + id, "", desk.crew().of(Role.VIEWER)).json());
    assertThat(desk.seen(id, "k07").toString()).contains("610924190001020024");
    site.bean(JdbcTemplate.class)
        .update("update manual_task set taken_until = opened_at where id = ?", id);
    assertMasked(desk.seen(id, "k07"));
    assertThat(site.audit("task " + id + " of "))
        .extracting(row -> row.get("act"))
        .containsExactly("task.take");
  }

  private static void assertMasked(JsonNode task) {
    assertThat(task.path("masked").asBoolean()).isTrue();
    assertThat(task.at("/fields/0/value").asText()).isEqualTo("陈*");
    assertThat(task.at("/fields/2/value").asText()).isEqualTo("610924********0024");
    assertThat(task.toString()).doesNotContain("陈喆", "10000000002", "关城路");
  }

  @Test
  void doubleEntry_thatDiffers_namesTheFieldAndNotTheValue() {
    String caseNo = desk.accepted();
    long id = desk.task(caseNo).path("id").asLong();
    desk.take(id, "k07");
    ObjectNode said = desk.entered(id, "k07", Desk.number(caseNo));
    Desk.typed(said, Map.of("idNumber", "610924190001020042", "name", "陈吉吉"));
    OperatorAnswer answer = desk.act("k07", id, "done", said.toString());
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.fields()).containsExactlyInAnyOrder("/confirms/name", "/confirms/idNumber");
    assertThat(answer.text()).doesNotContain("610924190001020024", "陈喆");
    assertThat(desk.task(caseNo).path("state").asText()).isEqualTo("TAKEN");
  }

  @Test
  void doubleEntry_inFullWidth_isToldApartWithAHint_andBlanksAroundAreNothing() {
    String caseNo = desk.accepted();
    long id = desk.task(caseNo).path("id").asLong();
    desk.take(id, "k07");
    ObjectNode said = desk.entered(id, "k07", " " + Desk.number(caseNo) + "　");
    Desk.typed(said, Map.of("idNumber", "６10924190001020024", "name", " 陈喆　"));
    OperatorAnswer answer = desk.act("k07", id, "done", said.toString());
    assertThat(answer.fields()).containsExactly("/confirms/idNumber");
    assertThat(answer.text()).contains("全角半角");
    Desk.typed(said, Map.of("idNumber", "610924190001020024"));
    assertThat(desk.act("k07", id, "done", said.toString()).status()).isEqualTo(200);
    assertThat(delivery(caseNo, 0, State.DELIVERED).receiptNo()).isEqualTo(Desk.number(caseNo));
  }

  @Test
  void confirmation_leftOutOrOfAnotherField_isRefused() {
    String caseNo = desk.accepted();
    long id = desk.task(caseNo).path("id").asLong();
    desk.take(id, "k07");
    ObjectNode said = desk.entered(id, "k07", Desk.number(caseNo));
    ((ObjectNode) said.path("confirms")).remove("name");
    Desk.typed(said, Map.of("mobile", "10000000002"));
    assertThat(desk.act("k07", id, "done", said.toString()).fields())
        .containsExactlyInAnyOrder("/confirms/name", "/confirms/mobile");
  }

  @Test
  void task_takenByOneClerk_isNoOthers() {
    String caseNo = desk.accepted();
    long id = desk.task(caseNo).path("id").asLong();
    List<Integer> told =
        IntStream.range(0, 8)
            .mapToObj(n -> CompletableFuture.supplyAsync(() -> desk.take(id, "k1" + n).status()))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();
    assertThat(told).containsOnlyOnce(200).allMatch(status -> status == 200 || status == 409);
    String holder = desk.task(caseNo).path("by").asText();
    assertThat(desk.take(id, "k99").json().path("detail").asText()).contains(holder);
    assertThat(desk.act("k99", id, "give-back", "").status()).isEqualTo(409);
    ObjectNode said = desk.entered(id, "k99", Desk.number(caseNo));
    assertThat(desk.act("k99", id, "done", said.toString()).status()).isEqualTo(409);
    assertThat(desk.act(holder, id, "give-back", "").status()).isEqualTo(200);
    assertThat(desk.act("k99", id, "done", said.toString()).status())
        .as("not taken")
        .isEqualTo(409);
    assertThat(desk.take(id, "k99").status()).isEqualTo(200);
  }

  @Test
  void task_takenTooLongAgo_isFree_butWhoEnteredItMayStillSaySo() {
    String caseNo = desk.accepted();
    long id = desk.task(caseNo).path("id").asLong();
    desk.take(id, "k07");
    ObjectNode said = desk.entered(id, "k07", Desk.number(caseNo));
    site.bean(JdbcTemplate.class)
        .update(
            "update manual_task set taken_until = taken_until - interval '31' minute where id = ?",
            id);
    assertThat(desk.task(caseNo).path("state").asText()).isEqualTo("OPEN");
    assertThat(desk.act("k07", id, "done", said.toString()).status()).isEqualTo(200);
    delivery(caseNo, 0, State.DELIVERED);
  }

  @Test
  void done_saidAgain_isTheSame_andWithAnotherNumberRefused() {
    String caseNo = desk.accepted();
    long id = desk.task(caseNo).path("id").asLong();
    desk.take(id, "k07");
    ObjectNode said = desk.entered(id, "k07", Desk.number(caseNo));
    assertThat(desk.act("k07", id, "done", said.toString()).status()).isEqualTo(200);
    assertThat(desk.act("k07", id, "done", said.toString()).status()).isEqualTo(200);
    said.put("receiptNo", "YS9999999999999").put("receiptNoAgain", "YS9999999999999");
    assertThat(desk.act("k07", id, "done", said.toString()).status()).isEqualTo(409);
    assertThat(site.audit("task " + id + " of "))
        .filteredOn(row -> row.get("act").equals("task.done"))
        .hasSize(1);
  }

  @Test
  void receiptNumber_ofAnotherCase_isRefused() {
    String first = desk.accepted();
    desk.enter(desk.task(first).path("id").asLong(), Desk.number(first));
    String second = desk.accepted();
    OperatorAnswer answer = desk.enter(desk.task(second).path("id").asLong(), Desk.number(first));
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text()).contains(first);
  }

  @Test
  void correction_whileItIsEntered_replacesTheFieldsAndTheClerkMustLookAgain() {
    String caseNo = desk.accepted();
    StoredDelivery waiting = delivery(caseNo, 0, State.WAITING);
    long id = desk.task(caseNo).path("id").asLong();
    desk.take(id, "k07");
    ObjectNode said = desk.entered(id, "k07", Desk.number(caseNo));
    correct(waiting, "关城路9号");
    delivery(caseNo, 0, State.WAITING);
    assertThat(desk.act("k07", id, "done", said.toString()).status()).isEqualTo(409);
    JsonNode task = site.get("/ops/v1/tasks/" + id).json();
    assertThat(task.path("state").asText()).isEqualTo("OPEN");
    assertThat(task.path("version").asInt()).isGreaterThan(said.path("version").asInt());
    desk.take(id, "k07");
    assertThat(desk.seen(id, "k07").at("/fields/4/value").asText()).isEqualTo("关城路9号");
    assertThat(desk.enter(id, Desk.number(caseNo)).status()).isEqualTo(200);
    delivery(caseNo, 0, State.DELIVERED);
  }

  private static void correct(StoredDelivery delivery, String address) {
    String path = "/ops/v1/deliveries/" + delivery.id();
    ObjectNode message = (ObjectNode) site.texts(delivery.id()).path("message");
    ((ObjectNode) message.at("/data/case/party")).put("address", address);
    String body = "{\"reason\": \"地址有误\", \"message\": " + message + "}";
    assertThat(site.post(path + "/correct", body).status()).isEqualTo(200);
  }

  @Test
  void refusal_parksWithTheSystemsWords_andSentAgainItIsToBeEnteredAgain() {
    String caseNo = desk.accepted();
    long id = desk.task(caseNo).path("id").asLong();
    desk.take(id, "k07");
    int version = desk.entered(id, "k07", "x").path("version").asInt();
    String said = "{\"version\": " + version + ", \"reason\": \"该医师已在其他机构注册\"}";
    assertThat(desk.act("k07", id, "refuse", said).json().path("state").asText())
        .isEqualTo("REFUSED");
    StoredDelivery parked = delivery(caseNo, 0, State.PARKED);
    assertThat(parked.cause()).contains("已在其他机构注册");
    assertThat(desk.act("k07", id, "refuse", said).status()).as("said again").isEqualTo(200);
    site.post("/ops/v1/deliveries/" + parked.id() + "/resend", BECAUSE);
    assertThat(desk.task(caseNo).path("id").asLong()).isEqualTo(id);
    delivery(caseNo, 0, State.WAITING);
    assertThat(desk.enter(id, Desk.number(caseNo)).status()).isEqualTo(200);
    delivery(caseNo, 0, State.DELIVERED);
  }

  @Test
  void tasksOfACase_comeOneAfterTheOther() {
    String caseNo = desk.accepted();
    desk.tell(Desk.DOCTORS, "register", caseNo, "step");
    desk.tell(Desk.DOCTORS, "conclude", caseNo, "approved");
    delivery(caseNo, 1, State.BACKLOG);
    JsonNode first = desk.task(caseNo);
    assertThat(first.path("operation").asText()).isEqualTo("register");
    desk.enter(first.path("id").asLong(), Desk.number(caseNo));
    JsonNode second = desk.task(caseNo);
    assertThat(second.path("operation").asText()).isEqualTo("conclude");
    assertThat(desk.enter(second.path("id").asLong(), Desk.number(caseNo)).status()).isEqualTo(200);
    delivery(caseNo, 1, State.DELIVERED);
  }

  @Test
  void task_ofASkippedMessage_isWithdrawn() {
    String caseNo = desk.accepted();
    long id = desk.task(caseNo).path("id").asLong();
    desk.take(id, "k07");
    ObjectNode said = desk.entered(id, "k07", Desk.number(caseNo));
    site.post("/ops/v1/deliveries/" + delivery(caseNo, 0, State.WAITING).id() + "/skip", BECAUSE);
    assertThat(desk.task(caseNo, "WITHDRAWN").path("id").asLong()).isEqualTo(id);
    assertThat(desk.act("k07", id, "done", said.toString()).status()).isEqualTo(409);
    assertThat(desk.take(id, "k07").status()).isEqualTo(409);
  }

  @Test
  void message_replayedAfterItWasEntered_isNotEnteredAgain() {
    String caseNo = desk.accepted();
    long id = desk.task(caseNo).path("id").asLong();
    desk.enter(id, Desk.number(caseNo));
    StoredDelivery once = delivery(caseNo, 0, State.DELIVERED);
    site.post(
        "/ops/v1/replays",
        "{\"system\": \"nhc-dzh\", \"states\": [\"DELIVERED\"], \"reason\": \"补发\"}");
    org.awaitility.Awaitility.await()
        .until(
            () -> {
              StoredDelivery now = site.deliveries(caseNo, Desk.DOCTORS).get(0);
              return now.state() == State.DELIVERED && now.attempts() > once.attempts();
            });
    assertThat(desk.tasks(caseNo, "OPEN,TAKEN")).isZero();
    assertThat(site.deliveries(caseNo, Desk.DOCTORS).get(0).receiptNo())
        .isEqualTo(Desk.number(caseNo));
  }

  @Test
  void entry_thatTheSystemSendsBackLater_isATaskAgainWhenItIsSentAgain() {
    String caseNo =
        desk.begun(Desk.FIREWORKS, "print", "apply", "receive", "accept", "step", "approved");
    long id = desk.task(caseNo).path("id").asLong();
    String number = "DZ20261012" + caseNo.substring(14);
    assertThat(desk.enter(id, number).status()).isEqualTo(200);
    StoredDelivery delivered = site.until(caseNo, Desk.FIREWORKS, 0, State.DELIVERED);
    String typed = "{\"caseNo\": \"" + caseNo + "\", \"licenceNo\": \"（陕）LS〔2026〕000037\"";
    String entry =
        "{\"entries\": "
            + typed
            + ", \"kind\": \"退回\", \"time\": \"2026-10-13 10:20\", \"reason\": \"二维码与证面不一致\"}, \"again\": "
            + typed
            + "}}";
    assertThat(site.post("/ops/v1/systems/mem-fireworks/entries/ended", entry).status())
        .isEqualTo(200);
    StoredDelivery parked = site.until(caseNo, Desk.FIREWORKS, 0, State.PARKED);
    assertThat(parked.cause()).contains("二维码与证面不一致");
    assertThat(parked.id()).isEqualTo(delivered.id());
    site.post("/ops/v1/deliveries/" + parked.id() + "/resend", "");
    assertThat(desk.task(caseNo).path("id").asLong()).isEqualTo(id);
    assertThat(desk.enter(id, number).status()).isEqualTo(200);
    site.until(caseNo, Desk.FIREWORKS, 0, State.DELIVERED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/ops/v1/tasks/0/take | {} | 404",
        "/ops/v1/tasks/0/take | {\"by\": \"k07\"} | 422",
        "/ops/v1/tasks/0/give-back | {} | 404",
        "/ops/v1/tasks/0/done | {} | 422",
        "/ops/v1/tasks/0/done | {\"version\": 1, \"receiptNo\": \"1\", \"receiptNoAgain\": \"1\", \"confirms\": []} | 422",
        "/ops/v1/tasks/0/refuse | {\"version\": 1} | 422",
        "/ops/v1/tasks/0/refuse | {\"version\": 1, \"reason\": \"身份证 610924190001010010 重复\"} | 422",
        "/ops/v1/tasks/0/refuse | {\"version\": 1, \"reason\": \"已注册\"} | 404",
        "/ops/v1/systems/nhc-dzh/entries/none | {\"entries\": {}} | 404",
        "/ops/v1/systems/city-power/entries/progress | {\"entries\": {}} | 404",
        "/ops/v1/systems/no-such/entries/certificate | {\"entries\": {}} | 422",
        "/ops/v1/systems/nhc-dzh/entries/certificate | {\"entries\": {\"a\": 1}} | 422"
      })
  void act_thatCannotBeDone_isAProblem(String path, String body, int status) {
    assertThat(site.post(path, body).status()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "/ops/v1/tasks?state=LOST, 422",
    "/ops/v1/tasks?limit=0, 422",
    "/ops/v1/tasks?system=no-such, 422",
    "/ops/v1/tasks/0, 404",
    "/ops/v1/systems/nhc-dzh/entries/none, 404",
    "/ops/v1/systems/nhc-dzh/entries/certificate, 200"
  })
  void question_isAnswered(String path, int status) {
    assertThat(site.get(path).status()).isEqualTo(status);
  }
}
