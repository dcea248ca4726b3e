package io.tongqiao.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.schema.CaseState;
import io.tongqiao.schema.Receipt;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;

/** What the journal promises on whatever database it stands. */
interface JournalContract {

  Instant NOW = Instant.parse("2026-03-16T01:30:00Z");

  /** A store of its own for each class; cases keep the tests apart. */
  JournalStore store();

  private Journal journal() {
    return store().journal();
  }

  private DeliveryJournal deliveries() {
    return store().deliveries();
  }

  private StoredMessage insert(String caseNo, String sourceId) {
    return insert(caseNo, sourceId, "{}");
  }

  private StoredMessage insert(String caseNo, String sourceId, String body) {
    String id = (caseNo + sourceId + "0".repeat(32)).substring(0, 32);
    var message =
        new StoredMessage(
            id,
            0,
            "bureau-platform",
            sourceId,
            "APPLY",
            caseNo,
            "d".repeat(64),
            "rest",
            body,
            "{\"receiptNo\":\"TQ-1\"}",
            NOW,
            Optional.empty());
    journal().lockCase(caseNo);
    journal().insert(message);
    return journal().message(id).orElseThrow();
  }

  private StoredDelivery deliver(StoredMessage message, String system) {
    deliveries().add(message, system, "push-case");
    return deliveries().find(message.id(), system).orElseThrow();
  }

  private static Settlement settlement(State state, Optional<Receipt.Level> level) {
    Optional<Instant> next =
        state == State.WAITING ? Optional.of(NOW.plusSeconds(30)) : Optional.empty();
    return new Settlement(
        state,
        level,
        "R-1",
        "200",
        "对方繁忙",
        "sex: 9 → 0",
        Optional.of("sent"),
        Optional.of("received"),
        120,
        next);
  }

  private static List<String> ids(List<StoredMessage> messages) {
    return messages.stream().map(StoredMessage::sourceId).toList();
  }

  @Test
  default void message_inserted_isFoundAsItWas() {
    StoredMessage written = insert("a1", "1", "{\"名\":\"示例䶮\"}");
    assertThat(written.seq()).isPositive();
    assertThat(written.acceptedAt()).isEqualTo(NOW);
    assertThat(written.dispatchedAt()).isEmpty();
    assertThat(written.body()).isEqualTo("{\"名\":\"示例䶮\"}");
    assertThat(written.receipt()).contains("TQ-1");
    assertThat(journal().message("x".repeat(32))).isEmpty();
  }

  @Test
  default void messages_ofOneCase_comeInOrderOfAcceptance() {
    insert("a2", "c");
    insert("a2-other", "x");
    insert("a2", "a");
    insert("a2", "b");
    assertThat(ids(journal().messages("a2"))).containsExactly("c", "a", "b");
    assertThat(journal().messages("a2")).extracting(StoredMessage::seq).isSorted();
  }

  @Test
  default void message_insertedTwice_isRefused() {
    insert("a3", "1");
    assertThatThrownBy(() -> insert("a3", "1")).isInstanceOf(DuplicateKeyException.class);
    assertThat(journal().messages("a3")).hasSize(1);
  }

  @Test
  default void message_rolledBack_leavesNothing() {
    assertThatThrownBy(
            () ->
                store()
                    .transactions()
                    .executeWithoutResult(
                        status -> {
                          insert("a4", "1");
                          journal().moveTo("a4", Journal.CASE_THREAD, CaseState.APPLIED);
                          throw new IllegalStateException("crash");
                        }))
        .hasMessage("crash");
    assertThat(journal().messages("a4")).isEmpty();
    assertThat(journal().state("a4", Journal.CASE_THREAD)).isEmpty();
    assertThat(journal().head("a4")).isEmpty();
  }

  @Test
  default void message_ofTenMegabytes_isKeptWhole() {
    String body = "{\"text\":\"" + "示例".repeat(1_700_000) + "\"}";
    StoredMessage written = insert("a5", "1", body);
    assertThat(written.body().length()).isEqualTo(body.length());
    assertThat(written.body().equals(body)).isTrue();
    assertThat(deliveries().body(deliver(written, "prov-yctb")).equals(body)).isTrue();
  }

