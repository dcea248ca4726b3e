package io.tongqiao.bench.drill;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** A line on how far the run has come. */
final class Progress implements Stoppable {

  private final Work work;
  private final Acceptances acceptances;
  private final Ledgers ledgers;
  private final Server server;
  private final Director director;
  private final long begun = System.nanoTime();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

  Progress(Work work, Acceptances acceptances, Ledgers ledgers, Server server, Director director) {
    this.work = work;
    this.acceptances = acceptances;
    this.ledgers = ledgers;
    this.server = server;
    this.director = director;
  }

  void start() {
    var unused = clock.scheduleAtFixedRate(this::tell, 5, 5, SECONDS);
  }

  @Override
  public void stop() {
    clock.shutdownNow();
  }

  private void tell() {
    try {
      System.err.println(
          "%4d 秒：受理 %d/%d，办理 %d/约 %d，重发 %d，杀通桥 %d 次，杀对方 %d 次%s%s"
              .formatted(
                  (System.nanoTime() - begun) / 1_000_000_000L,
                  acceptances.acceptedSoFar(),
                  work.messages(),
                  ledgers.done(),
                  work.deliveries(),
                  acceptances.resentSoFar(),
                  server.kills(),
                  director.peerKills(),
                  server.serving() ? "" : "，通桥正在启动",
                  director.trouble().isEmpty() ? "" : "，" + director.trouble()));
    } catch (IOException e) {
      System.err.println("读不到台账：" + e.getMessage());
    }
  }
}
