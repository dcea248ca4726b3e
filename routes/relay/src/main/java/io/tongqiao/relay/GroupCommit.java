package io.tongqiao.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.springframework.dao.ConcurrencyFailureException;

/**
 * Does what many threads ask for in one step: while one batch is being worked on, the next gathers.
 * Each caller waits for its own outcome, so one transaction and one sync to disk serve them all.
 *
 * <p>A batch that fails because of one of its items is worked on again item by item, so that each
 * caller gets its own error; one that met another node's transaction is repeated.
 */
public final class GroupCommit<I, O> implements AutoCloseable {

  private static final int LARGEST = 64;
  private static final int REPEATS = 5;
  private static final long IDLE_MILLIS = 100;

  private record Asked<I, O>(I item, CompletableFuture<O> outcome) {}

  private final BlockingQueue<Asked<I, O>> asked = new LinkedBlockingQueue<>();
  private final Function<List<I>, List<O>> work;
  private final Thread worker;
  private volatile boolean closed;

  /**
   * Starts.
   *
   * @param work gives the outcomes in the order of the items, or throws when nothing was done
   */
  public GroupCommit(String name, Function<List<I>, List<O>> work) {
    this.work = work;
    this.worker = new Thread(this::run, name);
    this.worker.setDaemon(true);
    this.worker.start();
  }

  /**
   * The outcome of one item; what follows it must not take long, for it holds up the next batch.
   */
  public CompletableFuture<O> offer(I item) {
    var mine = new Asked<I, O>(item, new CompletableFuture<>());
    asked.add(mine);
    if (closed) {
      refuse();
    }
    return mine.outcome;
  }

  /** Waits for the outcome of one item; throws what the work threw. */
  public O submit(I item) {
    try {
      return offer(item).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private void run() {
    List<Asked<I, O>> batch = new ArrayList<>(LARGEST);
    while (!closed) {
      try {
        Asked<I, O> first = asked.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
        if (first != null) {
          batch.add(first);
          asked.drainTo(batch, LARGEST - 1);
          answer(batch, REPEATS);
          batch.clear();
        }
      } catch (InterruptedException e) {
        closed = true;
      }
    }
    refuse();
  }

  private void answer(List<Asked<I, O>> batch, int repeats) {
    try {
      List<O> outcomes = work.apply(batch.stream().map(Asked::item).toList());
      for (int i = 0; i < batch.size(); i++) {
        batch.get(i).outcome.complete(outcomes.get(i));
      }
    } catch (ConcurrencyFailureException e) {
      if (repeats > 0) {
        answer(batch, repeats - 1);
        return;
      }
      fail(batch, e);
    } catch (RuntimeException | Error e) {
      if (batch.size() > 1 && !Durability.isAway(e)) {
        batch.forEach(one -> answer(List.of(one), REPEATS));
        return;
      }
      fail(batch, e);
    }
  }

  private void fail(List<Asked<I, O>> batch, Throwable e) {
    batch.forEach(one -> one.outcome.completeExceptionally(e));
  }

  private void refuse() {
    List<Asked<I, O>> left = new ArrayList<>();
    asked.drainTo(left);
    fail(left, new IllegalStateException("the relay is stopping"));
  }

  /** Ends after the batch that is being worked on; whoever still waits gets an error. */
  @Override
  public void close() {
    closed = true;
    try {
      // never interrupted: that would close the file of an embedded database under its feet
      worker.join(TimeUnit.SECONDS.toMillis(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
