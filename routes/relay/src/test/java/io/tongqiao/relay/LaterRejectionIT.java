package io.tongqiao.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.journal.CaseJournal;
import io.tongqiao.journal.Journal;
import io.tongqiao.journal.StoredDelivery;
import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.journal.StoredMessage;
import io.tongqiao.simulator.LedgerEntry;
import io.tongqiao.simulator.Played;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** 数据退回: what a system had taken it rejects later, at its door; the sender hears of it. */
@RelayTest
class LaterRejectionIT {

  private static final String PROVINCE = "prov-yctb";
  private static final String CIVIL = "prov-socialorg";

  @Autowired private Relay relay;

  private List<String> receipts(StoredDelivery delivery) {
    return relay.receipts(delivery).stream()
        .filter(r -> r.issuer().equals(delivery.system()))
        .map(r -> r.level() + " " + r.outcome())
        .toList();
  }

  private List<StoredMessage> rejections(String caseNo) {
    return relay.bean(Journal.class).messages(caseNo).stream()
        .filter(m -> m.event().equals("DATA_REJECTED"))
        .toList();
  }

  /** The sender gets it once, over its own protocol. */
  private void assertTheBureauHears(StoredMessage rejection) {
    relay.until(rejection.caseNo(), Relay.BUREAU, State.DELIVERED);
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(relay.done(Relay.BUREAU, rejection.caseNo()))
                    .extracting(LedgerEntry::messageId)
                    .containsOnlyOnce(rejection.id()));
  }

  /** A case of which all that the samples play has happened. */
  private String taken() {
    String caseNo = relay.caseFor(PROVINCE);
    relay.until(caseNo, PROVINCE, State.DELIVERED);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> relay.done(Relay.BUREAU, caseNo).size() == 4);
    relay.untilQuiet(caseNo);
    return caseNo;
  }

  @Test
  void delivery_rejectedAfterItWasTaken_isParkedAndTheSenderHearsWhy() {
    String caseNo = taken();
    StoredDelivery before = relay.deliveries(caseNo, PROVINCE).get(0);
    var threads = relay.bean(CaseJournal.class).threads(caseNo);

    relay.tell(PROVINCE, "callback--data-rejected", caseNo);

    StoredDelivery parked = relay.deliveries(caseNo, PROVINCE).get(0);
    assertThat(parked.id()).isEqualTo(before.id());
    assertThat(parked.state()).isEqualTo(State.PARKED);
    assertThat(parked.level()).isEqualTo("FINAL");
    assertThat(parked.code()).isEqualTo("2");
    assertThat(parked.cause()).contains("退回", "申请人证件号码与法人库不一致");
    assertThat(parked.receiptNo()).isEqualTo(before.receiptNo()).isNotEmpty();
    assertThat(parked.attempts()).isEqualTo(1);
    assertThat(receipts(parked)).containsExactly("BUSINESS ACCEPTED", "FINAL REJECTED");
    assertThat(relay.bean(CaseJournal.class).threads(caseNo)).isEqualTo(threads);
    assertThat(rejections(caseNo)).hasSize(1);
    StoredMessage rejection = rejections(caseNo).get(0);
    assertThat(rejection.body()).contains(before.messageId(), before.receiptNo());
    assertTheBureauHears(rejection);
    assertThat(relay.received(PROVINCE, caseNo)).hasSize(1);
  }

  @Test
  void rejection_toldTwice_isHeardOnce() {
    String caseNo = taken();
    Played first = relay.tell(PROVINCE, "callback--data-rejected", caseNo);
    Played second = relay.tell(PROVINCE, "callback--data-rejected", caseNo);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(rejections(caseNo)).hasSize(1);
    assertThat(receipts(relay.deliveries(caseNo, PROVINCE).get(0)))
        .containsExactly("BUSINESS ACCEPTED", "FINAL REJECTED");
    assertTheBureauHears(rejections(caseNo).get(0));
  }

  @Test
  void rejection_ofWhatWasNeverDelivered_isRefused() throws IOException {
    String caseNo = relay.newCase();
    relay.bureau(caseNo, "health-01-apply");
    Played refused = relay.ministries().play(PROVINCE, "callback--data-rejected", caseNo);
    assertThat(refused.accepted()).isFalse();
    assertThat(refused.body()).contains(caseNo, "退回");
    assertThat(rejections(caseNo)).isEmpty();
  }

  @Test
  void rejection_byOurMessageIdOverAQueue_parksThatOneAndItsLane() {
    String caseNo = relay.caseFor(CIVIL);
    StoredDelivery taken = relay.until(caseNo, CIVIL, State.DELIVERED);
    await().until(() -> relay.done(CIVIL, caseNo).size() == 1);
    relay.tell(CIVIL, "queue--data-rejected", caseNo);
    await().until(() -> rejections(caseNo).size() == 1);
    StoredDelivery parked = relay.deliveries(caseNo, CIVIL).get(0);
    assertThat(parked.messageId()).isEqualTo(taken.messageId());
    assertThat(parked.state()).isEqualTo(State.PARKED);
    assertThat(parked.level()).isEqualTo("FINAL");
    assertThat(parked.code()).isEqualTo("E03");
    assertTheBureauHears(rejections(caseNo).get(0));

    relay.bureau(caseNo, "socialorg-02-receive");
    StoredDelivery behind = relay.until(caseNo, CIVIL, State.BACKLOG);
    assertThat(behind.operation()).isEqualTo("pre-accept");
    assertThat(relay.received(CIVIL, caseNo)).hasSize(1);
    StoredMessage rejection = rejections(caseNo).get(0);
    ObjectNode told =
        (ObjectNode) relay.get(Relay.BUREAU, "/api/v1/messages/" + rejection.id()).json();
    assertThat(told.path("state").asText()).isEqualTo("SETTLED");
  }
}
