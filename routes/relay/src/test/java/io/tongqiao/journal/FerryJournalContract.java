package io.tongqiao.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tongqiao.dialect.Request;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a journal keeps of packages, whatever its database. */
interface FerryJournalContract {

  Instant NOON = Instant.parse("2026-10-04T04:00:00Z");

  JournalStore store();

  private FerryJournal at(Instant now) {
    return new FerryJournal(store().jdbc(), Clock.fixed(now, ZoneOffset.UTC));
  }

  private Shipment open(String system, String messageId, String caseNo, String sm3) {
    var request =
        new Request("apply", caseNo, messageId, "POST", "", "", Map.of(), "", new byte[0], "UTF-8");
    return store()
        .in(
            () ->
                at(NOON)
                    .open(
                        request,
                        system,
                        "d".repeat(64),
                        sm3,
                        no -> system + "_20261004120000_" + no));
  }

  @Test
  default void package_opened_hasTheNextNumberOfItsSystem() {
    assertThat(open("f-numbers", "n1", "c1", "a").name()).endsWith("_1");
    assertThat(open("f-numbers", "n2", "c2", "a").name()).endsWith("_2");
    assertThat(open("f-other", "n3", "c1", "a").name()).endsWith("_1");
    Shipment found = at(NOON).newest("f-numbers", "n2").orElseThrow();
    assertThat(found.caseNo()).isEqualTo("c2");
    assertThat(found.operation()).isEqualTo("apply");
    assertThat(found.sentAt()).isEmpty();
    assertThat(found.answer()).isEmpty();
  }

  @Test
  default void package_answered_keepsTheFirstAnswerAndIsNamedByTheNext() {
    Shipment first = open("f-answers", "a1", "c1", "a");
    assertThat(open("f-answers", "a2", "c1", "b").previous()).isEmpty();
    at(NOON).sent(first, "f".repeat(64), false);
    at(NOON).answered(first, "好".getBytes(StandardCharsets.UTF_8));
    at(NOON.plusSeconds(9)).answered(first, new byte[] {1});
    Shipment found = at(NOON).find("f-answers", first.name()).orElseThrow();
    assertThat(found.answer()).isEqualTo("好".getBytes(StandardCharsets.UTF_8));
    assertThat(found.answeredAt()).contains(NOON);
    assertThat(found.times()).isEqualTo(1);
    assertThat(open("f-answers", "a3", "c1", "c").previous()).isEqualTo(first.name());
  }

  @Test
  default void answer_settled_isKnownSinceThen() {
    StoredMessage message = store().insert("ferry-1", "m");
    store().deliver(message, "f-settled");
    assertThat(at(NOON).settledSince("f-settled", message.id(), NOON)).isFalse();
    store()
        .jdbc()
        .sql(
            "insert into exchange (seq, system, level, outcome, receipt_no, code, detail, at) values (?, 'f-settled', '', ?, '', '', '', ?)")
        .params(message.seq(), "REJECTED", Columns.at(NOON))
        .update();
    assertThat(at(NOON).settledSince("f-settled", message.id(), NOON)).isTrue();
    assertThat(at(NOON).settledSince("f-settled", message.id(), NOON.plusMillis(1))).isFalse();
  }

  @Test
  default void delivery_thatWaitsThoughItWasAnswered_isFound() {
    StoredMessage message = store().insert("ferry-2", "m");
    StoredDelivery delivery = store().deliver(message, "f-waits");
    store()
        .jdbc()
        .sql("update delivery set state = 'WAITING', next_attempt_at = ? where id = ?")
        .params(Columns.at(NOON.plusSeconds(60)), delivery.id())
        .update();
    Shipment shipment = open("f-waits", message.id(), "ferry-2", "a");
    assertThat(at(NOON).answeredButWaiting("f-waits")).isEmpty();
    at(NOON).answered(shipment, new byte[0]);
    assertThat(at(NOON).answeredButWaiting("f-waits")).containsExactly(message.id());
    open("f-waits", message.id(), "ferry-2", "b");
    assertThat(at(NOON).answeredButWaiting("f-waits")).isEmpty();
  }

  @Test
  default void package_ofAOneWayLink_isListedOrNot() {
    Shipment lost = open("f-lists", "l1", "c1", "a");
    Shipment came = open("f-lists", "l2", "c2", "b");
    at(NOON).sent(lost, "1".repeat(64), true);
    at(NOON).sent(came, "2".repeat(64), true);
    assertThat(at(NOON).find("f-lists", came.name()).orElseThrow().answeredAt()).contains(NOON);
    assertThat(at(NOON).sentWithin("f-lists", NOON.minusSeconds(1), NOON)).hasSize(2);
    assertThat(at(NOON).sentWithin("f-lists", NOON, NOON.plusSeconds(1))).isEmpty();
    assertThat(at(NOON).listed("f-lists", came.name(), "2".repeat(64))).isTrue();
    assertThat(at(NOON).listed("f-lists", lost.name(), "0".repeat(64))).isFalse();
    Duration day = Duration.ofDays(1);
    assertThat(at(NOON).unlisted("f-lists", NOON.plusSeconds(1), day))
        .extracting(Shipment::name)
        .isEqualTo(List.of(lost.name()));
    assertThat(at(NOON).unlisted("f-lists", NOON, day)).isEmpty();
    at(NOON.plusSeconds(5)).sentAgain(lost);
    assertThat(at(NOON).find("f-lists", lost.name()).orElseThrow().times()).isEqualTo(2);
  }

  @Test
  default void package_received_isKnown_andOneThatIsSkippedIsInNoList() {
    at(NOON).received("f-came", "p1", "3".repeat(64), false);
    at(NOON).received("f-came", "p1", "3".repeat(64), false);
    at(NOON).received("f-came", "p2", "", true);
    assertThat(at(NOON).isReceived("f-came", "p1")).isTrue();
    assertThat(at(NOON).isReceived("f-came", "p2")).isTrue();
    assertThat(at(NOON).isReceived("f-other", "p1")).isFalse();
    assertThat(at(NOON).receivedWithin("f-came", NOON.minusSeconds(1), NOON))
        .containsExactly(Map.entry("p1", "3".repeat(64)));
  }

  @Test
  default void package_ofAMessageThatRetentionHasRemoved_isForgotten() {
    StoredMessage kept = store().insert("ferry-3", "m");
    open("f-forgets", kept.id(), "ferry-3", "a");
    open("f-forgets", "gone", "ferry-3", "a");
    at(NOON).forget();
    assertThat(at(NOON).newest("f-forgets", kept.id())).isPresent();
    assertThat(at(NOON).newest("f-forgets", "gone")).isEmpty();
  }
}
