package io.tongqiao.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tongqiao.journal.StoredDelivery;
import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.simulator.Misbehaviour;
import io.tongqiao.simulator.Misbehaviour.Kind;
import io.tongqiao.simulator.Simulator;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database goes away for some seconds while messages come and deliveries run. */
class DatabaseAwayIT {

  private static final String PROVINCE = "prov-yctb";

  @TempDir private Path directory;
  private int port;
  private EmbeddedPostgres database;
  private Ground ground;
  private Simulator ministries;
  private Relay relay;

  @BeforeEach
  void open() throws IOException {
    try (var socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    startDatabase();
    ground = Ground.in(directory.resolve("ground"));
    ground.edit(PROVINCE, text -> text.replace("timeout: 3s", "timeout: 30s"));
    ministries = ground.ministries();
    String url = database.getJdbcUrl("postgres", "postgres");
    Map<String, Object> onPostgres =
        Map.of(
            "spring.datasource.url", url,
            "spring.datasource.username", "postgres",
            "spring.datasource.hikari.connection-timeout", "1000");
    relay = Relay.start(ground, ministries, 880_000, onPostgres);
  }

  private void startDatabase() throws IOException {
    database =
        EmbeddedPostgres.builder()
            .setPort(port)
            .setDataDirectory(directory.resolve("database"))
            .setCleanDataDirectory(false)
            .setServerConfig("fsync", "on")
            .start();
  }

  @AfterEach
  void close() throws IOException {
    relay.close();
    ministries.close();
    database.close();
  }

  @Test
  void database_awayForSomeSeconds_costsNothingThatWasAcceptedAndRepeatsNoCall() throws Exception {
    ministries.misbehave(PROVINCE, Misbehaviour.of(Kind.DELAY).delay(Duration.ofSeconds(15)));
    String called = relay.caseFor(PROVINCE);
    var windows = List.of(new BureauWindow(relay), new BureauWindow(relay));
    List<Thread> threads = windows.stream().map(Thread::new).toList();
    threads.forEach(Thread::start);
    await().until(() -> windows.stream().allMatch(w -> w.cases().size() >= 3));

    database.close();
    assertThat(relay.received(PROVINCE, called)).as("the call is still out").isEmpty();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> windows.stream().allMatch(w -> w.count(503) >= 2));
    await("the call ends while the journal is away")
        .atMost(Duration.ofSeconds(30))
        .until(() -> relay.done(PROVINCE, called).size() == 1);
    Thread.sleep(2000);
    List<Long> before = windows.stream().map(w -> w.count(202)).toList();
    startDatabase();

    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                windows.get(0).count(202) >= before.get(0) + 6
                    && windows.get(1).count(202) >= before.get(1) + 6);
    windows.forEach(BureauWindow::close);
    for (Thread thread : threads) {
      thread.join();
    }
    StoredDelivery delivered = relay.until(called, PROVINCE, State.DELIVERED);
    assertThat(delivered.attempts()).isEqualTo(1);
    assertThat(relay.received(PROVINCE, called)).hasSize(1);
    windows.forEach(BureauWindow::assertNothingLostAndNothingTwice);
  }
}
