package io.tongqiao.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.journal.Journal;
import io.tongqiao.journal.StoredDelivery;
import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.schema.CaseMessage;
import io.tongqiao.simulator.LedgerEntry;
import io.tongqiao.simulator.Misbehaviour;
import io.tongqiao.simulator.Misbehaviour.Kind;
import java.net.URLDecoder;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator does to one delivery, seen where it matters: in the other side's ledger. */
class RepairIT {

  private static final String BECAUSE = "{\"reason\": \"已与对方电话核对\"}";

  @TempDir private static Path directory;
  private static Site site;

  @BeforeAll
  static void open() throws Exception {
    site = new Site(directory).start();
  }

  @AfterAll
  static void close() throws Exception {
    site.close();
  }

  @AfterEach
  void behave() {
    site.ministries().behave(Site.PROVINCE);
    site.ministries().behave(Site.BUREAU);
  }

  /** A case whose message to the province is refused, with another one behind it. */
  private static String parkedWithOneBehind() {
    site.ministries().misbehave(Site.PROVINCE, Misbehaviour.of(Kind.BUSINESS));
    String caseNo = site.bureau(site.newCase(), "health-01-apply", "health-02-receive");
    site.until(caseNo, Site.PROVINCE, 0, State.PARKED);
    site.bureau(caseNo, "event-withdraw");
    site.until(caseNo, Site.PROVINCE, 1, State.BACKLOG);
    return caseNo;
  }

  private static StoredDelivery first(String caseNo) {
    return site.deliveries(caseNo, Site.PROVINCE).get(0);
  }

  private static String path(StoredDelivery delivery, String act) {
    return "/ops/v1/deliveries/" + delivery.id() + "/" + act;
  }

  private static ObjectNode correction(StoredDelivery delivery) {
    JsonNode texts = site.texts(delivery.id());
    return new JsonMapper()
        .createObjectNode()
        .put("reason", "项目名称有误，已与窗口核对")
        .set("message", texts.path("message"));
  }

  @Test
  void delivery_parked_tellsItsCauseAndWhoStandsBehind() {
    String caseNo = parkedWithOneBehind();
    JsonNode shown = site.shown(first(caseNo));
    assertThat(shown.path("state").asText()).isEqualTo("PARKED");
    assertThat(shown.path("cause").asText()).isNotEmpty();
    assertThat(shown.path("receipts")).hasSize(1);
    assertThat(shown.at("/receipts/0/outcome").asText()).isEqualTo("REJECTED");
    JsonNode lanes =
        site.get("/ops/v1/lanes?state=PARKED&limit=500&system=" + Site.PROVINCE).json();
    assertThat(lanes.path("lanes"))
        .filteredOn(lane -> lane.path("caseNo").asText().equals(caseNo))
        .singleElement()
        .satisfies(lane -> assertThat(lane.path("backlog").asInt()).isEqualTo(1))
        .satisfies(
            lane -> assertThat(lane.path("deliveryId").asLong()).isEqualTo(first(caseNo).id()));
    JsonNode causes = site.get("/ops/v1/lanes/causes").json().path("causes");
    assertThat(causes)
        .filteredOn(cause -> cause.path("reason").equals(shown.path("cause")))
        .singleElement()
        .satisfies(cause -> assertThat(cause.path("lanes").asInt()).isPositive());
  }

  @Test
  void lanes_narrowedByCaseCauseAgeAndLikeness_areThoseAlone() {
    String caseNo = parkedWithOneBehind();
    StoredDelivery parked = first(caseNo);
    assertThat(lanes("caseNo=" + caseNo)).isEqualTo(1);
    assertThat(lanes("caseNo=" + caseNo + "&age=60")).isZero();
    assertThat(lanes("caseNo=" + caseNo + "&cause=" + parked.code())).isEqualTo(1);
    assertThat(lanes("caseNo=" + caseNo + "&cause=no%25such%5Fwords")).isZero();
    assertThat(lanes("like=" + parked.id())).isPositive();
    assertThat(site.get("/ops/v1/lanes?like=1").status()).isEqualTo(404);
    assertThat(site.get("/ops/v1/lanes?age=-1").fields()).containsExactly("age");
    assertThat(site.get("/ops/v1/lanes/causes?caseNo=" + caseNo).json().path("causes"))
        .singleElement()
        .satisfies(cause -> assertThat(cause.path("example").asLong()).isEqualTo(parked.id()));
  }

