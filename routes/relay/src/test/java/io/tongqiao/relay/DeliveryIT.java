package io.tongqiao.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
    String caseNo = relay.caseFor(system);
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
    String caseNo = relay.caseFor(system);
    StoredDelivery delivered = deliveredAtLast(caseNo, system);
    assertThat(delivered.attempts()).as("the lane alone repeats").isEqualTo(2);
    assertDoneOnceAndRepeated(caseNo, system);
  }

  @Test
  void message_releasedByAQueue_isDoneOnce() {
    misbehave(CIVIL, Misbehaviour.of(Kind.LOST));
    String caseNo = relay.caseFor(CIVIL);
    assertThat(deliveredAtLast(caseNo, CIVIL).attempts()).isEqualTo(1);
    assertDoneOnceAndRepeated(caseNo, CIVIL);
  }

  @ParameterizedTest
  @CsvSource({POWER, POLICE, PROVINCE, SHARE})
  void connection_closedBeforeTheWork_isRepeatedByTheLaneAlone(String system) {
    misbehave(system, Misbehaviour.of(Kind.DROP).times(2));
    String caseNo = relay.caseFor(system);
    assertThat(deliveredAtLast(caseNo, system).attempts()).isEqualTo(3);
    assertThat(relay.received(system, caseNo)).hasSize(3);
    assertThat(relay.done(system, caseNo)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({POWER, POLICE, PROVINCE, SHARE})
  void status_503_waitsAndIsTriedAgain(String system) {
    misbehave(system, Misbehaviour.of(Kind.STATUS).status(503).times(2));
    String caseNo = relay.caseFor(system);
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
    String caseNo = relay.caseFor(system);
    assertThat(waited(caseNo, system).cause()).isNotBlank();
    assertThat(deliveredAtLast(caseNo, system).attempts()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({POWER, POLICE, PROVINCE, SHARE})
  void answer_thatIsGarbage_waitsAndSaysSo(String system) {
    misbehave(system, Misbehaviour.of(Kind.GARBAGE));
    String caseNo = relay.caseFor(system);
    assertThat(waited(caseNo, system).cause()).containsAnyOf("无法读取", "不是 SOAP 报文", "中断");
    assertThat(deliveredAtLast(caseNo, system).attempts()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({POWER, POLICE, PROVINCE})
  void error_ofTheirBusiness_parksInTheirOwnWords(String system) {
    misbehave(system, Misbehaviour.of(Kind.BUSINESS));
    String caseNo = relay.caseFor(system);
    StoredDelivery parked = relay.until(caseNo, system, State.PARKED);
    assertThat(parked.cause()).isNotBlank().doesNotContain("未说明原因");
    assertThat(parked.code()).isNotBlank();
    assertThat(parked.attempts()).isEqualTo(1);
    assertThat(relay.receipts(parked))
        .filteredOn(r -> r.issuer().equals(system))
        .singleElement()
        .satisfies(r -> assertThat(r.outcome()).isEqualTo(Receipt.Outcome.REJECTED));
    assertThat(relay.received(system, caseNo)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({POWER, SHARE})
  void token_thatHasEnded_isFetchedAnewOnce(String system) {
    relay.until(relay.caseFor(system), system, State.DELIVERED);
    misbehave(system, Misbehaviour.of(Kind.REFUSE_TOKEN));
    String caseNo = relay.caseFor(system);
    assertThat(deliveredAtLast(caseNo, system).attempts()).isEqualTo(1);
    assertThat(relay.received(system, caseNo)).hasSize(2);
    assertThat(relay.done(system, caseNo)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({POWER, SHARE})
  void token_refusedTwice_waits(String system) {
    misbehave(system, Misbehaviour.of(Kind.REFUSE_TOKEN).times(2));
    String caseNo = relay.caseFor(system);
    assertThat(waited(caseNo, system).cause()).isNotBlank();
    assertThat(deliveredAtLast(caseNo, system).attempts()).isEqualTo(2);
    assertThat(relay.done(system, caseNo)).hasSize(1);
  }

  @Test
  void clock_thatTheGatewayDoesNotBelieve_isNamedWithSeconds() {
    misbehave(SHARE, Misbehaviour.of(Kind.SKEW));
    String caseNo = relay.caseFor(SHARE);
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
    assertThat(relay.receipts(parked)).isEmpty();
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
}
