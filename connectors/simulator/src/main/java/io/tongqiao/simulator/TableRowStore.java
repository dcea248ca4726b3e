package io.tongqiao.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.dialect.Table;
import io.tongqiao.dialect.TableColumn;
import io.tongqiao.dialect.TableContract;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rows of a played system's tables. */
final class TableRowStore {

  private final TableContract contract;

  TableRowStore(TableContract contract) {
    this.contract = contract;
  }

  /** Rows that are flagged as new. */
  List<ObjectNode> waiting(Connection connection, String name, Table table) throws SQLException {
    List<String> conditions =
        table.taken().keySet().stream().map(c -> condition(c, table)).toList();
    String sql = "select * from " + name + " where " + String.join(" and ", conditions);
    var rows = new ArrayList<ObjectNode>();
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        for (TableColumn column : contract.columns(name)) {
          column.read(row).ifPresent(value -> tree.put(column.name(), value));
        }
        rows.add(tree);
      }
    }
    return rows;
  }

  /** The values are of the folder, which is trusted. */
  private static String condition(String column, Table table) {
    Set<String> values = new TreeSet<>();
    Stream.of(table.insert(), table.update(), table.delete())
        .map(flags -> flags.get(column))
        .forEach(value -> Optional.ofNullable(value).ifPresent(values::add));
    return values.isEmpty()
        ? column + " is null"
        : column + " in ('" + String.join("', '", values) + "')";
  }

  /** Flags a row as taken or refused, in words where there is a column for them. */
  void flag(
      Connection connection,
      String name,
      Table table,
      ObjectNode row,
      Map<String, String> flags,
      String words)
      throws SQLException {
    ObjectNode changes = JsonNodeFactory.instance.objectNode();
    (flags.isEmpty() ? table.taken() : flags).forEach(changes::put);
    if (!words.isEmpty() && !table.reason().isEmpty()) {
      changes.put(table.reason(), words);
    }
    List<String> set = names(changes);
    List<String> key = new ArrayList<>(table.key());
    if (!table.version().isEmpty()) {
      key.add(table.version());
    }
    String sql =
        "update "
            + name
            + " set "
            + String.join(" = ?, ", set)
            + " = ? where "
            + String.join(" = ? and ", key)
            + " = ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      int index = 1;
      for (String column : set) {
        column(name, column).bind(statement, index++, changes.get(column));
      }
      for (String column : key) {
        TableColumn known = column(name, column);
        known.bind(statement, index++, row.path(known.name()));
      }
      statement.executeUpdate();
    }
  }

  /** Inserts a row. */
  void insert(Connection connection, String table, ObjectNode row) throws SQLException {
    List<String> names = names(row);
    String marks = names.stream().map(n -> "?").collect(Collectors.joining(", "));
    String sql =
        "insert into " + table + " (" + String.join(", ", names) + ") values (" + marks + ")";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < names.size(); i++) {
        JsonNode value = row.get(names.get(i));
        column(table, names.get(i)).bind(statement, i + 1, value);
      }
      statement.executeUpdate();
    }
  }

  private TableColumn column(String table, String name) {
    return contract.column(table, name).orElseThrow();
  }

  private static List<String> names(ObjectNode row) {
    var names = new ArrayList<String>();
    row.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
