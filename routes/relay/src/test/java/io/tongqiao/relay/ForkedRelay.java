package io.tongqiao.relay;

import static org.awaitility.Awaitility.await;

import io.tongqiao.simulator.Simulator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** A relay in a process of its own, which is killed at a durable step. */
final class ForkedRelay implements AutoCloseable {

  private final Process process;

  ForkedRelay(Ground ground, Simulator ministries, int killAt, String kind, Path step)
      throws IOException {
    var settings = new Properties();
    ground.settings(ministries).forEach((k, v) -> settings.setProperty(k, v.toString()));
    Path file = ground.directory().resolve("settings.properties");
    try (OutputStream out = Files.newOutputStream(file)) {
      settings.store(out, null);
    }
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                KillPointServer.class.getName(),
                file.toString(),
                Integer.toString(killAt),
                kind,
                step.toString())
            .redirectErrorStream(true)
            .redirectOutput(ground.directory().resolve("log").toFile())
            .start();
    var caller = new Caller(ground.url());
    await("the forked relay is up; its log is in " + ground.directory())
        .atMost(Duration.ofSeconds(90))
        .ignoreExceptions()
        .until(() -> caller.get("/actuator/health", "").status() == 200);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Waits until it has been killed, or has nothing left to do. */
  void untilDeadOr(Callable<Boolean> quiet) throws Exception {
    await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .until(() -> !process.isAlive() || quiet.call());
    // what comes behind the last answer: acknowledgements on the broker
    process.waitFor(2, TimeUnit.SECONDS);
  }

  void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    kill();
  }
}