  private static int lanes(String query) {
    return site.get("/ops/v1/lanes?" + query).json().path("total").asInt();
  }

  @Test
  void message_byItsId_showsEnvelopeAndDeliveriesAndNoData() {
    String caseNo = parkedWithOneBehind();
    StoredDelivery parked = first(caseNo);
    JsonNode message = site.get("/ops/v1/messages/" + parked.messageId()).json();
    assertThat(message.path("source").asText()).isEqualTo(Site.BUREAU);
    assertThat(message.at("/envelope/type").asText()).isEqualTo("io.tongqiao.case.receive");
    assertThat(message.at("/envelope/subject").asText()).isEqualTo(caseNo);
    assertThat(message.path("envelope").has("data")).isFalse();
    assertThat(message.path("deliveries"))
        .filteredOn(d -> d.path("deliveryId").asLong() == parked.id())
        .singleElement()
        .satisfies(d -> assertThat(d.path("state").asText()).isEqualTo("PARKED"));
    assertThat(site.get("/ops/v1/messages/" + "0".repeat(32)).status()).isEqualTo(404);
  }

  @Test
  void delivery_corrected_isDeliveredInOrderWithTheLaneBehindIt() {
    String caseNo = parkedWithOneBehind();
    StoredDelivery parked = first(caseNo);
    String accepted = site.bean(Journal.class).message(parked.messageId()).orElseThrow().body();
    ObjectNode correction = correction(parked);
    ((ObjectNode) correction.at("/message/data/case")).put("projectName", "更正后的项目名称");
    assertThat(site.post(path(parked, "correct"), correction.toString()).status()).isEqualTo(200);
    site.until(caseNo, Site.PROVINCE, 0, State.DELIVERED);
    site.until(caseNo, Site.PROVINCE, 1, State.DELIVERED);
    assertThat(site.done(Site.PROVINCE, caseNo))
        .extracting(LedgerEntry::operation)
        .containsExactly("push-case", "push-void");
    JsonNode texts = site.texts(parked.id());
    assertThat(URLDecoder.decode(texts.path("request").asText(), Charset.forName("GB2312")))
        .contains("更正后的项目名称");
    assertThat(texts.path("version").asInt()).isEqualTo(1);
    assertThat(site.shown(parked).at("/versions/0/reason").asText()).contains("已与窗口核对");
    assertThat(site.bean(Journal.class).message(parked.messageId()).orElseThrow().body())
        .isEqualTo(accepted)
        .doesNotContain("更正后的项目名称");
    assertThat(site.audit("delivery " + parked.id() + " "))
        .extracting(row -> row.get("act"), row -> row.get("actor"))
        .containsExactly(
            tuple("delivery.unmask", "operator"),
            tuple("delivery.correct", "operator"),
            tuple("delivery.unmask", "operator"));
  }

