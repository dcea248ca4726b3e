package io.tongqiao.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tongqiao.journal.DeliveryJournal;
import io.tongqiao.journal.Journal;
import io.tongqiao.journal.StoredDelivery;
import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.schema.Receipt;
import io.tongqiao.simulator.LedgerEntry;
import io.tongqiao.simulator.Misbehaviour;
import io.tongqiao.simulator.Misbehaviour.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What becomes of a delivery when the other side misbehaves. */
@RelayTest
class DeliveryIT {

  private static final String POWER = "city-power";
  private static final String POLICE = "mps-population";
  private static final String PROVINCE = "prov-yctb";
  private static final String SHARE = "nat-share";
  private static final String BUILDING = "jzsc-sikuyi";
  private static final String CIVIL = "prov-socialorg";

  @Autowired private Relay relay;

  @AfterEach
  void behave() {
    List.of(POWER, POLICE, PROVINCE, SHARE, BUILDING, CIVIL, Relay.BUREAU)
        .forEach(relay.ministries()::behave);
  }

  /** A case whose message to a system is on its way. */
  private String caseFor(String system) {
    String caseNo = relay.newCase();
    switch (system) {
      case POWER -> relay.bureau(caseNo, "power-01-apply", "power-02-receive", "power-03-accept");
      case POLICE -> relay.bureau(caseNo, "hotel-01-apply", "hotel-02-receive");
      case PROVINCE -> relay.bureau(caseNo, "health-01-apply", "health-02-receive");
      case SHARE -> relay.bureau(caseNo, "teacher-01-apply", "teacher-02-receive");
      case CIVIL -> relay.bureau(caseNo, "socialorg-01-apply");
      default -> throw new IllegalArgumentException(system);
    }
    return caseNo;
  }

  private void misbehave(String system, Misbehaviour how) {
    relay.ministries().misbehave(system, how);
  }

  /** The cause that the delivery showed while it waited. */
  private StoredDelivery waited(String caseNo, String system) {
    return relay.until(caseNo, system, State.WAITING);
  }

  private StoredDelivery deliveredAtLast(String caseNo, String system) {
    return relay.until(caseNo, system, State.DELIVERED);
  }

  @ParameterizedTest
  @CsvSource({POWER, POLICE, PROVINCE, SHARE})
  void answer_afterTheTimeLimit_waitsAndIsRepeatedWithTheSameId(String system) {
    misbehave(system, Misbehaviour.of(Kind.DELAY).delay(Duration.ofSeconds(5)));
    String caseNo = caseFor(system);
    StoredDelivery waiting = waited(caseNo, system);
    assertThat(waiting.cause()).contains("超时");
    assertThat(waiting.nextAttemptAt()).isPresent();
    StoredDelivery delivered = deliveredAtLast(caseNo, system);
    assertThat(delivered.attempts()).isEqualTo(2);
    assertDoneOnceAndRepeated(caseNo, system);
  }

  private void assertDoneOnceAndRepeated(String caseNo, String system) {
    await("a late answer is in the ledger, too")
        .until(() -> relay.done(system, caseNo).size() == 2);
    List<LedgerEntry> done = relay.done(system, caseNo);
    assertThat(done).extracting(LedgerEntry::repeat).containsExactly(false, true);
    assertThat(done).extracting(LedgerEntry::messageId).doesNotContain("").hasSize(2);
    assertThat(done.get(0).messageId()).isEqualTo(done.get(1).messageId());
    assertThat(done.get(0).receiptNo()).isEqualTo(done.get(1).receiptNo());
  }

  @ParameterizedTest
  @CsvSource({POWER, POLICE, PROVINCE, SHARE})
  void answer_lostAfterTheWork_isAskedForAgainWithTheSameId(String system) {
    misbehave(system, Misbehaviour.of(Kind.LOST));
    String caseNo = caseFor(system);
    StoredDelivery delivered = deliveredAtLast(caseNo, system);
    assertThat(delivered.attempts()).as("the lane alone repeats").isEqualTo(2);
    assertDoneOnceAndRepeated(caseNo, system);
  }

