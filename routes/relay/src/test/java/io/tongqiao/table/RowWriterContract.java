package io.tongqiao.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.dialect.BrokenFolderException;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.dialect.Folder;
import io.tongqiao.dialect.RowStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What writing rows promises, on any database. */
interface RowWriterContract {

  String SCHEMA =
      """
      create table basicinfo (
        orgbusno varchar(20) not null, dataver int not null, projid varchar(50) not null, itemname varchar(40),
        occurtime timestamp, promise date, fee decimal(12, 2), written timestamp, signstate varchar(1), msgid varchar(50),
        primary key (orgbusno, projid, dataver)
      );
      create table accept (
        row_guid varchar(50) primary key, project_no varchar(50) not null unique, name varchar(10) not null,
        is_sync varchar(1), cd_operation varchar(2)
      );
      """;

  String SYSTEM =
      """
      id: prov-x
      name: {zh: 甲, en: x}
      owner: {zh: 甲, en: x}
      tier: province
      network: extranet
      transport: table
      endpoint: jdbc:x
      accepts: [{operation: put}]
      operations: {put: {}}
      tables:
        basicinfo: {key: [orgbusno, projid], version: dataver, stamp: written, id: msgid, insert: {signstate: "0"}, taken: {signstate: "1"}}
        accept:
          key: [project_no]
          id: row_guid
          insert: {is_sync: "0", cd_operation: I}
          update: {is_sync: "0", cd_operation: U}
          delete: {is_sync: "0", cd_operation: D}
          taken: {is_sync: "1"}
      """;

  /** When rows are written. */
  Instant NOW = Instant.parse("2026-07-20T01:00:00Z");

  /** The folder. */
  Dialect DIALECT = dialect();

  private static Dialect dialect() {
    var files = new TreeMap<String, byte[]>();
    files.put("system.yaml", SYSTEM.getBytes(StandardCharsets.UTF_8));
    files.put("put.to-system.jslt", "{}".getBytes(StandardCharsets.UTF_8));
    files.put("contract/schema.sql", SCHEMA.getBytes(StandardCharsets.UTF_8));
    try {
      return Dialect.compile(new Folder("prov-x", "test", files));
    } catch (BrokenFolderException e) {
      throw new IllegalStateException(e.faults().toString(), e);
    }
  }

  /** A connection of the test. */
  Connection connection();

  /** Another one to the same database, to be closed by whoever asked for it. */
  Connection another() throws SQLException;

  /** The standard statement as this database has it. */
  default String declared(String create) {
    return create;
  }

  @BeforeEach
  default void makeTables() throws SQLException {
    try (Statement statement = connection().createStatement()) {
      for (String create : SCHEMA.split(";\\s*\n")) {
        statement.execute(declared(create));
      }
    }
  }

  @AfterEach
  default void dropTables() throws SQLException {
    try (Statement statement = connection().createStatement()) {
      statement.execute("drop table basicinfo");
      statement.execute("drop table accept");
    }
  }

  private RowStore store() {
    return new RowStore(connection(), DIALECT.contract().orElseThrow(), 5);
  }

  private boolean write(String table, String row) throws SQLException {
    var rules = DIALECT.descriptor().tables().get(table);
    return new RowWriter(store(), NOW).write(table, rules, tree(row));
  }

