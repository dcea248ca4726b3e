package io.tongqiao.table;

import static io.tongqiao.table.Exchange.SYSTEM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tongqiao.journal.Journal;
import io.tongqiao.journal.StoredDelivery;
import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.relay.Ground;
import io.tongqiao.relay.Relay;
import io.tongqiao.simulator.Simulator;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An exchange database that nobody plays: PostgreSQL, and an H2 server that goes away. */
class ExchangeAwayIT {

  private static final Path CONTRACT =
      Ground.SYSTEMS.resolve(SYSTEM).resolve("contract/schema.sql");

  @TempDir Path directory;
  private Simulator ministries;
  private Relay relay;

  @AfterEach
  void stop() throws IOException {
    relay.close();
    ministries.close();
  }

  private void start(String url, int firstCase) {
    Ground ground = Ground.in(directory).join(SYSTEM);
    ministries = ground.ministries();
    relay = Relay.start(ground, ministries, firstCase, Map.of("tongqiao.endpoints." + SYSTEM, url));
  }

  private Exchange exchange(String url) {
    return new Exchange(url, Exchange.of(relay).user(), Exchange.of(relay).password());
  }

  private StoredDelivery only(String caseNo) {
    return relay.deliveries(caseNo, SYSTEM).get(0);
  }

  @Test
  void database_ofPostgres_isWrittenAndReadLikeAnyOther() throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.start();
        Connection own = server.getPostgresDatabase().getConnection();
        Statement statement = own.createStatement()) {
      statement.execute(Files.readString(CONTRACT, StandardCharsets.UTF_8));
      start(server.getJdbcUrl("postgres", "postgres"), 610_000);
      var tables = new Exchange(server.getJdbcUrl("postgres", "postgres"), "postgres", "postgres");
      String caseNo = relay.newCase();
      relay.bureau(caseNo, "permit-01-apply", "permit-02-receive", "permit-03-accept");
      relay.untilQuiet(caseNo);
      String accept = relay.deliveries(caseNo, SYSTEM).get(2).messageId();
      assertThat(tables.column("select row_guid from up_pro_accept where project_no = ?", caseNo))
          .containsExactly(accept);
      assertThat(
              tables.column(
                  "select process_name from up_pro_process where project_no = ? order by cd_time",
                  caseNo))
          .containsExactly("申请", "接件");
      tables.reject(accept + "-e1", "up_pro_accept", accept, "事项版本与国家事项库不一致");
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> assertThat(tables.flag(accept + "-e1")).isEqualTo("1"));
      assertThat(relay.deliveries(caseNo, SYSTEM).get(2).state()).isEqualTo(State.PARKED);
    }
  }

  @Test
  void database_thatGoesAway_isNotNowAndGetsEachRowOnce() throws Exception {
    String file = directory.resolve("exchange").toString();
    Server server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
    int port = server.getPort();
    String url = "jdbc:h2:tcp://127.0.0.1:" + port + "/" + file + ";DB_CLOSE_ON_EXIT=FALSE";
    start(url, 620_000);
    Exchange tables = exchange(url);
    create(tables);
    String caseNo = relay.newCase();
    relay.bureau(caseNo, "permit-01-apply");
    relay.until(caseNo, SYSTEM, State.DELIVERED);

    server.stop();
    relay.bureau(caseNo, "permit-02-receive", "permit-03-accept");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> relay.deliveries(caseNo, SYSTEM).get(1).state() == State.WAITING);
    assertThat(relay.deliveries(caseNo, SYSTEM).get(1).cause()).contains("前置库", "SQLSTATE");
    assertThat(relay.deliveries(caseNo, SYSTEM).get(2).state()).isEqualTo(State.BACKLOG);

    Server again =
        Server.createTcpServer("-tcpPort", Integer.toString(port), "-ifNotExists").start();
    try {
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () ->
                  assertThat(relay.deliveries(caseNo, SYSTEM))
                      .allMatch(d -> d.state() == State.DELIVERED));
      assertThat(
              tables.column(
                  "select process_name from up_pro_process where project_no = ? order by cd_time",
                  caseNo))
          .containsExactly("申请", "接件");
      assertThat(tables.column("select row_guid from up_pro_accept where project_no = ?", caseNo))
          .hasSize(1);
      assertThat(only(caseNo).attempts()).isEqualTo(1);
    } finally {
      relay.close();
      again.stop();
    }
  }

  private static void create(Exchange tables) throws IOException, SQLException {
    try (Connection connection =
            java.sql.DriverManager.getConnection(tables.url(), tables.user(), tables.password());
        Statement statement = connection.createStatement()) {
      statement.execute(Files.readString(CONTRACT, StandardCharsets.UTF_8));
    }
  }

  @Test
  void twoNodes_oneJournalAndOneTable_readItOneAtATime() throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
      String journal = server.getJdbcUrl("postgres", "postgres");
      Map<String, Object> shared =
          Map.of(
              "TONGQIAO_DB_URL",
              journal,
              "TONGQIAO_DB_USER",
              "postgres",
              "TONGQIAO_DB_PASSWORD",
              "postgres");
      Ground ground = Ground.in(directory.resolve("a")).join(SYSTEM);
      ministries = ground.ministries();
      relay = Relay.start(ground, ministries, 630_000, shared);
      Ground beside = Ground.in(directory.resolve("b")).join(SYSTEM);
      copySecrets(ground, beside);
      try (Relay other = Relay.start(beside, ministries, 640_000, shared)) {
        String caseNo = relay.newCase();
        relay.bureau(caseNo, "permit-01-apply");
        relay.until(caseNo, SYSTEM, State.DELIVERED);
        String guid = only(caseNo).messageId();
        Exchange tables = Exchange.of(relay);
        for (int i = 0; i < 20; i++) {
          tables.reject(guid + "-" + i, "up_pro_process", guid, "第 " + i + " 次退回");
        }
        await()
            .atMost(Duration.ofSeconds(30))
            .untilAsserted(
                () ->
                    assertThat(tables.column("select is_sync from dn_audit_abnormal"))
                        .hasSize(20)
                        .containsOnly("1"));
        assertThat(
                relay.bean(Journal.class).messages(caseNo).stream()
                    .filter(m -> m.event().equals("DATA_REJECTED")))
            .hasSize(20);
        var leases = new Exchange(journal, "postgres", "postgres");
        List<String> first = leases.column("select node from lease");
        assertThat(first).hasSize(1);
        await()
            .during(Duration.ofSeconds(1))
            .until(() -> leases.column("select node from lease").equals(first));
        assertThat(other.http()).isNotNull();
      }
    }
  }

  private static void copySecrets(Ground from, Ground to) throws IOException {
    Path target = to.directory().resolve("data/secrets");
    Files.createDirectories(target);
    try (var files = Files.list(from.directory().resolve("data/secrets"))) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(file, target.resolve(file.getFileName()));
      }
    }
  }
}
