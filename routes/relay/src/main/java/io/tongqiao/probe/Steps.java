package io.tongqiao.probe;

import io.tongqiao.probe.Step.Found;
import io.tongqiao.probe.Step.Kind;
import io.tongqiao.probe.Step.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Takes the steps of one test, each within a time limit and all within {@link #LONGEST}. What is
 * done is seen at once. One thread takes them, any may look.
 */
public final class Steps {

  /** What all steps together may take. */
  static final Duration LONGEST = Duration.ofSeconds(45);

  private static final Found AFTER_A_FAILURE =
      Found.notTried("前面的步骤没有通过，这一步没有试", "Not tried, since a step before it failed.");

  private static final Found OUT_OF_TIME =
      Found.notTried(
          "前面的步骤用完了测试的时间，这一步没有试", "Not tried, since the steps before it took all the time.");

  private final List<Step> taken = new CopyOnWriteArrayList<>();
  private final ExecutorService threads;
  private final Duration limit;
  private final long started = System.nanoTime();

  Steps(ExecutorService threads, Duration limit) {
    this.threads = threads;
    this.limit = limit;
  }

  /** What has been found so far. */
  List<Step> taken() {
    return List.copyOf(taken);
  }

  private boolean failed() {
    return taken.stream().anyMatch(step -> step.outcome() == Outcome.FAILED);
  }

  /** Takes a step, unless one before it has failed. */
  public void next(Kind kind, Callable<Found> act) {
    if (failed()) {
      add(kind, 0, AFTER_A_FAILURE);
      return;
    }
    always(kind, act);
  }

  /** Takes a step that depends on none before it. */
  void always(Kind kind, Callable<Found> act) {
    long begun = System.nanoTime();
    long left = Math.min(limit.toNanos(), LONGEST.toNanos() - (begun - started));
    if (left <= 0) {
      add(kind, 0, OUT_OF_TIME);
      return;
    }
    Found found = found(act, left);
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    add(kind, found.outcome() == Outcome.NOT_TRIED ? 0 : millis, found);
  }

  private void add(Kind kind, long millis, Found found) {
    taken.add(new Step(kind, found.outcome(), millis, found.what(), found.next()));
  }

  private Found found(Callable<Found> act, long nanos) {
    Future<Found> future = threads.submit(act);
    try {
      return future.get(nanos, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      future.cancel(true);
      String seconds = Long.toString(Math.max(1, TimeUnit.NANOSECONDS.toSeconds(nanos)));
      return Found.failed("对方 " + seconds + " 秒内没有应答", "No answer within " + seconds + " s.")
          .but(
              "请对方查看服务是否繁忙或停滞；确实需要更久时，调大 limits.timeout",
              "Ask the other side whether it is busy or stuck; raise limits.timeout if it needs longer.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      future.cancel(true);
      return Found.notTried("服务正在停止，测试中断", "The server is stopping; the test was broken off.");
    } catch (ExecutionException e) {
      // messages of libraries may quote addresses with passwords in them: the kind says enough
      String kind = e.getCause().getClass().getSimpleName();
      return Found.failed("没有通过：" + kind, "Failed: " + kind)
          .but(
              "核对 endpoint 和 system.yaml；仍不明白时，连同这一行报给开发方",
              "Check endpoint and system.yaml; if that does not explain it, report this line.");
    }
  }
}