  private static ObjectNode tree(String json) {
    try {
      return (ObjectNode) new JsonMapper().readTree(json.replace('\'', '"'));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<ObjectNode> rows(String table, String column, String value) throws SQLException {
    return store().find(table, Map.of(column, List.of(value)), List.of(), 10);
  }

  private static String report(String msgid, String name) {
    return "{'orgbusno':'007','projid':'P1','itemname':'%s','occurtime':'2026-07-20 09:08:07','promise':'2026-08-01','fee':'0.10','msgid':'%s'}"
        .formatted(name, msgid);
  }

  @Test
  default void reportAgain_sameKey_getsTheNextVersionAndKeepsTheEarlier() throws SQLException {
    assertThat(write("basicinfo", report("a", "首次"))).isTrue();
    assertThat(write("basicinfo", report("b", "更正"))).isTrue();
    List<ObjectNode> all =
        store().find("basicinfo", Map.of("projid", List.of("P1")), List.of("dataver"), 10);
    assertThat(all).extracting(r -> r.path("dataver").asText()).containsExactly("1", "2");
    assertThat(all).extracting(r -> r.path("itemname").asText()).containsExactly("首次", "更正");
    assertThat(all).extracting(r -> r.path("signstate").asText()).containsOnly("0");
  }

  @Test
  default void sameMessage_again_isNotWrittenTwice() throws SQLException {
    write("basicinfo", report("a", "首次"));
    write("basicinfo", report("b", "更正"));
    assertThat(write("basicinfo", report("a", "首次"))).isFalse();
    assertThat(rows("basicinfo", "projid", "P1")).hasSize(2);
  }

  @Test
  default void sameMessage_takenMeanwhile_isNotFlaggedAnew() throws SQLException {
    String row = "{'row_guid':'a','project_no':'P1','name':'甲'}";
    write("accept", row);
    store().update("accept", tree("{'is_sync':'1'}"), Map.of("row_guid", "a"));
    assertThat(write("accept", row)).isFalse();
    assertThat(rows("accept", "project_no", "P1").get(0).path("is_sync").asText()).isEqualTo("1");
  }

  @Test
  default void values_ofEveryType_comeBackAsTheyWere() throws SQLException {
    write("basicinfo", report("a", "䶮堃"));
    ObjectNode row = rows("basicinfo", "msgid", "a").get(0);
    assertThat(row.path("orgbusno").asText()).isEqualTo("007");
    assertThat(row.path("itemname").asText()).isEqualTo("䶮堃");
    assertThat(row.path("occurtime").asText()).isEqualTo("2026-07-20 09:08:07");
    assertThat(row.path("promise").asText()).isEqualTo("2026-08-01");
    assertThat(row.path("written").asText()).isEqualTo("2026-07-20 09:00:00");
    assertThat(row.path("fee").asText()).isEqualTo("0.1");
  }

  @Test
  default void row_ofAKnownKey_isOverwrittenAndFlaggedAsSuch() throws SQLException {
    write("accept", "{'row_guid':'a','project_no':'P1','name':'甲'}");
    assertThat(write("accept", "{'row_guid':'b','project_no':'P1','name':'乙'}")).isTrue();
    List<ObjectNode> all = rows("accept", "project_no", "P1");
    assertThat(all).hasSize(1);
    assertThat(all.get(0).path("row_guid").asText()).isEqualTo("b");
    assertThat(all.get(0).path("cd_operation").asText()).isEqualTo("U");
  }

  @Test
  default void correctedMessage_withTheSameId_replacesItsRow() throws SQLException {
    write("accept", "{'row_guid':'a','project_no':'P1','name':'甲'}");
    store().update("accept", tree("{'is_sync':'1'}"), Map.of("row_guid", "a"));
    assertThat(write("accept", "{'row_guid':'a','project_no':'P1','name':'乙'}")).isTrue();
    JsonNode row = rows("accept", "row_guid", "a").get(0);
    assertThat(row.path("name").asText()).isEqualTo("乙");
    assertThat(row.path("is_sync").asText()).isEqualTo("0");
  }

  @Test
  default void sameMessage_refusedMeanwhile_isWrittenAgain() throws SQLException {
    String row = "{'row_guid':'a','project_no':'P1','name':'甲'}";
    write("accept", row);
    store().update("accept", tree("{'is_sync':'2'}"), Map.of("row_guid", "a"));
    assertThat(write("accept", row)).isTrue();
    assertThat(rows("accept", "row_guid", "a").get(0).path("is_sync").asText()).isEqualTo("0");
  }

  @Test
  default void deletion_ofARow_flagsItAndRemovesNothing() throws SQLException {
    write("accept", "{'row_guid':'a','project_no':'P1','name':'甲'}");
    assertThat(write("accept", "{'@delete':true,'project_no':'P1'}")).isTrue();
    assertThat(rows("accept", "project_no", "P1").get(0).path("cd_operation").asText())
        .isEqualTo("D");
    assertThat(write("accept", "{'@delete':true,'project_no':'P2'}")).isFalse();
  }

  @Test
  default void refusal_isReadBySqlState() throws SQLException {
    write("accept", "{'row_guid':'a','project_no':'P1','name':'甲'}");
    SQLException twice =
        catchThrowableOfType(
            SQLException.class,
            () -> store().insert("accept", tree("{'row_guid':'a','project_no':'P9','name':'甲'}")));
    assertThat(SqlTrouble.of(twice).duplicate()).isTrue();
    SQLException without =
        catchThrowableOfType(
            SQLException.class,
            () -> store().insert("accept", tree("{'row_guid':'z','project_no':'P8'}")));
    assertThat(SqlTrouble.of(without).kind()).isEqualTo(SqlTrouble.Kind.NOTHING);
    assertThat(SqlTrouble.of(without).notNow()).isFalse();
    SQLException wide =
        catchThrowableOfType(
            SQLException.class,
            () ->
                store()
                    .insert(
                        "accept", tree("{'row_guid':'y','project_no':'P7','name':'12345678901'}")));
    assertThat(SqlTrouble.of(wide).kind()).isEqualTo(SqlTrouble.Kind.VALUE);
    assertThat(SqlTrouble.of(wide).notNow()).isFalse();
  }

  @Test
  default void emptyText_isNull_andItsRowIsNotWrittenAgain() throws SQLException {
    assertThat(write("basicinfo", report("a", ""))).isTrue();
    assertThat(rows("basicinfo", "msgid", "a").get(0).has("itemname")).isFalse();
    assertThat(write("basicinfo", report("a", ""))).isFalse();
    assertThat(count("basicinfo where itemname is null")).isEqualTo(1);
  }

  @Test
  default void emptyText_overAValue_clearsIt() throws SQLException {
    write("accept", "{'row_guid':'a','project_no':'P1','name':'甲','cd_operation':'X'}");
    store().update("accept", tree("{'is_sync':''}"), Map.of("row_guid", "a"));
    assertThat(rows("accept", "row_guid", "a").get(0).has("is_sync")).isFalse();
    assertThat(count("accept where is_sync is null")).isEqualTo(1);
  }

  private int count(String from) throws SQLException {
    try (Statement statement = connection().createStatement();
        ResultSet row = statement.executeQuery("select count(*) from " + from)) {
      row.next();
      return row.getInt(1);
    }
  }

  @Test
  default void rows_aThousandInOneTransaction_areReadInBatchesInTheirOrder() throws SQLException {
    connection().setAutoCommit(false);
    try {
      for (int i = 0; i < 1000; i++) {
        write("accept", "{'row_guid':'g%04d','project_no':'P%04d','name':'甲'}".formatted(i, i));
      }
      connection().commit();
    } finally {
      connection().rollback();
      connection().setAutoCommit(true);
    }
    Map<String, List<String>> fresh = Map.of("is_sync", List.of("0"));
    for (int batch = 0; batch < 20; batch++) {
      List<ObjectNode> rows = store().find("accept", fresh, List.of("project_no"), 50);
      int first = batch * 50;
      assertThat(rows)
          .extracting(r -> r.path("row_guid").asText())
          .isEqualTo(
              IntStream.range(first, first + 50).mapToObj(i -> "g%04d".formatted(i)).toList());
      for (ObjectNode row : rows) {
        store()
            .update(
                "accept",
                tree("{'is_sync':'1'}"),
                Map.of("row_guid", row.path("row_guid").asText()));
      }
    }
    assertThat(store().find("accept", fresh, List.of("project_no"), 50)).isEmpty();
  }

  @Test
  default void deadlock_isNotNow() throws Exception {
    write("accept", "{'row_guid':'a','project_no':'P1','name':'甲'}");
    write("accept", "{'row_guid':'b','project_no':'P2','name':'乙'}");
    try (Connection one = another();
        Connection other = another()) {
      one.setAutoCommit(false);
      other.setAutoCommit(false);
      rename(one, "a");
      rename(other, "b");
      CompletableFuture<Optional<SQLException>> first =
          CompletableFuture.supplyAsync(() -> trouble(one, "b"));
      Optional<SQLException> second = trouble(other, "a");
      other.rollback();
      List<SQLException> troubles =
          Stream.of(first.get(30, TimeUnit.SECONDS), second).flatMap(Optional::stream).toList();
      one.rollback();
      assertThat(troubles).hasSize(1);
      assertThat(SqlTrouble.of(troubles.get(0)).notNow()).isTrue();
    }
  }

  private static Optional<SQLException> trouble(Connection connection, String guid) {
    try {
      rename(connection, guid);
      return Optional.empty();
    } catch (SQLException e) {
      return Optional.of(e);
    }
  }

  private static void rename(Connection connection, String guid) throws SQLException {
    new RowStore(connection, DIALECT.contract().orElseThrow(), 20)
        .update("accept", tree("{'name':'丙'}"), Map.of("row_guid", guid));
  }
}
