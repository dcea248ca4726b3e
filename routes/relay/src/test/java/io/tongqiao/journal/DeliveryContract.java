package io.tongqiao.journal;

import static io.tongqiao.journal.JournalContract.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tongqiao.journal.DeliveryJournal.Fresh;
import io.tongqiao.journal.DeliveryJournal.Settled;
import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.schema.Receipt;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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

  private void settle(StoredDelivery delivery, State state, Optional<Receipt.Level> level) {
    deliveries().settle(List.of(new Settled(delivery, settlement(state, level))));
  }

  private void ready(StoredDelivery delivery) {
    deliveries().moveTo(List.of(delivery.id()), State.READY, "");
  }

  private List<String> receipts(StoredDelivery delivery) {
    StoredMessage message = store().journal().message(delivery.messageId()).orElseThrow();
    return store().queries().receipts(message).stream()
        .map(r -> r.issuer() + " " + r.level() + " " + r.outcome() + " " + r.givenAt())
        .toList();
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
      deliveries().moveTo(List.of(ready.id()), state, "");
      assertThat(deliveries().turns(List.of(ready.id())).isEmpty())
          .as("%s", state)
          .isEqualTo(state != State.READY);
    }
  }

  @Test
  default void settle_withLevel_keepsTheReceipt() {
    StoredDelivery delivery = store().deliver(store().insert("c5", "1"), "prov-yctb");
    settle(delivery, State.WAITING, Optional.empty());
    StoredDelivery waiting = store().found(delivery.id());
    assertThat(waiting.nextAttemptAt()).contains(NOW.plusSeconds(30));
    assertThat(receipts(delivery)).isEmpty();
    ready(delivery);
    settle(delivery, State.PARKED, Optional.of(Receipt.Level.BUSINESS));
    ready(delivery);
    settle(delivery, State.DELIVERED, Optional.of(Receipt.Level.BUSINESS));
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
    assertThat(receipts(delivery))
        .containsExactly(
            "prov-yctb BUSINESS REJECTED " + NOW, "prov-yctb BUSINESS ACCEPTED " + NOW);
    assertThat(store().queries().texts(delivery.id()))
        .contains(new DeliveryQueries.Texts(Optional.of("sent"), Optional.of("received")));
  }

  @Test
  default void settle_ofWhatIsSettledAlready_leavesTheFirst() {
    StoredDelivery delivery = store().deliver(store().insert("c6", "1"), "prov-yctb");
    settle(delivery, State.DELIVERED, Optional.of(Receipt.Level.BUSINESS));
    StoredDelivery first = store().found(delivery.id());
    settle(delivery, State.PARKED, Optional.of(Receipt.Level.FINAL));
    settle(delivery, State.WAITING, Optional.empty());
    assertThat(store().found(delivery.id())).isEqualTo(first);
    assertThat(receipts(delivery)).containsExactly("prov-yctb BUSINESS ACCEPTED " + NOW);
  }

  @Test
  default void settle_ofManyAtOnce_writesEachItsOwnEnd() {
    StoredDelivery done = store().deliver(store().insert("c7", "1"), "prov-yctb");
    StoredDelivery before = store().deliver(store().insert("c7", "2"), "city-power");
    StoredDelivery parked = store().deliver(store().insert("c7-b", "1"), "prov-yctb");
    settle(before, State.DELIVERED, Optional.of(Receipt.Level.TRANSPORT));
    deliveries()
        .settle(
            List.of(
                new Settled(done, settlement(State.DELIVERED, Optional.of(Receipt.Level.FINAL))),
                new Settled(before, settlement(State.PARKED, Optional.of(Receipt.Level.FINAL))),
                new Settled(
                    parked, settlement(State.PARKED, Optional.of(Receipt.Level.BUSINESS)))));
    assertThat(store().found(done.id()).state()).isEqualTo(State.DELIVERED);
    assertThat(store().found(before.id()).state()).isEqualTo(State.DELIVERED);
    assertThat(store().found(parked.id()).state()).isEqualTo(State.PARKED);
    assertThat(receipts(done)).containsExactly("prov-yctb FINAL ACCEPTED " + NOW);
    assertThat(receipts(before)).containsExactly("city-power TRANSPORT ACCEPTED " + NOW);
    assertThat(receipts(parked)).containsExactly("prov-yctb BUSINESS REJECTED " + NOW);
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
            Optional.empty());
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
    settle(delivery, State.WAITING, Optional.empty());
    deliveries().moveTo(List.of(delivery.id()), State.PARKED, "");
    assertThat(store().found(delivery.id()).cause()).isEqualTo("对方繁忙");
    assertThat(store().found(delivery.id()).nextAttemptAt()).isEmpty();
    deliveries().moveTo(List.of(delivery.id()), State.SKIPPED, "已由窗口补录");
    assertThat(store().found(delivery.id()).cause()).isEqualTo("已由窗口补录");
    assertThat(store().found(delivery.id()).attempts()).isEqualTo(1);
    deliveries().moveTo(List.of(), State.READY, "x");
    assertThat(store().found(delivery.id()).state()).isEqualTo(State.SKIPPED);
  }

  @Test
  default void correct_givesANewVersionThatIsSentAndLeavesTheMessage() {
    StoredMessage message = store().insert("c10", "1", "{\"v\":0}");
    StoredDelivery delivery = store().deliver(message, "prov-yctb");
    StoredDelivery other = store().deliver(message, "city-power");
    deliveries().correct(delivery, "{\"v\":1}", "wang", "改地址");
    deliveries().correct(store().found(delivery.id()), "{\"v\":2}", "li", "再改");
    var turns = deliveries().turns(List.of(delivery.id(), other.id()));
    assertThat(turns.get(delivery.id()).body()).isEqualTo("{\"v\":2}");
    assertThat(turns.get(delivery.id()).delivery().version()).isEqualTo(2);
    assertThat(turns.get(other.id()).body()).isEqualTo("{\"v\":0}");
    assertThat(store().journal().message(message.id())).contains(message);
    assertThat(
            store()
                .jdbc()
                .sql(
                    "select version || ' ' || body || ' ' || actor || ' ' || reason from delivery_version where delivery_id = ? order by version")
                .param(delivery.id())
                .query(String.class)
                .list())
        .containsExactly("1 {\"v\":1} wang 改地址", "2 {\"v\":2} li 再改");
  }

  @Test
  default void correct_ofWhatWasCorrectedMeanwhile_isRefused() {
    StoredDelivery delivery = store().deliver(store().insert("c11", "1"), "prov-yctb");
    deliveries().correct(delivery, "{\"v\":1}", "wang", "改地址");
    assertThatThrownBy(() -> deliveries().correct(delivery, "{\"v\":9}", "li", "也改"))
        .isInstanceOf(DuplicateKeyException.class);
    assertThat(deliveries().turns(List.of(delivery.id())).get(delivery.id()).body())
        .isEqualTo("{\"v\":1}");
  }

  @Test
  default void rejectLater_parksWithTheFinalWord() {
    StoredDelivery delivery = store().deliver(store().insert("c12", "1"), "prov-yctb");
    settle(delivery, State.DELIVERED, Optional.of(Receipt.Level.BUSINESS));
    deliveries().rejectLater(store().found(delivery.id()), "E-7", "材料不清晰");
    StoredDelivery rejected = store().found(delivery.id());
    assertThat(rejected.state()).isEqualTo(State.PARKED);
    assertThat(rejected.level()).isEqualTo("FINAL");
    assertThat(rejected.code()).isEqualTo("E-7");
    assertThat(rejected.cause()).contains("材料不清晰");
    assertThat(rejected.receiptNo()).isEqualTo("R-1");
    assertThat(rejected.attempts()).isEqualTo(1);
    assertThat(receipts(delivery))
        .containsExactly("prov-yctb BUSINESS ACCEPTED " + NOW, "prov-yctb FINAL REJECTED " + NOW);
  }

  @Test
  default void dueCases_areThoseWhoseTimeHasCome() {
    StoredDelivery one = store().deliver(store().insert("c13-a", "1"), "prov-yctb");
    StoredDelivery two = store().deliver(store().insert("c13-a", "2"), "city-power");
    StoredDelivery ready = store().deliver(store().insert("c13-b", "1"), "prov-yctb");
    settle(one, State.WAITING, Optional.empty());
    settle(two, State.WAITING, Optional.empty());
    assertThat(ready.state()).isEqualTo(State.READY);
    assertThat(due(NOW.plusSeconds(29))).isEmpty();
    assertThat(due(NOW.plusSeconds(30))).containsExactly("c13-a");
    ready(one);
    ready(two);
    assertThat(due(NOW.plusSeconds(86_400))).isEmpty();
  }

  private List<String> due(Instant at) {
    return store().queries().dueCases(at).stream().filter(c -> c.startsWith("c13")).toList();
  }

  @Test
  default void hurry_makesTheNextAttemptDueAndNothingElse() {
    StoredDelivery waiting = store().deliver(store().insert("c14", "1"), "hurry-a");
    StoredDelivery other = store().deliver(store().insert("c14", "2"), "hurry-b");
    settle(waiting, State.WAITING, Optional.empty());
    settle(other, State.WAITING, Optional.empty());
    deliveries().hurry(waiting.id());
    assertThat(store().found(waiting.id()).nextAttemptAt()).contains(NOW);
    assertThat(store().found(waiting.id()).state()).isEqualTo(State.WAITING);
    assertThat(store().found(other.id()).nextAttemptAt()).contains(NOW.plusSeconds(30));
    deliveries().moveTo(List.of(other.id()), State.PARKED, "");
    deliveries().hurry(other.id());
    assertThat(store().found(other.id()).nextAttemptAt()).isEmpty();
  }

  @Test
  default void hurryAll_makesAllThatWaitsForASystemDue() {
    StoredDelivery one = store().deliver(store().insert("c15-a", "1"), "hurried");
    StoredDelivery two = store().deliver(store().insert("c15-b", "1"), "hurried");
    StoredDelivery parked = store().deliver(store().insert("c15-c", "1"), "hurried");
    StoredDelivery other = store().deliver(store().insert("c15-a", "2"), "unhurried");
    List.of(one, two, other).forEach(d -> settle(d, State.WAITING, Optional.empty()));
    settle(parked, State.PARKED, Optional.empty());
    deliveries().hurryAll("hurried");
    assertThat(store().found(one.id()).nextAttemptAt()).contains(NOW);
    assertThat(store().found(two.id()).nextAttemptAt()).contains(NOW);
    assertThat(store().found(parked.id()).nextAttemptAt()).isEmpty();
    assertThat(store().found(other.id()).nextAttemptAt()).contains(NOW.plusSeconds(30));
  }

  @Test
  default void longestWaiting_isTheOneWhoseAttemptComesFirst() {
    StoredDelivery later = store().deliver(store().insert("c16-a", "1"), "probed");
    StoredDelivery sooner = store().deliver(store().insert("c16-b", "1"), "probed");
    assertThat(store().queries().longestWaiting("probed")).isEmpty();
    settle(later, State.WAITING, Optional.empty());
    settle(sooner, State.WAITING, Optional.empty());
    deliveries().hurry(sooner.id());
    assertThat(store().queries().longestWaiting("probed").map(StoredDelivery::id))
        .contains(sooner.id());
  }

  @Test
  default void readySince_givesCopiesOfWhatHasBeenReadyThatLong() {
    StoredDelivery second = store().deliver(store().insert("c17-b", "1"), "since");
    StoredDelivery first = store().deliver(store().insert("c17-a", "1"), "since");
    StoredDelivery waiting = store().deliver(store().insert("c17-c", "1"), "since");
    StoredDelivery backlog = store().behind(store().insert("c17-a", "2"), "since");
    settle(waiting, State.WAITING, Optional.empty());
    assertThat(backlog.state()).isEqualTo(State.BACKLOG);
    assertThat(store().queries().readySince("since", NOW)).isEmpty();
    assertThat(store().queries().readySince("since", NOW.plusMillis(1)))
        .containsExactly(
            new Copy(second.id(), "since", "c17-b"), new Copy(first.id(), "since", "c17-a"));
    assertThat(store().queries().readySince("elsewhere", NOW.plusMillis(1))).isEmpty();
  }

  @Test
  default void open_countsWhatIsNotDone() {
    for (State state : State.values()) {
      for (int i = 0; i <= state.ordinal(); i++) {
        StoredDelivery one =
            store().deliver(store().insert("c18", state + "" + i), "open-system");
        deliveries().moveTo(List.of(one.id()), state, "");
      }
    }
    assertThat(store().queries().open().get("open-system"))
        .isEqualTo(
            Map.of(State.READY, 1L, State.BACKLOG, 2L, State.WAITING, 3L, State.PARKED, 4L));
    assertThat(store().queries().open()).doesNotContainKey("no-system");
    assertThat(store().queries().onTheirWay("open-system")).isEqualTo(4);
    assertThat(store().queries().onTheirWay("no-system")).isZero();
  }
}
