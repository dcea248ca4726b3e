package io.tongqiao.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;

class GroupCommitTest {

  private final List<List<Integer>> batches = new CopyOnWriteArrayList<>();
  private final CountDownLatch release = new CountDownLatch(1);
  private final Set<Integer> poison = ConcurrentHashMap.newKeySet();
  private final AtomicInteger away = new AtomicInteger();
  private final AtomicInteger meetings = new AtomicInteger();
  private final AtomicBoolean interrupted = new AtomicBoolean();

  private final GroupCommit<Integer, String> commits = new GroupCommit<>("test", this::work);

  /** Item 0 holds the worker until it is released. */
  private List<String> work(List<Integer> items) {
    batches.add(items);
    if (items.contains(0)) {
      hold();
    }
    if (items.get(0) != 0 && away.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
      throw new DataAccessResourceFailureException("the database is away");
    }
    if (items.get(0) != 0 && meetings.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
      throw new CannotAcquireLockException("another node");
    }
    for (Integer item : items) {
      if (poison.contains(item)) {
        throw new DataIntegrityViolationException("item " + item);
      }
    }
    return items.stream().map(i -> "done " + i).toList();
  }

  private void hold() {
    try {
      assertThat(release.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      interrupted.set(true);
    }
  }

  /** Asks in a thread of its own, and comes back when that waits. */
  private Future<String> ask(int item) {
    var task = new FutureTask<>(() -> commits.submit(item));
    var thread = new Thread(task);
    thread.start();
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(() -> task.isDone() || thread.getState() == Thread.State.WAITING);
    return task;
  }

  /** While item 0 is being worked on, these are asked for. */
  private List<Future<String>> gathered(int... items) {
    Future<String> first = ask(0);
    await().until(() -> batches.size() == 1);
    var asked = new ArrayList<Future<String>>();
    IntStream.of(items).forEach(i -> asked.add(ask(i)));
    asked.add(0, first);
    return asked;
  }

  private static String outcome(Future<String> asked) throws Exception {
    return asked.get(10, TimeUnit.SECONDS);
  }

  private static Throwable error(Future<String> asked) throws Exception {
    try {
      throw new AssertionError("no error but " + outcome(asked));
    } catch (ExecutionException e) {
      return e.getCause();
    }
  }

  @AfterEach
  void close() {
    release.countDown();
    commits.close();
  }

  @Test
  void items_askedDuringABatch_gatherIntoTheNextInTheirOrder() throws Exception {
    List<Future<String>> asked = gathered(7, 3, 5);
    release.countDown();
    assertThat(outcome(asked.get(0))).isEqualTo("done 0");
    assertThat(outcome(asked.get(1))).isEqualTo("done 7");
    assertThat(outcome(asked.get(2))).isEqualTo("done 3");
    assertThat(outcome(asked.get(3))).isEqualTo("done 5");
    assertThat(batches).containsExactly(List.of(0), List.of(7, 3, 5));
  }

  @Test
  void items_askedByManyThreads_areEachAnsweredAndNoBatchIsTooLarge() throws Exception {
    List<Future<String>> asked = gathered(IntStream.rangeClosed(1, 150).toArray());
    release.countDown();
    for (int i = 0; i < asked.size(); i++) {
      assertThat(outcome(asked.get(i))).isEqualTo("done " + i);
    }
    assertThat(batches).extracting(List::size).containsExactly(1, 64, 64, 22);
  }

  @Test
  void item_thatCannotBeDone_getsItsOwnErrorAndTheOthersSucceed() throws Exception {
    poison.addAll(List.of(2, 4));
    List<Future<String>> asked = gathered(1, 2, 3, 4);
    release.countDown();
    assertThat(outcome(asked.get(1))).isEqualTo("done 1");
    assertThat(error(asked.get(2))).isInstanceOf(DataIntegrityViolationException.class);
    assertThat(error(asked.get(2))).hasMessage("item 2");
    assertThat(outcome(asked.get(3))).isEqualTo("done 3");
    assertThat(error(asked.get(4))).hasMessage("item 4");
    assertThat(batches)
        .containsExactly(
            List.of(0), List.of(1, 2, 3, 4), List.of(1), List.of(2), List.of(3), List.of(4));
  }

  @Test
  void batch_whileTheDatabaseIsAway_failsAtOnceAndIsNotTriedOneByOne() throws Exception {
    away.set(1);
    List<Future<String>> asked = gathered(1, 2, 3);
    release.countDown();
    for (Future<String> one : asked.subList(1, 4)) {
      assertThat(error(one)).isInstanceOf(DataAccessResourceFailureException.class);
    }
    assertThat(batches).containsExactly(List.of(0), List.of(1, 2, 3));
    assertThat(commits.submit(4)).isEqualTo("done 4");
  }

  @Test
  void batch_thatMetAnotherTransaction_isRepeatedWhole() throws Exception {
    meetings.set(2);
    List<Future<String>> asked = gathered(1, 2);
    release.countDown();
    assertThat(outcome(asked.get(1))).isEqualTo("done 1");
    assertThat(outcome(asked.get(2))).isEqualTo("done 2");
    assertThat(batches).containsExactly(List.of(0), List.of(1, 2), List.of(1, 2), List.of(1, 2));
  }

  @Test
  void batch_thatMeetsAnotherTransactionAgainAndAgain_failsAtLast() {
    meetings.set(Integer.MAX_VALUE);
    assertThatThrownBy(() -> commits.submit(1)).isInstanceOf(CannotAcquireLockException.class);
    assertThat(batches).hasSizeBetween(2, 20).containsOnly(List.of(1));
    meetings.set(0);
    assertThat(commits.submit(2)).isEqualTo("done 2");
  }

  @Test
  void worker_thatMetAnError_goesOnWithTheNext() {
    var broken =
        new GroupCommit<Integer, String>(
            "test",
            items -> {
              if (items.contains(1)) {
                throw new StackOverflowError();
              }
              return List.of("done");
            });
    assertThatThrownBy(() -> broken.submit(1))
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(StackOverflowError.class);
    assertThat(broken.submit(2)).isEqualTo("done");
    broken.close();
  }

  @Test
  void close_duringABatch_letsItEndAndFailsThoseThatWait() throws Exception {
    List<Future<String>> asked = gathered(1, 2);
    var closing = new Thread(commits::close);
    closing.start();
    await().until(() -> closing.getState() == Thread.State.TIMED_WAITING);
    release.countDown();
    closing.join();
    assertThat(outcome(asked.get(0))).isEqualTo("done 0");
    assertThat(error(asked.get(1))).isInstanceOf(IllegalStateException.class);
    assertThat(error(asked.get(2))).isInstanceOf(IllegalStateException.class);
    assertThat(interrupted).as("the database's file would be closed under its feet").isFalse();
    assertThat(batches).containsExactly(List.of(0));
    assertThatThrownBy(() -> commits.submit(3)).isInstanceOf(IllegalStateException.class);
  }
}
