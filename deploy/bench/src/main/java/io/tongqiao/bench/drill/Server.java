package io.tongqiao.bench.drill;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The server's process under a service manager: whenever it ends, it is started again. Measures
 * each start, from the process to the first answer of all doors.
 */
final class Server implements Stoppable {

  /** An end that nobody asked for is followed by a pause, as a service manager makes it. */
  private static final Duration RESTART_PAUSE = Duration.ofSeconds(1);

  private static final int HOPELESS = 3;

  private final JavaProcess recipe;
  private final RelayClient client;
  private final Thread keeper = new Thread(this::keep, "service-manager");
  private volatile Process process;
  private volatile boolean closing;
  private volatile boolean serving;
  private volatile boolean killed;
  private volatile boolean everServed;
  private final AtomicInteger kills = new AtomicInteger();
  private final AtomicInteger ownEnds = new AtomicInteger();
  private volatile Duration longestRestart = Duration.ZERO;

  /**
   * Starts the process.
   *
   * @throws IOException when there is no such program
   */
  Server(JavaProcess recipe, RelayClient client) throws IOException {
    this.recipe = recipe;
    this.client = client;
    this.process = recipe.start();
    this.keeper.start();
  }

  private void keep() {
    try {
      long begun = System.nanoTime();
      while (true) {
        attend(begun);
        if (closing) {
          return;
        }
        if (!killed) {
          ownEnds.incrementAndGet();
          MILLISECONDS.sleep(RESTART_PAUSE.toMillis());
        }
        killed = false;
        begun = System.nanoTime();
        process = recipe.start();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Until the process has ended. */
  private void attend(long begun) throws InterruptedException {
    Process mine = process;
    while (mine.isAlive() && !client.serves()) {
      MILLISECONDS.sleep(50);
    }
    if (mine.isAlive()) {
      Duration took = Duration.ofNanos(System.nanoTime() - begun);
      if (everServed && took.compareTo(longestRestart) > 0) {
        longestRestart = took;
      }
      everServed = true;
      serving = true;
    }
    int unused = mine.waitFor();
    serving = false;
  }

  /** Kills the process, whatever it is at; false when there is none to kill. */
  synchronized boolean kill() {
    Process mine = process;
    if (killed || !mine.isAlive()) {
      return false;
    }
    killed = true;
    serving = false;
    mine.destroyForcibly();
    kills.incrementAndGet();
    return true;
  }

  boolean serving() {
    return serving;
  }

  /**
   * Waits until it serves.
   *
   * @throws IllegalStateException when it does not in time, or cannot be started at all
   */
  void awaitServing(Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (!serving) {
      if (System.nanoTime() > end || (!everServed && ownEnds.get() >= HOPELESS)) {
        throw new IllegalStateException("通桥没有启动，见 " + recipe.log());
      }
      MILLISECONDS.sleep(20);
    }
  }

  int kills() {
    return kills.get();
  }

  /** How often it ended without having been killed. */
  int ownEnds() {
    return ownEnds.get();
  }

  Duration longestRestart() {
    return longestRestart;
  }

  @Override
  public void stop() throws InterruptedException {
    closing = true;
    process.destroy();
    if (!process.waitFor(30, SECONDS)) {
      process.destroyForcibly();
    }
    keeper.interrupt();
    keeper.join(5_000);
    process.destroyForcibly();
  }
}
