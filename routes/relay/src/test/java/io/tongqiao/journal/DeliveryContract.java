package io.tongqiao.journal;

import static io.tongqiao.journal.JournalContract.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.schema.Receipt;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the journal of deliveries promises on whatever database it stands. */
interface DeliveryContract {

  /** A store of its own for each class; cases keep the tests apart. */
  JournalStore store();

  private DeliveryJournal deliveries() {
    return store().deliveries();
  }

  private static Settlement settlement(State state, Optional<Receipt.Level> level) {
    Optional<Instant> next =
        state == State.WAITING ? Optional.of(NOW.plusSeconds(30)) : Optional.empty();
    return new Settlement(
        state,
        level,
        state != State.PARKED,
        "R-1",
        "200",
        "对方繁忙",
        "sex: 9 → 0",
        Optional.of("sent"),
        Optional.of("received"),
        120,
        next);
  }

  @Test
  default void delivery_addedTwice_staysAsItIs() {
    StoredMessage message = store().insert("c1", "1");
    StoredDelivery first = store().deliver(message, "prov-yctb");
    deliveries().moveTo(first.id(), State.BACKLOG);
    deliveries().add(message, "prov-yctb", "another");
    assertThat(deliveries().ofMessage(message.id())).hasSize(1);
    StoredDelivery again = deliveries().find(message.id(), "prov-yctb").orElseThrow();
    assertThat(again.state()).isEqualTo(State.BACKLOG);
    assertThat(again.operation()).isEqualTo("push-case");
    assertThat(again.seq()).isEqualTo(message.seq());
  }

  @Test
  default void behindAnother_isTrueUntilTheEarlierOneIsDelivered() {
    StoredDelivery first = store().deliver(store().insert("c2", "1"), "prov-yctb");
    StoredDelivery second = store().deliver(store().insert("c2", "2"), "prov-yctb");
    StoredDelivery elsewhere = store().deliver(store().insert("c2", "3"), "city-power");
    for (State open : List.of(State.READY, State.WAITING, State.PARKED, State.BACKLOG)) {
      deliveries().moveTo(first.id(), open);
      assertThat(deliveries().behindAnother(second)).as("%s", open).isTrue();
    }
    assertThat(deliveries().behindAnother(first)).isFalse();
    assertThat(deliveries().behindAnother(elsewhere)).isFalse();
    deliveries().settle(first, settlement(State.DELIVERED, Optional.of(Receipt.Level.BUSINESS)));
    assertThat(deliveries().behindAnother(second)).isFalse();
  }

  @Test
  default void settle_withLevel_keepsTheReceipt() {
    StoredDelivery delivery = store().deliver(store().insert("c3", "1"), "prov-yctb");
    deliveries().settle(delivery, settlement(State.WAITING, Optional.empty()));
    deliveries().settle(delivery, settlement(State.PARKED, Optional.of(Receipt.Level.BUSINESS)));
    deliveries().settle(delivery, settlement(State.DELIVERED, Optional.of(Receipt.Level.BUSINESS)));
    StoredDelivery settled = deliveries().find(delivery.messageId(), "prov-yctb").orElseThrow();
    assertThat(settled.attempts()).isEqualTo(3);
    assertThat(settled.level()).isEqualTo("BUSINESS");
    assertThat(settled.receiptNo()).isEqualTo("R-1");
    assertThat(settled.lossy()).isEqualTo("sex: 9 → 0");
    assertThat(settled.millis()).isEqualTo(120);
    assertThat(deliveries().receipts(delivery.messageId()))
        .extracting(r -> r.issuer() + " " + r.level() + " " + r.outcome() + " " + r.givenAt())
        .containsExactly(
            "prov-yctb BUSINESS REJECTED " + NOW, "prov-yctb BUSINESS ACCEPTED " + NOW);
  }

  @Test
  default void settle_withOverlongTexts_cutsThemToTheirColumns() {
    StoredDelivery delivery = store().deliver(store().insert("c4", "1"), "prov-yctb");
    String text = "长".repeat(5000);
    deliveries()
        .settle(
            delivery,
            new Settlement(
                State.PARKED,
                Optional.of(Receipt.Level.BUSINESS),
                false,
                text,
                text,
                text,
                text,
                Optional.of(text),
                Optional.empty(),
                1,
                Optional.empty()));
    StoredDelivery settled = deliveries().find(delivery.messageId(), "prov-yctb").orElseThrow();
    assertThat(settled.receiptNo()).hasSize(128).endsWith("…");
    assertThat(settled.cause()).hasSize(2000);
  }

