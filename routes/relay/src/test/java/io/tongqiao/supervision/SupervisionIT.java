package io.tongqiao.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.journal.CaseJournal;
import io.tongqiao.journal.Journal;
import io.tongqiao.journal.RetentionJournal;
import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.journal.StoredMessage;
import io.tongqiao.relay.Acceptance;
import io.tongqiao.relay.Caller;
import io.tongqiao.relay.Ground;
import io.tongqiao.relay.Messages;
import io.tongqiao.relay.Outbox;
import io.tongqiao.relay.Relay;
import io.tongqiao.schema.CaseMessage;
import io.tongqiao.schema.Schemas;
import io.tongqiao.schema.WorkCalendar;
import io.tongqiao.simulator.LedgerEntry;
import io.tongqiao.simulator.Simulator;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.transaction.support.TransactionOperations;

/**
 * 审管联动, both ways: what was granted goes to those who supervise it, once; what they say comes back.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SupervisionIT {

  private static final Map<String, Object> SETTINGS =
      Map.of(
          "tongqiao.supervision.look", "1h",
          "tongqiao.supervision.contacts.23", "10000000009",
          "tongqiao.retention.every", "1h");

  private Ground ground;
  private Simulator ministries;
  private Relay relay;
  private Supervised window;

  @BeforeAll
  void open(@TempDir Path directory) {
    ground = Ground.in(directory).join(Supervised.PROVINCE, Supervised.MARKET, Supervised.SMS);
    ministries = ground.ministries();
    start(700_000, SETTINGS);
  }

  @AfterAll
  void close() throws Exception {
    relay.close();
    ministries.close();
  }

  private void start(int firstCase, Map<String, Object> settings) {
    relay = Relay.start(ground, ministries, firstCase, settings);
    window = new Supervised(relay);
  }

  private List<String> operations(String system, String caseNo) {
    return relay.done(system, caseNo).stream().map(LedgerEntry::operation).toList();
  }

  private static List<String> texts(JsonNode array, String field) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(node -> node.path(field).asText())
        .toList();
  }

  @Test
  void grant_ofACase_isPushedOnceToEachSupervisorWithAllMaterialsAndSteps() {
    String caseNo = window.newCase();
    assertThat(window.pull(caseNo).path("outcome").asText()).isEqualTo("FOUND");

    JsonNode first = window.grant(caseNo).json();
    Caller.Answer again = window.grant(caseNo);

    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json()).isEqualTo(first);
    JsonNode push = window.push(caseNo);
    assertThat(Schemas.load().validate(Schemas.Name.MESSAGE, push)).isEmpty();
    assertThat(push.path("source").asText()).isEqualTo("tongqiao");
    JsonNode data = push.path("data");
    assertThat(data.at("/push/decision")).isEqualTo(first.path("messageId"));
    assertThat(data.at("/push/push").asText())
        .isEqualTo(window.messages(caseNo, "SUPERVISION_PUSH").get(0).id());
    assertThat(texts(data.at("/push/departments"), "code")).containsExactly("31", "23");
    assertThat(data.at("/push/complete").asBoolean()).isTrue();
    assertThat(texts(data.path("materials"), "name"))
        .containsExactly("食品经营许可申请书", "主要设备设施布局图", "营业执照");
    assertThat(data.at("/materials/2/sourceKind").asText()).isEqualTo("FETCHED");
    assertThat(texts(data.at("/push/steps"), "name")).containsExactly("审核");
    assertThat(data.at("/result/certNo").asText()).isEqualTo("JY26109241001001");
    for (String system : List.of(Supervised.PROVINCE, Supervised.MARKET)) {
      relay.until(caseNo, system, State.DELIVERED);
    }
    assertThat(operations(Supervised.PROVINCE, caseNo)).containsExactly("push");
    assertThat(operations(Supervised.MARKET, caseNo)).containsOnlyOnce("push-licence");
    assertThatTheLicenceIsForTheSupervisor(
        caseNo, data.at("/materials/2/file/contentRef").asText());
  }

  private void assertThatTheLicenceIsForTheSupervisor(String caseNo, String address) {
    assertThat(address).endsWith("?case=" + caseNo);
    assertThat(relay.get(Supervised.PROVINCE, address).status()).isEqualTo(200);
    assertThat(relay.get("city-power", address).status()).isEqualTo(404);
  }

  /** What the simulator plays after the push, and an enforcement. */
  @Test
  void records_ofTheSupervisors_comeToTheBureau() {
    String caseNo = window.granted();
    window.until(caseNo, "SUPERVISION_CLAIMED", 2);
    window.until(caseNo, "INSPECTION", 2);
    window.until(caseNo, "RECTIFICATION", 2);
    relay.tell(Supervised.PROVINCE, "enforcement--fine", caseNo);
    window.until(caseNo, "ENFORCEMENT", 1);
    relay.untilQuiet(caseNo);

    for (String event :
        List.of(
            "SUPERVISION_PUSH",
            "SUPERVISION_CLAIMED",
            "INSPECTION",
            "RECTIFICATION",
            "ENFORCEMENT",
            "MONITORING")) {
      assertThat(relay.done(Relay.BUREAU, caseNo))
          .extracting(LedgerEntry::messageId)
          .containsAll(window.messages(caseNo, event).stream().map(StoredMessage::id).toList());
    }
    JsonNode pushed = window.supervision(caseNo);
    assertThat(pushed).hasSize(1);
    assertThat(texts(pushed.at("/0/departments"), "code")).containsExactly("23", "31");
    assertThat(texts(pushed.at("/0/departments"), "state")).containsExactly("UNCLAIMED", "CLAIMED");
    assertThat(relay.bean(CaseJournal.class).threads(caseNo))
        .extracting(CaseJournal.CaseThread::thread)
        .doesNotContain(Supervised.PROVINCE, Supervised.MARKET);
  }

  @Test
  void refusal_ofACase_isPushedToNobody() {
    String caseNo = window.newCase();
    ObjectNode rejected = Messages.canonical("transfer-up/07-rejected", caseNo);
    rejected.put("id", caseNo + "-rejected").put("source", Relay.BUREAU);
    assertThat(relay.post(Relay.BUREAU, rejected).status()).isEqualTo(202);
    relay.untilQuiet(caseNo);

    assertThat(window.messages(caseNo, "SUPERVISION_PUSH")).isEmpty();
    assertThat(relay.deliveries(caseNo, Supervised.PROVINCE)).isEmpty();
    assertThat(window.supervision(caseNo).isMissingNode()).isTrue();
  }

  @Test
  void claim_ofWhatWasNotPushed_isRefused() {
    String open = window.newCase();
    Caller.Answer early = window.post("supervision/08-supervision-claimed", open);
    assertThat(early.status()).isEqualTo(422);
    assertThat(early.json().at("/errors/0/field").asText()).isEqualTo("/data/claim/push");

    String granted = window.granted();
    Caller.Answer unknown = window.post("supervision/09-inspection", granted);
    assertThat(unknown.status()).isEqualTo(422);
    assertThat(unknown.json().at("/errors/0/field").asText()).isEqualTo("/data/inspection/push");
  }

  @Test
  void claim_ofADepartmentThatTheItemDoesNotName_isKept() {
    String caseNo = window.granted();
    ObjectNode claim = Messages.canonical("supervision/08-supervision-claimed", caseNo);
    ObjectNode block = claim.withObject("/data/claim");
    block.remove("push");
    block.withObject("/department").put("code", "25").put("name", "应急管理局");
    assertThat(relay.post(Supervised.PROVINCE, claim).status()).isEqualTo(202);

    JsonNode departments = window.supervision(caseNo).at("/0/departments");
    assertThat(texts(departments, "code")).contains("25");
    assertThat(window.messages(caseNo, "SUPERVISION_CLAIMED").get(0).body())
        .contains(window.push(caseNo).at("/data/push/push").asText());
  }

  @Test
  void push_whoseSupervisorWasAwayOverARestart_arrivesOnceAndWhole() {
    relay.pause(Supervised.PROVINCE);
    String caseNo = window.granted();
    relay.close();
    start(710_000, SETTINGS);
    assertThat(window.grant(caseNo).status()).isEqualTo(200);
    assertThat(relay.bean(io.tongqiao.journal.PauseJournal.class).resume(Supervised.PROVINCE))
        .isTrue();

    relay.until(caseNo, Supervised.PROVINCE, State.DELIVERED);
    assertThat(operations(Supervised.PROVINCE, caseNo)).containsExactly("push");
    assertThat(window.messages(caseNo, "SUPERVISION_PUSH")).hasSize(1);
  }

  @Test
  void retention_ofAnOpenCase_leavesWhatThePushNeeds() {
    String caseNo = window.newCase();
    relay.untilQuiet(caseNo);
    forget(Instant.EPOCH);
    assertThat(relay.bean(Journal.class).messages(caseNo))
        .extracting(StoredMessage::event)
        .contains("APPLY", "RECEIVE", "ACCEPT", "STEP");

    window.grant(caseNo);

    assertThat(window.push(caseNo).at("/data/push/complete").asBoolean()).isTrue();
  }

  @Test
  void push_ofACaseWhoseFirstMessagesAreGone_saysThatItIsNotWhole() {
    String caseNo = window.newCase();
    relay.untilQuiet(caseNo);
    forget(Instant.now().plusSeconds(60));
    assertThat(window.messages(caseNo, "APPLY")).isEmpty();

    assertThat(window.grant(caseNo).status()).isEqualTo(202);

    JsonNode push = window.push(caseNo);
    assertThat(push.at("/data/push/complete").asBoolean()).isFalse();
    assertThat(push.at("/data/result/certNo").asText()).isNotEmpty();
    assertThat(Schemas.load().validate(Schemas.Name.MESSAGE, push)).isEmpty();
  }

  private void forget(Instant stale) {
    var journal = relay.bean(RetentionJournal.class);
    var place = new RetentionJournal.Place(0, 0);
    while (true) {
      var from = place;
      place =
          relay
              .bean(TransactionOperations.class)
              .execute(s -> journal.forget(from, Instant.now().plusSeconds(60), stale, 500));
      if (place.equals(from)) {
        return;
      }
    }
  }

  /** 卫健 has a contact, 市监 has none and has claimed by then. */
  @Test
  void push_nobodyClaims_isUrgedOnceOnAWorkingDay() {
    String caseNo = window.granted();
    window.until(caseNo, "SUPERVISION_CLAIMED", 2);
    relay.untilQuiet(caseNo);
    Instant due =
        OffsetDateTime.parse(window.push(caseNo).at("/data/push/dueTime").asText()).toInstant();
    int before = window.messages(caseNo, "MONITORING").size();
    WorkCalendar calendar = WorkCalendar.load();
    var day = due.atOffset(ZoneOffset.ofHours(8)).toLocalDate();
    assertThat(calendar.isWorkday(day)).isTrue();
    while (calendar.isWorkday(day)) {
      day = day.plusDays(1);
    }
    look(day.atTime(10, 0).toInstant(ZoneOffset.ofHours(8)));
    assertThat(window.messages(caseNo, "MONITORING")).as("on a day off").hasSize(before);
    var workday = calendar.after(day, 1);
    look(workday.atTime(8, 59).toInstant(ZoneOffset.ofHours(8)));
    assertThat(window.messages(caseNo, "MONITORING")).as("before hours").hasSize(before);

    look(workday.atTime(9, 0).toInstant(ZoneOffset.ofHours(8)));
    look(workday.atTime(9, 1).toInstant(ZoneOffset.ofHours(8)));

    List<StoredMessage> urged =
        window.messages(caseNo, "MONITORING").stream()
            .filter(m -> m.source().equals("tongqiao"))
            .toList();
    assertThat(urged).hasSize(1);
    JsonNode told = Supervised.read(urged.get(0).body());
    assertThat(Schemas.load().validate(Schemas.Name.MESSAGE, told)).isEmpty();
    assertThat(told.at("/data/monitoring/department/code").asText()).isEqualTo("23");
    assertThat(told.at("/data/monitoring/contact/mobile").asText()).isEqualTo("10000000009");
    String id = urged.get(0).id();
    await()
        .untilAsserted(
            () ->
                assertThat(relay.done(Supervised.SMS, caseNo))
                    .extracting(LedgerEntry::messageId)
                    .containsOnlyOnce(id));
    relay.untilQuiet(caseNo);
    assertThat(relay.done(Relay.BUREAU, caseNo))
        .extracting(LedgerEntry::messageId)
        .contains(urged.get(0).id());
  }

  /** 住建 and 应急 supervise building permits, and neither has a contact. */
  @Test
  void push_nobodyClaimsAndNobodyIsKnown_isToldToTheBureauAlone() {
    String caseNo = relay.newCase();
    for (String event : List.of("01-apply", "02-receive", "05-accept", "06-step", "11-approved")) {
      assertThat(window.post("permit/" + event, caseNo).status()).as(event).isEqualTo(202);
    }
    relay.untilQuiet(caseNo);
    look(Instant.parse("2027-03-02T02:00:00Z"));
    relay.untilQuiet(caseNo);

    List<StoredMessage> urged =
        window.messages(caseNo, "MONITORING").stream()
            .filter(m -> m.source().equals("tongqiao"))
            .toList();
    assertThat(urged).isNotEmpty();
    for (StoredMessage message : urged) {
      JsonNode told = Supervised.read(message.body());
      assertThat(told.path("target").asText()).isEqualTo(Relay.BUREAU);
      assertThat(told.at("/data/monitoring/contact").isMissingNode()).isTrue();
    }
    assertThat(relay.done(Supervised.SMS, caseNo))
        .extracting(LedgerEntry::messageId)
        .doesNotContainAnyElementsOf(urged.stream().map(StoredMessage::id).toList());
  }

  private void look(Instant now) {
    new ClaimReminders(
            relay.bean(PushJournal.class),
            relay.bean(CaseJournal.class),
            relay.bean(Acceptance.class),
            relay.bean(Outbox.class),
            relay.bean(TransactionOperations.class),
            relay.bean(io.tongqiao.dialect.Catalogue.class),
            relay.bean(WorkCalendar.class),
            relay.bean(SupervisionSettings.class),
            Clock.fixed(now, ZoneOffset.UTC))
        .look();
  }

  /** A party of its own, so that other tests are not warned. */
  private static ObjectNode restricted(String example, String caseNo) {
    ObjectNode message = Messages.canonical(example, caseNo);
    if (message.at("/data/case/party") instanceof ObjectNode party) {
      party.put("name", "示例文旅服务有限公司").put("idNumber", "91610924MAQQ000326");
    }
    if (message.at("/data/restriction") instanceof ObjectNode restriction) {
      restriction.remove("party");
      restriction.put("since", "2026-01-01").remove("until");
    }
    return message;
  }

  @Test
  void application_ofARestrictedParty_isWarnedOfOrRefusedUntilItIsReleased() {
    String first = relay.newCase();
    assertThat(relay.post(Relay.BUREAU, restricted("supervision/01-apply", first)).status())
        .isEqualTo(202);
    ObjectNode bar = restricted("supervision/12-party-restricted", first);
    assertThat(relay.post(Supervised.PROVINCE, bar).status()).isEqualTo(202);

    String second = relay.newCase();
    Caller.Answer warned = relay.post(Relay.BUREAU, restricted("supervision/01-apply", second));
    assertThat(warned.status()).isEqualTo(202);
    assertThat(warned.json().at("/warnings/0/message").asText())
        .contains(Supervised.PROVINCE, "逾期未履行处罚决定")
        .doesNotContain("91610924MAQQ000326");
    JsonNode kept = Supervised.read(window.messages(second, "APPLY").get(0).body());
    assertThat(kept.at("/data/case/party/restrictions/0/system").asText())
        .isEqualTo(Supervised.PROVINCE);
    assertThat(relay.bean(CaseJournal.class).head(second).orElseThrow())
        .doesNotContain("restrictions");

    relay.close();
    var strict = new java.util.HashMap<>(SETTINGS);
    strict.put("tongqiao.restrictions", "refuse");
    start(720_000, strict);
    String third = relay.newCase();
    Caller.Answer refused = relay.post(Relay.BUREAU, restricted("supervision/01-apply", third));
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text()).contains("逾期未履行处罚决定").doesNotContain("91610924MAQQ000326");
    ObjectNode release = restricted("supervision/13-party-released", first);
    assertThat(relay.post(Supervised.PROVINCE, release).status()).isEqualTo(202);
    Caller.Answer free = relay.post(Relay.BUREAU, restricted("supervision/01-apply", third));
    assertThat(free.status()).isEqualTo(202);
    assertThat(free.json().path("warnings")).isEmpty();
  }

  @Test
  void message_thatNamesRestrictionsItself_isNotBelieved() {
    String caseNo = relay.newCase();
    ObjectNode apply = Messages.canonical("supervision/01-apply", caseNo);
    apply
        .withObject("/data/case/party")
        .putArray("restrictions")
        .addObject()
        .put("system", "prov-dzzz")
        .put("basis", "自称");
    assertThat(relay.post(Relay.BUREAU, apply).status()).isEqualTo(202);
    assertThat(window.messages(caseNo, "APPLY").get(0).body()).doesNotContain("自称");
    assertThat(new CaseMessage(apply).caseNo()).isEqualTo(caseNo);
  }
}
