package io.tongqiao.journal;

import static io.tongqiao.journal.JournalContract.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tongqiao.journal.DeliveryJournal.Fresh;
import io.tongqiao.journal.DeliveryJournal.Settled;
import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.schema.Receipt;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;

/** What the journal promises of deliveries, whatever database it stands on. */
interface DeliveryContract {

  /** A store of its own for each class; cases keep the tests apart. */
  JournalStore store();

  private DeliveryJournal deliveries() {
    return store().deliveries();
  }

  private LaneJournal lanes() {
    return store().lanes();
  }

  @Test
  default void delivery_added_isFoundAsItWas() {
    StoredMessage message = store().insert("c1", "1");
    StoredDelivery added = store().deliver(message, "prov-yctb");
    assertThat(added)
        .isEqualTo(
            new StoredDelivery(
                added.id(),
                message.id(),
                message.seq(),
                "prov-yctb",
                "c1",
                "push-case",
                State.READY,
                0,
                0,
                "",
                "",
                "",
                "",
                "",
                0,
                NOW,
                NOW,
                Optional.empty()));
    StoredDelivery other = store().behind(message, "city-power");
    assertThat(other.state()).isEqualTo(State.BACKLOG);
    assertThat(store().queries().ofMessage(message)).containsExactly(other, added);
    assertThat(store().queries().find(-1)).isEmpty();
  }

  @Test
  default void delivery_addedTwiceForOneSystem_isRefused() {
    StoredMessage message = store().insert("c2", "1");
    StoredDelivery first = store().deliver(message, "prov-yctb");
    long second = store().journal().numbers(1).get(0);
    assertThatThrownBy(
            () -> deliveries().add(List.of(new Fresh(second, message, "prov-yctb", "x", true))))
        .isInstanceOf(DuplicateKeyException.class);
    assertThat(store().queries().ofMessage(message)).containsExactly(first);
  }

  @Test
  default void ofCase_givesTheOrderOfAcceptance() {
    StoredMessage first = store().insert("c3", "1");
    StoredMessage second = store().insert("c3", "2");
    StoredDelivery c = store().deliver(second, "a-system");
    StoredDelivery b = store().deliver(first, "b-system");
    StoredDelivery a = store().deliver(first, "a-system");
    assertThat(store().queries().ofCase("c3")).containsExactly(a, b, c);
  }

  @Test
  default void turns_ofMany_areGivenForThoseThatAreReady() {
    StoredMessage message = store().insert("c4", "1", "{\"名\":\"示例\"}");
    StoredDelivery ready = store().deliver(message, "prov-yctb");
    StoredDelivery backlog = store().behind(message, "city-power");
    var turns = deliveries().turns(List.of(ready.id(), backlog.id(), -1L));
    assertThat(turns).containsOnlyKeys(ready.id());
    assertThat(turns.get(ready.id()).delivery()).isEqualTo(ready);
    assertThat(turns.get(ready.id()).body()).isEqualTo("{\"名\":\"示例\"}");
    for (State state : State.values()) {
      lanes().moveTo(List.of(ready.id()), state, "");
      assertThat(deliveries().turns(List.of(ready.id())).isEmpty())
          .as("%s", state)
          .isEqualTo(state != State.READY);
    }
  }

  @Test
  default void settle_withLevel_keepsTheReceipt() {
    StoredDelivery delivery = store().deliver(store().insert("c5", "1"), "prov-yctb");
    store().settle(delivery, State.WAITING, Optional.empty());
    StoredDelivery waiting = store().found(delivery.id());
    assertThat(waiting.nextAttemptAt()).contains(NOW.plusSeconds(30));
    assertThat(store().receipts(delivery)).isEmpty();
    lanes().moveTo(List.of(delivery.id()), State.READY, "");
    store().settle(delivery, State.PARKED, Optional.of(Receipt.Level.BUSINESS));
    lanes().moveTo(List.of(delivery.id()), State.READY, "");
    store().settle(delivery, State.DELIVERED, Optional.of(Receipt.Level.BUSINESS));
    StoredDelivery settled = store().found(delivery.id());
    assertThat(settled.state()).isEqualTo(State.DELIVERED);
    assertThat(settled.attempts()).isEqualTo(3);
    assertThat(settled.level()).isEqualTo("BUSINESS");
    assertThat(settled.receiptNo()).isEqualTo("R-1");
    assertThat(settled.code()).isEqualTo("200");
    assertThat(settled.cause()).isEqualTo("对方繁忙");
    assertThat(settled.lossy()).isEqualTo("sex: 9 → 0");
    assertThat(settled.millis()).isEqualTo(120);
    assertThat(settled.nextAttemptAt()).isEmpty();
    assertThat(store().receipts(delivery))
        .containsExactly(
            "prov-yctb BUSINESS REJECTED " + NOW, "prov-yctb BUSINESS ACCEPTED " + NOW);
    assertThat(store().queries().texts(delivery.id()))
        .contains(new DeliveryQueries.Texts(Optional.of("sent"), Optional.of("received")));
  }