  @Test
  default void case_locked_keepsASecondThreadWaiting() throws Exception {
    var locked = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    var secondIsIn = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<?> first =
          threads.submit(
              () ->
                  store()
                      .transactions()
                      .executeWithoutResult(
                          status -> {
                            journal().lockCase("a6");
                            journal().updateCase("a6", "{\"by\":\"first\"}");
                            locked.countDown();
                            await(release);
                          }));
      await(locked);
      Future<String> second =
          threads.submit(
              () ->
                  store()
                      .transactions()
                      .execute(
                          status -> {
                            String head = journal().lockCase("a6");
                            secondIsIn.set(true);
                            return head;
                          }));
      assertThatThrownBy(() -> second.get(300, TimeUnit.MILLISECONDS))
          .isInstanceOf(java.util.concurrent.TimeoutException.class);
      assertThat(secondIsIn).isFalse();
      release.countDown();
      first.get(10, TimeUnit.SECONDS);
      assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo("{\"by\":\"first\"}");
    } finally {
      threads.shutdownNow();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Test
  default void case_lockedByEightThreadsAtOnce_isCreatedOnceAndCountsToEight() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<?>> all =
          java.util.stream.IntStream.range(0, 8)
              .<Future<?>>mapToObj(i -> threads.submit(this::lockAndCount))
              .toList();
      for (Future<?> one : all) {
        one.get(30, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(journal().head("a7")).contains("{}        ");
  }

  private void lockAndCount() {
    store()
        .transactions()
        .executeWithoutResult(status -> journal().updateCase("a7", journal().lockCase("a7") + " "));
  }

  @Test
  default void thread_moved_standsThere() {
    journal().lockCase("a8");
    assertThat(journal().state("a8", Journal.CASE_THREAD)).isEmpty();
    journal().moveTo("a8", Journal.CASE_THREAD, CaseState.APPLIED);
    journal().moveTo("a8", Journal.CASE_THREAD, CaseState.RECEIVED);
    journal().moveTo("a8", "city-power", CaseState.PROCESSING);
    assertThat(journal().state("a8", Journal.CASE_THREAD)).contains(CaseState.RECEIVED);
    assertThat(journal().threads("a8"))
        .extracting(t -> t.thread() + " " + t.state())
        .containsExactly("case RECEIVED", "city-power PROCESSING");
  }

  @Test
  default void undispatched_upToAMessage_leavesOutLaterAndDispatchedOnes() {
    StoredMessage first = insert("b1", "1");
    insert("b1", "2");
    StoredMessage third = insert("b1", "3");
    insert("b1", "4");
    journal().dispatched(first.id());
    assertThat(ids(journal().undispatched("b1", third.id()))).containsExactly("2", "3");
    assertThat(journal().message(first.id()).orElseThrow().dispatchedAt()).contains(NOW);
  }

  @Test
  default void stranded_givesUndispatchedMessagesAcceptedBefore() {
    StoredMessage lost = insert("b2", "1");
    StoredMessage dispatched = insert("b2", "2");
    journal().dispatched(dispatched.id());
    assertThat(journal().stranded(NOW.plusSeconds(1)))
        .extracting(StoredMessage::id)
        .contains(lost.id())
        .doesNotContain(dispatched.id());
    assertThat(journal().stranded(NOW)).isEmpty();
  }

  @Test
  default void delivery_addedTwice_staysAsItIs() {
    StoredMessage message = insert("c1", "1");
    StoredDelivery first = deliver(message, "prov-yctb");
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
    StoredDelivery first = deliver(insert("c2", "1"), "prov-yctb");
    StoredDelivery second = deliver(insert("c2", "2"), "prov-yctb");
    StoredDelivery elsewhere = deliver(insert("c2", "3"), "city-power");
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
    StoredDelivery delivery = deliver(insert("c3", "1"), "prov-yctb");
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
    StoredDelivery delivery = deliver(insert("c4", "1"), "prov-yctb");
    String text = "长".repeat(5000);
    deliveries()
        .settle(
            delivery,
            new Settlement(
                State.PARKED,
                Optional.of(Receipt.Level.BUSINESS),
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
    StoredDelivery first = deliver(insert("c5", "1"), "prov-yctb");
    StoredDelivery second = deliver(insert("c5", "2"), "prov-yctb");
    StoredDelivery third = deliver(insert("c5", "3"), "prov-yctb");
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
    StoredDelivery delivery = deliver(insert("c6", "1"), "due-system");
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
    StoredDelivery delivery = deliver(insert("c7", "1"), "prov-yctb");
    StoredDelivery waiting = deliver(insert("c7", "2"), "prov-yctb");
    deliveries().settle(waiting, settlement(State.WAITING, Optional.empty()));
    assertThat(deliveries().readySince(NOW)).isEmpty();
    assertThat(deliveries().readySince(NOW.plusSeconds(1)))
        .extracting(StoredDelivery::id)
        .contains(delivery.id())
        .doesNotContain(waiting.id());
  }

  @Test
  default void forgottenBacklog_givesTheFirstOfALaneThatNothingStandsBefore() {
    StoredDelivery first = deliver(insert("c8", "1"), "prov-yctb");
    StoredDelivery second = deliver(insert("c8", "2"), "prov-yctb");
    StoredDelivery third = deliver(insert("c8", "3"), "prov-yctb");
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
    StoredDelivery parked = deliver(insert("c9", "1"), "open-system");
    StoredDelivery done = deliver(insert("c9", "2"), "open-system");
    deliver(insert("c9", "3"), "open-system");
    deliver(insert("c9", "4"), "open-system");
    deliveries().moveTo(parked.id(), State.PARKED);
    deliveries().settle(done, settlement(State.DELIVERED, Optional.empty()));
    assertThat(deliveries().open("open-system"))
        .isEqualTo(Map.of(State.PARKED, 1L, State.READY, 2L));
  }

  @Test
  default void takesPart_isTrueForSenderAndReceiverOnly() {
    deliver(insert("d1", "1"), "prov-yctb");
    assertThat(journal().takesPart("bureau-platform", "d1")).isTrue();
    assertThat(journal().takesPart("prov-yctb", "d1")).isTrue();
    assertThat(journal().takesPart("city-power", "d1")).isFalse();
    assertThat(journal().takesPart("prov-yctb", "d2")).isFalse();
  }

  @Test
  default void key_added_isFoundByItsHashAndOnlyOnce() {
    store().keys().add("prov-yctb", "h".repeat(64));
    assertThat(store().keys().systemsByHash()).containsEntry("h".repeat(64), "prov-yctb");
    assertThatThrownBy(() -> store().keys().add("prov-yctb", "i".repeat(64)))
        .isInstanceOf(DuplicateKeyException.class);
  }

  @Test
  default void audit_written_isKept() {
    journal().audit("prov-yctb", "message.conflict", "m-1", "同一编号，内容不同，已拒绝");
    assertThat(
            store()
                .jdbc()
                .sql("select detail from audit where actor = ? and act = ? and object = ?")
                .params("prov-yctb", "message.conflict", "m-1")
                .query(String.class)
                .list())
        .containsExactly("同一编号，内容不同，已拒绝");
  }
}
