package io.tongqiao.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tongqiao.schema.CaseState;
import java.time.Instant;
import java.util.List;
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

  private static List<String> ids(List<StoredMessage> messages) {
    return messages.stream().map(StoredMessage::sourceId).toList();
  }

  @Test
  default void message_inserted_isFoundAsItWas() {
    StoredMessage written = store().insert("a1", "1", "{\"名\":\"示例䶮\"}");
    assertThat(written.seq()).isPositive();
    assertThat(written.acceptedAt()).isEqualTo(NOW);
    assertThat(written.dispatchedAt()).isEmpty();
    assertThat(written.body()).isEqualTo("{\"名\":\"示例䶮\"}");
    assertThat(written.receipt()).contains("TQ-1");
    assertThat(journal().message("x".repeat(32))).isEmpty();
  }

  @Test
  default void messages_ofOneCase_comeInOrderOfAcceptance() {
    store().insert("a2", "c");
    store().insert("a2-other", "x");
    store().insert("a2", "a");
    store().insert("a2", "b");
    assertThat(ids(journal().messages("a2"))).containsExactly("c", "a", "b");
    assertThat(journal().messages("a2")).extracting(StoredMessage::seq).isSorted();
  }

  @Test
  default void message_insertedTwice_isRefused() {
    store().insert("a3", "1");
    assertThatThrownBy(() -> store().insert("a3", "1")).isInstanceOf(DuplicateKeyException.class);
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
                          store().insert("a4", "1");
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
    StoredMessage written = store().insert("a5", "1", body);
    assertThat(written.body().length()).isEqualTo(body.length());
    assertThat(written.body().equals(body)).isTrue();
    assertThat(deliveries().body(store().deliver(written, "prov-yctb")).equals(body)).isTrue();
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
    StoredMessage first = store().insert("b1", "1");
    store().insert("b1", "2");
    StoredMessage third = store().insert("b1", "3");
    store().insert("b1", "4");
    journal().dispatched(first.id());
    assertThat(ids(journal().undispatched("b1", third.id()))).containsExactly("2", "3");
    assertThat(journal().message(first.id()).orElseThrow().dispatchedAt()).contains(NOW);
  }

  @Test
  default void stranded_givesUndispatchedMessagesAcceptedBefore() {
    StoredMessage lost = store().insert("b2", "1");
    StoredMessage dispatched = store().insert("b2", "2");
    journal().dispatched(dispatched.id());
    assertThat(journal().stranded(NOW.plusSeconds(1)))
        .extracting(StoredMessage::id)
        .contains(lost.id())
        .doesNotContain(dispatched.id());
    assertThat(journal().stranded(NOW)).isEmpty();
  }

  @Test
  default void takesPart_isTrueForSenderAndReceiverOnly() {
    store().deliver(store().insert("d1", "1"), "prov-yctb");
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
