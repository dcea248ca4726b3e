package io.tongqiao.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.dialect.Folder;
import io.tongqiao.dialect.Sample;
import io.tongqiao.dialect.SampleRun;
import io.tongqiao.dialect.Table;
import io.tongqiao.dialect.TableColumn;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Systems behind an exchange database: rows are taken, flagged and left. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TableSystemsIT {

  private static final String SYSTEM = "nat-zwfw-bj";

  private Simulator simulator;
  private Dialect dialect;

  @BeforeAll
  void start() throws Exception {
    simulator =
        Simulator.start(SimulatorSettings.of(Caller.SYSTEMS).withOnly(Set.of(SYSTEM, "gcjs-spgl")));
    dialect = Dialect.compile(Folder.read(Caller.SYSTEMS.resolve(SYSTEM)));
  }

  @AfterAll
  void stop() throws Exception {
    simulator.close();
  }

  private Connection open() throws SQLException {
    return DriverManager.getConnection(
        simulator.endpoints().get(SYSTEM),
        simulator.secrets().find(SYSTEM + ".username").orElseThrow(),
        simulator.secrets().find(SYSTEM + ".password").orElseThrow());
  }

  /** Writes the rows of a sample's golden request, as a relay would. */
  private void write(Sample sample, String messageId) throws Exception {
    JsonNode tree =
        new com.fasterxml.jackson.databind.json.JsonMapper()
            .readTree(
                new SampleRun(dialect, sample)
                    .draft()
                    .tree()
                    .toString()
                    .replace(Sample.MESSAGE_ID, messageId));
    try (Connection connection = open()) {
      connection.setAutoCommit(false);
      for (Map.Entry<String, Table> table : dialect.descriptor().tables().entrySet()) {
        for (JsonNode row : tree.path(table.getKey())) {
          var all = (ObjectNode) row;
          table.getValue().insert().forEach(all::put);
          insert(connection, table.getKey(), all);
        }
      }
      connection.commit();
    }
  }

  private void insert(Connection connection, String table, ObjectNode row) throws SQLException {
    var names = new ArrayList<String>();
    row.fieldNames().forEachRemaining(names::add);
    String marks = names.stream().map(n -> "?").collect(Collectors.joining(", "));
    try (PreparedStatement statement =
        connection.prepareStatement(
            "insert into "
                + table
                + " ("
                + String.join(", ", names)
                + ") values ("
                + marks
                + ")")) {
      for (int i = 0; i < names.size(); i++) {
        TableColumn column =
            dialect.contract().orElseThrow().column(table, names.get(i)).orElseThrow();
        column.bind(statement, i + 1, row.get(names.get(i)));
      }
      statement.executeUpdate();
    }
  }

  private List<String> column(String sql) throws SQLException {
    try (Connection connection = open();
        PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      var values = new ArrayList<String>();
      while (row.next()) {
        values.add(row.getString(1));
      }
      return values;
    }
  }

  private List<LedgerEntry> received(String messageId) {
    return simulator.ledger().stream().filter(e -> e.messageId().equals(messageId)).toList();
  }

  private Sample sample(String name) {
    return Sample.of(Folder.read(Caller.SYSTEMS.resolve(SYSTEM))).stream()
        .filter(s -> s.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void endpoint_isADatabaseOnThisMachine() {
    assertThat(dialect.descriptor().transport()).isEqualTo(Descriptor.Transport.TABLE);
    assertThat(simulator.endpoints().get(SYSTEM)).startsWith("jdbc:h2:tcp://127.0.0.1:");
  }

  @Test
  void message_ofSeveralRows_isOneWorkAndAllItsRowsAreFlagged() throws Exception {
    String id = Caller.messageId(71);
    write(sample("accept"), id);
    await().atMost(Duration.ofSeconds(10)).until(() -> received(id).size() == 1);
    LedgerEntry entry = received(id).get(0);
    assertThat(entry.operation()).isEqualTo("accept");
    assertThat(entry.caseNo()).isEqualTo("61092420260720000001");
    assertThat(entry.done()).isTrue();
    await()
        .atMost(Duration.ofSeconds(10))
        .until(
            () ->
                column("select is_sync from up_pro_material where row_guid like '" + id + "%'")
                    .equals(List.of("1", "1")));
  }

  @Test
  void row_flaggedAnew_isKnownAsDone() throws Exception {
    String id = Caller.messageId(72);
    write(sample("process"), id);
    await().atMost(Duration.ofSeconds(10)).until(() -> received(id).size() == 1);
    try (Connection connection = open();
        PreparedStatement statement =
            connection.prepareStatement(
                "update up_pro_process set is_sync = '0' where row_guid = '" + id + "'")) {
      statement.executeUpdate();
    }
    await().atMost(Duration.ofSeconds(10)).until(() -> received(id).size() == 2);
    assertThat(received(id).get(1).repeat()).isTrue();
  }

  @Test
  void system_thatIsBusy_leavesTheRowAndTakesItLater() throws Exception {
    String id = Caller.messageId(73);
    simulator.misbehave(
        SYSTEM, Misbehaviour.of(Misbehaviour.Kind.STATUS).times(2).operation("special"));
    write(sample("special"), id);
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> received(id).stream().anyMatch(LedgerEntry::done));
    assertThat(received(id)).hasSize(3);
  }

  @Test
  void feedback_played_isLeftAsARowAboutTheCasesMessage() throws Exception {
    String id = Caller.messageId(74);
    write(sample("result"), id);
    await().atMost(Duration.ofSeconds(10)).until(() -> received(id).size() == 1);
    Played played = simulator.play(SYSTEM, "abnormal", "61092420260720000009");
    assertThat(played.accepted()).isTrue();
    assertThat(column("select table_row_guid from dn_audit_abnormal")).containsExactly(id);
  }

  @Test
  void restart_withALedger_keepsTheRows(@TempDir Path directory) throws Exception {
    var settings =
        SimulatorSettings.of(Caller.SYSTEMS)
            .withOnly(Set.of("gcjs-spgl"))
            .withSecrets(directory.resolve("secrets"))
            .withLedger(directory.resolve("ledger.jsonl"));
    Simulator.start(settings).close();
    assertThat(directory.resolve("tables/gcjs-spgl.mv.db")).exists();
    Simulator.start(settings).close();
  }
}
