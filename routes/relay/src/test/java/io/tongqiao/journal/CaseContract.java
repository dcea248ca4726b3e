package io.tongqiao.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tongqiao.journal.CaseJournal.CaseThread;
import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.schema.CaseState;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.dao.OptimisticLockingFailureException;

/** What the journal promises of cases, whatever database it stands on. */
interface CaseContract {

  /** A store of its own for each class; cases keep the tests apart. */
  JournalStore store();

  private CaseJournal cases() {
    return store().cases();
  }

  /** Opens a case, changes it and saves it, in one transaction. */
  private void change(String caseNo, java.util.function.Consumer<CaseFile> change) {
    store()
        .in(
            () -> {
              Map<String, CaseFile> files = cases().open(List.of(caseNo));
              change.accept(files.get(caseNo));
              cases().save(files.values());
            });
  }

  private CaseFile opened(String caseNo) {
    return store().in(() -> cases().open(List.of(caseNo)).get(caseNo));
  }

  @Test
  default void open_ofACaseNobodyKnows_isANewFile() {
    CaseFile file = opened("e1");
    assertThat(file.caseNo()).isEqualTo("e1");
    assertThat(file.head()).isEqualTo("{}");
    assertThat(file.state(CaseFile.CASE_THREAD)).isEmpty();
    assertThat(file.busy("prov-yctb")).isFalse();
    assertThat(cases().head("e1")).isEmpty();
  }

  @Test
  default void save_ofANewFileThatIsNotKept_leavesNothing() {
    change("e2", file -> file.learn("{\"item\":1}"));
    assertThat(cases().head("e2")).isEmpty();
    assertThat(cases().threads("e2")).isEmpty();
  }

  @Test
  default void save_ofAKeptFile_isThereWhenOpenedAgain() {
    change(
        "e3",
        file -> {
          file.keep();
          file.learn("{\"名\":\"示例䶮\"}");
          file.moveTo(CaseFile.CASE_THREAD, CaseState.APPLIED);
        });
    assertThat(opened("e3").head()).isEqualTo("{\"名\":\"示例䶮\"}");
    assertThat(opened("e3").state(CaseFile.CASE_THREAD)).contains(CaseState.APPLIED);
    assertThat(cases().head("e3")).contains("{\"名\":\"示例䶮\"}");
  }

  @Test
  default void thread_moved_standsThere() {
    change(
        "e4",
        file -> {
          file.keep();
          file.moveTo(CaseFile.CASE_THREAD, CaseState.APPLIED);
          file.moveTo(CaseFile.CASE_THREAD, CaseState.RECEIVED);
        });
    change(
        "e4",
        file -> {
          file.moveTo("city-power", CaseState.PROCESSING);
          file.moveTo(CaseFile.CASE_THREAD, CaseState.ACCEPTED);
        });
    assertThat(cases().threads("e4"))
        .containsExactly(
            new CaseThread(CaseFile.CASE_THREAD, CaseState.ACCEPTED),
            new CaseThread("city-power", CaseState.PROCESSING));
    assertThat(opened("e4").head()).isEqualTo("{}");
  }

  @Test
  default void open_ofManyCases_keepsThemApart() {
    change("e5-b", file -> learn(file, "{\"b\":1}", CaseState.APPLIED));
    change("e5-a", file -> learn(file, "{\"a\":1}", CaseState.RECEIVED));
    store().deliver(store().insert("e5-b", "1"), "prov-yctb");
    Map<String, CaseFile> files = store().in(() -> cases().open(List.of("e5-b", "e5-c", "e5-a")));
    assertThat(files).containsOnlyKeys("e5-a", "e5-b", "e5-c");
    assertThat(files.get("e5-a").head()).isEqualTo("{\"a\":1}");
    assertThat(files.get("e5-b").head()).isEqualTo("{\"b\":1}");
    assertThat(files.get("e5-a").state(CaseFile.CASE_THREAD)).contains(CaseState.RECEIVED);
    assertThat(files.get("e5-b").state(CaseFile.CASE_THREAD)).contains(CaseState.APPLIED);
    assertThat(files.get("e5-b").busy("prov-yctb")).isTrue();
    assertThat(files.get("e5-a").busy("prov-yctb")).isFalse();
  }

