package io.tongqiao.table;

import static io.tongqiao.table.Exchange.SYSTEM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.relay.Ground;
import io.tongqiao.relay.Relay;
import io.tongqiao.simulator.Simulator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An exchange database on MariaDB, whose driver is laid into the data directory of a relay. */
class MariaDbExchangeIT {

  private static final Path CONTRACT =
      Ground.SYSTEMS.resolve(SYSTEM).resolve("contract/schema.sql");

  @TempDir Path directory;

  private static void run(Connection own, String... statements) throws SQLException {
    try (Statement statement = own.createStatement()) {
      for (String one : statements) {
        statement.execute(one);
      }
    }
  }

  private static List<String> column(Connection own, String sql) throws SQLException {
    try (Statement statement = own.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      var values = new ArrayList<String>();
      while (row.next()) {
        values.add(row.getString(1));
      }
      return values;
    }
  }

  @Test
  void database_ofMariaDb_waitsForItsDriverAndThenIsWrittenAndReadLikeAnyOther() throws Exception {
    Ground ground = Ground.in(directory.resolve("relay")).join(SYSTEM);
    try (MariaDb server = MariaDb.start(directory);
        Connection own = server.connect();
        Simulator ministries = ground.ministries();
        Relay relay =
            Relay.start(
                ground,
                ministries,
                660_000,
                Map.of("tongqiao.endpoints." + SYSTEM, server.url()))) {
      declare(own);
      String caseNo = relay.newCase();
      relay.bureau(caseNo, "permit-01-apply", "permit-02-receive", "permit-03-accept");
      assertThat(relay.until(caseNo, SYSTEM, State.BACKLOG).attempts()).isZero();
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> relay.deliveries(caseNo, SYSTEM).get(0).state() == State.WAITING);
      assertThat(relay.deliveries(caseNo, SYSTEM).get(0).cause())
          .contains("jdbc:mariadb", "没有", "JDBC 驱动", "lib");

      MariaDb.lay(ground.directory().resolve("data"));
      relay.untilQuiet(caseNo);
      String guid = relay.deliveries(caseNo, SYSTEM).get(2).messageId();
      assertThat(column(own, "select row_guid from up_pro_accept")).containsExactly(guid);
      assertThat(column(own, "select process_name from up_pro_process order by cd_time"))
          .containsExactly("申请", "接件");
      run(
          own,
          "insert into dn_audit_abnormal (row_guid, cd_time, err_type, table_sql_name, table_row_guid, remark) values ('"
              + guid
              + "-e1', '2026-07-23 02:10:00', 'E07', 'UP_PRO_ACCEPT', '"
              + guid
              + "', '事项版本与国家事项库不一致')");
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> column(own, "select is_sync from dn_audit_abnormal").equals(List.of("1")));
      assertThat(relay.deliveries(caseNo, SYSTEM).get(2).state()).isEqualTo(State.PARKED);
      assertThat(relay.deliveries(caseNo, SYSTEM).get(2).cause()).contains("事项版本");
    }
  }

  private static void declare(Connection own) throws IOException, SQLException {
    String sql = Files.readString(CONTRACT, StandardCharsets.UTF_8).replaceAll("--[^\n]*", "");
    run(own, "alter database exchange character set utf8mb4");
    run(own, sql.replace(" timestamp", " datetime").strip().split(";\\s*"));
  }
}