  @Test
  default void nextOfLane_givesAndReadiesOnlyWhatStandsInTheBacklog() {
    StoredDelivery first = store().deliver(store().insert("c5", "1"), "prov-yctb");
    StoredDelivery second = store().deliver(store().insert("c5", "2"), "prov-yctb");
    StoredDelivery third = store().deliver(store().insert("c5", "3"), "prov-yctb");
    deliveries().moveTo(second.id(), State.BACKLOG);
    deliveries().moveTo(third.id(), State.BACKLOG);
    assertThat(deliveries().nextOfLane("prov-yctb", "c5")).isEmpty();
    deliveries().settle(first, settlement(State.DELIVERED, Optional.empty()));
    Optional<StoredDelivery> next = deliveries().nextOfLane("prov-yctb", "c5");
    assertThat(next.map(StoredDelivery::id)).contains(second.id());
    assertThat(deliveries().find(second.messageId(), "prov-yctb").orElseThrow().state())
        .isEqualTo(State.READY);
    assertThat(deliveries().nextOfLane("prov-yctb", "c5")).isEmpty();
    assertThat(deliveries().nextOfLane("prov-yctb", "none")).isEmpty();
  }

  @Test
  default void due_givesWaitingDeliveriesWhoseTimeHasCome() {
    StoredDelivery delivery = store().deliver(store().insert("c6", "1"), "due-system");
    deliveries().settle(delivery, settlement(State.WAITING, Optional.empty()));
    assertThat(due(NOW.plusSeconds(29))).isEmpty();
    assertThat(due(NOW.plusSeconds(30))).containsExactly(delivery.id());
    deliveries().moveTo(delivery.id(), State.READY);
    assertThat(due(NOW.plus(Duration.ofDays(1)))).isEmpty();
    assertThat(deliveries().find(delivery.messageId(), "due-system").orElseThrow().nextAttemptAt())
        .isEmpty();
  }

  private List<Long> due(Instant at) {
    return deliveries().due(at).stream()
        .filter(d -> d.system().equals("due-system"))
        .map(StoredDelivery::id)
        .toList();
  }

  @Test
  default void readySince_givesWhatHasNotMovedSince() {
    StoredDelivery delivery = store().deliver(store().insert("c7", "1"), "prov-yctb");
    StoredDelivery waiting = store().deliver(store().insert("c7", "2"), "prov-yctb");
    deliveries().settle(waiting, settlement(State.WAITING, Optional.empty()));
    assertThat(deliveries().readySince(NOW)).isEmpty();
    assertThat(deliveries().readySince(NOW.plusSeconds(1)))
        .extracting(StoredDelivery::id)
        .contains(delivery.id())
        .doesNotContain(waiting.id());
  }

  @Test
  default void forgottenBacklog_givesTheFirstOfALaneThatNothingStandsBefore() {
    StoredDelivery first = store().deliver(store().insert("c8", "1"), "prov-yctb");
    StoredDelivery second = store().deliver(store().insert("c8", "2"), "prov-yctb");
    StoredDelivery third = store().deliver(store().insert("c8", "3"), "prov-yctb");
    deliveries().moveTo(second.id(), State.BACKLOG);
    deliveries().moveTo(third.id(), State.BACKLOG);
    assertThat(forgotten()).isEmpty();
    deliveries().settle(first, settlement(State.DELIVERED, Optional.empty()));
    assertThat(forgotten()).containsExactly(second.id());
  }

  private List<Long> forgotten() {
    return deliveries().forgottenBacklog().stream()
        .filter(d -> d.caseNo().equals("c8"))
        .map(StoredDelivery::id)
        .toList();
  }

  @Test
  default void open_countsWhatIsNotDelivered() {
    StoredDelivery parked = store().deliver(store().insert("c9", "1"), "open-system");
    StoredDelivery done = store().deliver(store().insert("c9", "2"), "open-system");
    store().deliver(store().insert("c9", "3"), "open-system");
    store().deliver(store().insert("c9", "4"), "open-system");
    deliveries().moveTo(parked.id(), State.PARKED);
    deliveries().settle(done, settlement(State.DELIVERED, Optional.empty()));
    assertThat(deliveries().open("open-system"))
        .isEqualTo(Map.of(State.PARKED, 1L, State.READY, 2L));
  }
}