  private static void learn(CaseFile file, String head, CaseState state) {
    file.keep();
    file.learn(head);
    file.moveTo(CaseFile.CASE_THREAD, state);
  }

  @Test
  default void busy_ofASystem_isTrueUntilItsLaneIsDone() {
    StoredDelivery delivery = store().deliver(store().insert("e6", "1"), "prov-yctb");
    for (State state : State.values()) {
      store().lanes().moveTo(List.of(delivery.id()), state, "");
      assertThat(opened("e6").busy("prov-yctb")).as("%s", state).isEqualTo(!state.done());
      assertThat(opened("e6").busy("city-power")).isFalse();
    }
  }

  @Test
  default void case_opened_keepsASecondTransactionWaiting() throws Exception {
    store().begin("e7");
    assertSecondWaits(
        () -> cases().open(List.of("e7")).get("e7"),
        () -> cases().open(List.of("e7", "e7-new")).get("e7"));
  }

  @Test
  default void case_locked_keepsASecondTransactionWaiting() throws Exception {
    store().begin("e8");
    store().begin("e8-free");
    assertSecondWaits(
        () -> {
          cases().lock(List.of("e8", "e8-none"));
          return cases().open(List.of("e8")).get("e8");
        },
        () -> {
          cases().lock(List.of("e8-free", "e8"));
          return cases().open(List.of("e8")).get("e8");
        });
  }

  /** The second is let in only after the first has committed, and sees what it has written. */
  private void assertSecondWaits(
      java.util.function.Supplier<CaseFile> first, java.util.function.Supplier<CaseFile> second)
      throws Exception {
    var locked = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    var secondIsIn = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<?> writer =
          threads.submit(
              () ->
                  store()
                      .in(
                          () -> {
                            CaseFile file = first.get();
                            file.learn("{\"by\":\"first\"}");
                            cases().save(List.of(file));
                            locked.countDown();
                            await(release);
                          }));
      await(locked);
      Future<String> reader =
          threads.submit(
              () ->
                  store()
                      .in(
                          () -> {
                            CaseFile file = second.get();
                            secondIsIn.set(true);
                            return file.head();
                          }));
      assertThatThrownBy(() -> reader.get(300, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
      assertThat(secondIsIn).isFalse();
      release.countDown();
      writer.get(10, TimeUnit.SECONDS);
      assertThat(reader.get(10, TimeUnit.SECONDS)).isEqualTo("{\"by\":\"first\"}");
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
  default void case_begunByAnotherMeanwhile_isToBeTakenUpAgain() {
    CaseFile mine = opened("e9");
    change("e9", file -> learn(file, "{\"by\":\"other\"}", CaseState.APPLIED));
    mine.keep();
    mine.learn("{\"by\":\"me\"}");
    mine.moveTo(CaseFile.CASE_THREAD, CaseState.RECEIVED);
    assertThatThrownBy(() -> store().in(() -> cases().save(List.of(mine))))
        .isInstanceOf(OptimisticLockingFailureException.class);
    assertThat(cases().head("e9")).contains("{\"by\":\"other\"}");
    assertThat(opened("e9").state(CaseFile.CASE_THREAD)).contains(CaseState.APPLIED);
  }

  @Test
  default void case_changedByEightThreadsAtOnce_isBegunOnceAndCountsToEight() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<?>> all =
          IntStream.range(0, 8).<Future<?>>mapToObj(i -> threads.submit(this::count)).toList();
      for (Future<?> one : all) {
        one.get(30, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(cases().head("e10")).contains("{}        ");
  }

  private void count() {
    try {
      change(
          "e10",
          file -> {
            file.keep();
            file.learn(file.head() + " ");
          });
    } catch (OptimisticLockingFailureException e) {
      count();
    }
  }
}