  @Test
  default void settle_ofWhatIsSettledAlready_leavesTheFirst() {
    StoredDelivery delivery = store().deliver(store().insert("c6", "1"), "prov-yctb");
    store().settle(delivery, State.DELIVERED, Optional.of(Receipt.Level.BUSINESS));
    StoredDelivery first = store().found(delivery.id());
    store().settle(delivery, State.PARKED, Optional.of(Receipt.Level.FINAL));
    store().settle(delivery, State.WAITING, Optional.empty());
    assertThat(store().found(delivery.id())).isEqualTo(first);
    assertThat(store().receipts(delivery)).containsExactly("prov-yctb BUSINESS ACCEPTED " + NOW);
  }

  @Test
  default void settle_ofManyAtOnce_writesEachItsOwnEnd() {
    StoredDelivery done = store().deliver(store().insert("c7", "1"), "prov-yctb");
    StoredDelivery before = store().deliver(store().insert("c7", "2"), "city-power");
    StoredDelivery parked = store().deliver(store().insert("c7-b", "1"), "prov-yctb");
    store().settle(before, State.DELIVERED, Optional.of(Receipt.Level.TRANSPORT));
    deliveries()
        .settle(
            List.of(
                new Settled(
                    done,
                    JournalStore.settlement(State.DELIVERED, Optional.of(Receipt.Level.FINAL))),
                new Settled(
                    before,
                    JournalStore.settlement(State.PARKED, Optional.of(Receipt.Level.FINAL))),
                new Settled(
                    parked,
                    JournalStore.settlement(State.PARKED, Optional.of(Receipt.Level.BUSINESS)))));
    assertThat(store().found(done.id()).state()).isEqualTo(State.DELIVERED);
    assertThat(store().found(before.id()).state()).isEqualTo(State.DELIVERED);
    assertThat(store().found(parked.id()).state()).isEqualTo(State.PARKED);
    assertThat(store().receipts(done)).containsExactly("prov-yctb FINAL ACCEPTED " + NOW);
    assertThat(store().receipts(before)).containsExactly("city-power TRANSPORT ACCEPTED " + NOW);
    assertThat(store().receipts(parked)).containsExactly("prov-yctb BUSINESS REJECTED " + NOW);
  }

  @Test
  default void settle_withOverlongTexts_cutsThemToTheirColumns() {
    StoredDelivery delivery = store().deliver(store().insert("c8", "1"), "prov-yctb");
    String text = "长".repeat(5000);
    var end =
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
            Optional.empty(),
            "");
    deliveries().settle(List.of(new Settled(delivery, end)));
    StoredDelivery settled = store().found(delivery.id());
    assertThat(settled.receiptNo()).hasSize(128).endsWith("…");
    assertThat(settled.code()).hasSize(64).endsWith("…");
    assertThat(settled.cause()).hasSize(2000);
    assertThat(store().queries().texts(delivery.id()))
        .contains(new DeliveryQueries.Texts(Optional.of(text), Optional.empty()));
  }

  @Test
  default void moveTo_withCause_tellsItAndWithoutLeavesIt() {
    StoredDelivery delivery = store().deliver(store().insert("c9", "1"), "prov-yctb");
    store().settle(delivery, State.WAITING, Optional.empty());
    lanes().moveTo(List.of(delivery.id()), State.PARKED, "");
    assertThat(store().found(delivery.id()).cause()).isEqualTo("对方繁忙");
    assertThat(store().found(delivery.id()).nextAttemptAt()).isEmpty();
    lanes().moveTo(List.of(delivery.id()), State.SKIPPED, "已由窗口补录");
    assertThat(store().found(delivery.id()).cause()).isEqualTo("已由窗口补录");
    assertThat(store().found(delivery.id()).attempts()).isEqualTo(1);
    lanes().moveTo(List.of(), State.READY, "x");
    assertThat(store().found(delivery.id()).state()).isEqualTo(State.SKIPPED);
  }
}