  @Test
  void correction_ofAnotherCaseOrWithAWrongField_isRefusedWithFieldAndFix() {
    StoredDelivery parked = first(parkedWithOneBehind());
    ObjectNode other = correction(parked);
    ((ObjectNode) other.path("message")).put("subject", site.newCase());
    OperatorAnswer refused = site.post(path(parked, "correct"), other.toString());
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.fields()).containsExactly("/subject");
    ObjectNode wrong = correction(parked);
    ((ObjectNode) wrong.at("/message/data/case")).put("regionCode", "999999");
    refused = site.post(path(parked, "correct"), wrong.toString());
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.fields()).containsExactly("/data/case/regionCode");
    assertThat(refused.json().at("/errors/0/fix").asText()).isNotEmpty();
    assertThat(site.shown(parked).path("state").asText()).isEqualTo("PARKED");
    assertThat(site.shown(parked).path("versions")).isEmpty();
  }

  @Test
  void delivery_waiting_isSentAtOnceWhenAnOperatorSaysSo() {
    site.ministries().misbehave(Site.PROVINCE, Misbehaviour.of(Kind.STATUS).status(503));
    String caseNo = site.bureau(site.newCase(), "health-01-apply", "health-02-receive");
    StoredDelivery waiting = site.until(caseNo, Site.PROVINCE, 0, State.WAITING);
    assertThat(site.done(Site.PROVINCE, caseNo)).isEmpty();
    assertThat(site.post(path(waiting, "resend"), "").status()).isEqualTo(200);
    site.until(caseNo, Site.PROVINCE, 0, State.DELIVERED);
    assertThat(site.done(Site.PROVINCE, caseNo)).hasSize(1);
  }

  @Test
  void delivery_delivered_isNeitherResentNorSkippedNorReturnedNorCorrected() {
    String caseNo = site.bureau(site.newCase(), "health-01-apply", "health-02-receive");
    StoredDelivery delivered = site.until(caseNo, Site.PROVINCE, 0, State.DELIVERED);
    assertThat(site.post(path(delivered, "resend"), "").status()).isEqualTo(409);
    assertThat(site.post(path(delivered, "skip"), BECAUSE).status()).isEqualTo(409);
    assertThat(site.post(path(delivered, "return"), BECAUSE).status()).isEqualTo(409);
    OperatorAnswer refused =
        site.post(path(delivered, "correct"), correction(delivered).toString());
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().path("detail").asText()).contains("DELIVERED").contains("补发");
    assertThat(site.done(Site.PROVINCE, caseNo)).hasSize(1);
  }

  @Test
  void delivery_skipped_isLeftOutAndTheLaneGoesOn() {
    String caseNo = parkedWithOneBehind();
    StoredDelivery parked = first(caseNo);
    assertThat(site.post(path(parked, "skip"), "{}").fields()).containsExactly("/reason");
    JsonNode skipped = site.post(path(parked, "skip"), BECAUSE).json();
    assertThat(skipped.path("state").asText()).isEqualTo("SKIPPED");
    assertThat(skipped.path("cause").asText()).contains("已与对方电话核对");
    site.until(caseNo, Site.PROVINCE, 1, State.DELIVERED);
    assertThat(site.done(Site.PROVINCE, caseNo))
        .extracting(LedgerEntry::operation)
        .containsExactly("push-void");
    assertThat(site.audit("delivery " + parked.id() + " "))
        .extracting(row -> row.get("act"), row -> row.get("detail"))
        .containsExactly(tuple("delivery.skip", "已与对方电话核对"));
  }

  @Test
  void delivery_returned_isToldToItsSenderOnceAndTheLaneGoesOn() {
    String caseNo = parkedWithOneBehind();
    StoredDelivery parked = first(caseNo);
    String toldId =
        CaseMessage.messageId(Site.PROVINCE, "returned-" + parked.id() + "-" + parked.attempts());
    JsonNode returned = site.post(path(parked, "return"), BECAUSE).json();
    assertThat(returned.path("state").asText()).isEqualTo("RETURNED");
    assertThat(returned.path("receipts")).hasSize(1);
    assertThat(site.post(path(parked, "return"), BECAUSE).status()).isEqualTo(409);
    await()
        .untilAsserted(
            () ->
                assertThat(site.done(Site.BUREAU, caseNo))
                    .filteredOn(e -> e.messageId().equals(toldId))
                    .hasSize(1));
    site.until(caseNo, Site.PROVINCE, 1, State.DELIVERED);
    assertThat(site.done(Site.PROVINCE, caseNo))
        .extracting(LedgerEntry::operation)
        .containsExactly("push-void");
    JsonNode told =
        OperatorAnswer.read(site.bean(Journal.class).message(toldId).orElseThrow().body());
    assertThat(told.path("target").asText()).isEqualTo(Site.BUREAU);
    assertThat(told.at("/data/feedback/messageId").asText()).isEqualTo(parked.messageId());
    assertThat(told.at("/data/feedback/reason").asText()).isEqualTo("已与对方电话核对");
    assertThat(site.audit("delivery " + parked.id() + " "))
        .extracting(row -> row.get("act"))
        .containsExactly("delivery.return");
  }

  @Test
  void delivery_whoseSenderTakesNoReturns_isNotReturned() {
    // other cases' news may come in between
    site.ministries()
        .misbehave(Site.BUREAU, Misbehaviour.of(Kind.BUSINESS).operation("notify").times(100));
    String caseNo =
        site.bureau(site.newCase(), "power-01-apply", "power-02-receive", "power-03-accept");
    StoredDelivery parked = site.until(caseNo, Site.BUREAU, 0, State.PARKED);
    OperatorAnswer refused = site.post(path(parked, "return"), BECAUSE);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().path("detail").asText()).contains(Site.POWER).contains("skip");
    assertThat(site.shown(parked).path("state").asText()).isEqualTo("PARKED");
    assertThat(site.audit("delivery " + parked.id() + " ")).isEmpty();
  }

  @Test
  void system_paused_getsNothingUntilItGoesOn() {
    String province = "/ops/v1/systems/" + Site.PROVINCE;
    assertThat(site.post(province + "/pause", BECAUSE).json().path("calls").asText())
        .isEqualTo("PAUSED");
    String caseNo = site.bureau(site.newCase(), "health-01-apply", "health-02-receive");
    site.until(caseNo, Site.PROVINCE, 0, State.READY);
    assertThat(site.post(province + "/pause", BECAUSE).status()).isEqualTo(409);
    assertThat(site.get("/ops/v1/systems").json().path("systems"))
        .filteredOn(s -> s.path("id").asText().equals(Site.PROVINCE))
        .singleElement()
        .satisfies(s -> assertThat(s.path("calls").asText()).isEqualTo("PAUSED"))
        .satisfies(s -> assertThat(s.path("reason").asText()).contains("已与对方电话核对"))
        .satisfies(s -> assertThat(s.at("/open/READY").asInt()).isEqualTo(1))
        .satisfies(s -> assertThat(s.has("oldestOpen")).isTrue());
    String other =
        site.bureau(site.newCase(), "power-01-apply", "power-02-receive", "power-03-accept");
    site.until(other, Site.POWER, 0, State.DELIVERED);
    assertThat(site.done(Site.PROVINCE, caseNo)).isEmpty();
    assertThat(site.post(province + "/resume", "").json().path("calls").asText())
        .isEqualTo("FLOWING");
    site.until(caseNo, Site.PROVINCE, 0, State.DELIVERED);
    assertThat(site.post(province + "/resume", "").status()).isEqualTo(409);
    assertThat(site.audit("system " + Site.PROVINCE))
        .extracting(row -> row.get("act"))
        .containsExactly("system.pause", "system.resume");
  }

  @Test
  void reason_withANumberOfAPerson_isRefused() {
    for (String personal : new String[] {"本人 610924190001010010 已来", "致电 13812345678"}) {
      String body = new JsonMapper().valueToTree(Map.of("reason", personal)).toString();
      OperatorAnswer refused = site.post("/ops/v1/systems/" + Site.POWER + "/pause", body);
      assertThat(refused.status()).isEqualTo(422);
      assertThat(refused.fields()).containsExactly("/reason");
      assertThat(refused.text()).doesNotContain("610924190001010010", "13812345678");
    }
  }
}