  @Test
  void message_releasedByAQueue_isDoneOnce() {
    misbehave(CIVIL, Misbehaviour.of(Kind.LOST));
    String caseNo = caseFor(CIVIL);
    assertThat(deliveredAtLast(caseNo, CIVIL).attempts()).isEqualTo(1);
    assertDoneOnceAndRepeated(caseNo, CIVIL);
  }

  @ParameterizedTest
  @CsvSource({POWER, POLICE, PROVINCE, SHARE})
  void connection_closedBeforeTheWork_isRepeatedByTheLaneAlone(String system) {
    misbehave(system, Misbehaviour.of(Kind.DROP).times(2));
    String caseNo = caseFor(system);
    assertThat(deliveredAtLast(caseNo, system).attempts()).isEqualTo(3);
    assertThat(relay.received(system, caseNo)).hasSize(3);
    assertThat(relay.done(system, caseNo)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({POWER, POLICE, PROVINCE, SHARE})
  void status_503_waitsAndIsTriedAgain(String system) {
    misbehave(system, Misbehaviour.of(Kind.STATUS).status(503).times(2));
    String caseNo = caseFor(system);
    assertThat(waited(caseNo, system).cause()).isNotBlank();
    StoredDelivery delivered = deliveredAtLast(caseNo, system);
    assertThat(delivered.attempts()).isEqualTo(3);
    assertThat(delivered.cause()).isEmpty();
    assertThat(relay.done(system, caseNo)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({POWER, POLICE, PROVINCE})
  void fault_ofTheServer_waitsAndIsTriedAgain(String system) {
    misbehave(system, Misbehaviour.of(Kind.FAULT));
    String caseNo = caseFor(system);
    assertThat(waited(caseNo, system).cause()).isNotBlank();
    assertThat(deliveredAtLast(caseNo, system).attempts()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({POWER, POLICE, PROVINCE, SHARE})
  void answer_thatIsGarbage_waitsAndSaysSo(String system) {
    misbehave(system, Misbehaviour.of(Kind.GARBAGE));
    String caseNo = caseFor(system);
    assertThat(waited(caseNo, system).cause()).containsAnyOf("无法读取", "不是 SOAP 报文", "中断");
    assertThat(deliveredAtLast(caseNo, system).attempts()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({POWER, POLICE, PROVINCE})
  void error_ofTheirBusiness_parksInTheirOwnWords(String system) {
    misbehave(system, Misbehaviour.of(Kind.BUSINESS));
    String caseNo = caseFor(system);
    StoredDelivery parked = relay.until(caseNo, system, State.PARKED);
    assertThat(parked.cause()).isNotBlank().doesNotContain("未说明原因");
    assertThat(parked.code()).isNotBlank();
    assertThat(parked.attempts()).isEqualTo(1);
    assertThat(relay.bean(DeliveryJournal.class).receipts(parked.messageId()))
        .filteredOn(r -> r.issuer().equals(system))
        .singleElement()
        .satisfies(r -> assertThat(r.outcome()).isEqualTo(Receipt.Outcome.REJECTED));
    assertThat(relay.received(system, caseNo)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({POWER, SHARE})
  void token_thatHasEnded_isFetchedAnewOnce(String system) {
    relay.until(caseFor(system), system, State.DELIVERED);
    misbehave(system, Misbehaviour.of(Kind.REFUSE_TOKEN));
    String caseNo = caseFor(system);
    assertThat(deliveredAtLast(caseNo, system).attempts()).isEqualTo(1);
    assertThat(relay.received(system, caseNo)).hasSize(2);
    assertThat(relay.done(system, caseNo)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({POWER, SHARE})
  void token_refusedTwice_waits(String system) {
    misbehave(system, Misbehaviour.of(Kind.REFUSE_TOKEN).times(2));
    String caseNo = caseFor(system);
    assertThat(waited(caseNo, system).cause()).isNotBlank();
    assertThat(deliveredAtLast(caseNo, system).attempts()).isEqualTo(2);
    assertThat(relay.done(system, caseNo)).hasSize(1);
  }

  @Test
  void clock_thatTheGatewayDoesNotBelieve_isNamedWithSeconds() {
    misbehave(SHARE, Misbehaviour.of(Kind.SKEW));
    String caseNo = caseFor(SHARE);
    StoredDelivery waiting = waited(caseNo, SHARE);
    assertThat(waiting.cause()).contains("本机时间").containsPattern("相差 -?\\d+ 秒").contains("NTP");
    deliveredAtLast(caseNo, SHARE);
  }

  @Test
  void character_thatTheCharsetLacks_parksByFieldAndNothingIsSent() {
    String caseNo = relay.newCase();
    tellChanged(caseNo, "health-01-apply", "\"applyername\": \"示例", "\"applyername\": \"示喆");
    relay.bureau(caseNo, "health-02-receive");
    StoredDelivery parked = relay.until(caseNo, PROVINCE, State.PARKED);
    assertThat(parked.cause()).contains("喆", "U+5586", "GB2312", "APPLYNAME");
    assertThat(parked.level()).isEmpty();
    assertThat(relay.received(PROVINCE, caseNo)).isEmpty();
    assertThat(relay.bean(DeliveryJournal.class).receipts(parked.messageId())).isEmpty();
  }

  private void tellChanged(String caseNo, String sample, String part, String replacement) {
    String text =
        Messages.dialect(Relay.BUREAU, "cases--" + sample, "inbound.json", caseNo)
            .replace(part, replacement);
    Caller.Answer answer =
        relay
            .http()
            .post(
                "/in/bureau-platform/cases",
                relay.ground().key(Relay.BUREAU),
                "application/json",
                text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertThat(answer.json().at("/status/code").asInt()).as(answer.text()).isEqualTo(1);
  }

  @Test
  void lane_behindOneThatWaits_standsStillWhileOthersFlow() {
    misbehave(PROVINCE, Misbehaviour.of(Kind.STATUS).status(503).times(4));
    String stuck = caseFor(PROVINCE);
    waited(stuck, PROVINCE);
    relay.bureau(stuck, "event-withdraw");
    StoredDelivery second = relay.until(stuck, PROVINCE, State.BACKLOG);
    assertThat(second.operation()).isEqualTo("push-void");
    assertThat(second.attempts()).isZero();
    String other = caseFor(POWER);
    relay.until(other, POWER, State.DELIVERED);
    relay.until(stuck, PROVINCE, State.DELIVERED);
    assertThat(relay.done(PROVINCE, stuck))
        .extracting(LedgerEntry::operation)
        .containsExactly("push-case", "push-void");
    assertThat(relay.deliveries(stuck, PROVINCE))
        .extracting(StoredDelivery::state)
        .containsOnly(State.DELIVERED);
  }

  @Test
  void lane_behindOneThatIsParked_standsStillWhileAnotherCaseFlows() {
    misbehave(PROVINCE, Misbehaviour.of(Kind.BUSINESS));
    String stuck = caseFor(PROVINCE);
    relay.until(stuck, PROVINCE, State.PARKED);
    relay.bureau(stuck, "event-withdraw");
    relay.until(stuck, PROVINCE, State.BACKLOG);
    String other = caseFor(PROVINCE);
    relay.until(other, PROVINCE, State.DELIVERED);
    assertThat(relay.received(PROVINCE, stuck)).hasSize(1);
    assertThat(relay.bean(Journal.class).messages(stuck)).hasSize(3);
  }

  @ParameterizedTest
  @EnumSource(
      value = State.class,
      names = {"WAITING", "BACKLOG", "PARKED", "DELIVERED"})
  void copy_ofWhatIsNotReady_isNotDelivered(State state) throws Exception {
    String caseNo = caseFor(POWER);
    StoredDelivery delivery = deliveredAtLast(caseNo, POWER);
    DeliveryJournal journal = relay.bean(DeliveryJournal.class);
    relay.untilQuiet(caseNo);
    String body = journal.body(delivery);
    journal.moveTo(delivery.id(), state == State.BACKLOG ? State.PARKED : state);
    relay.bean(Delivery.class).deliver(delivery.messageId(), POWER, body);
    assertThat(relay.received(POWER, caseNo)).hasSize(1);
    journal.moveTo(delivery.id(), State.DELIVERED);
  }
}
