package io.tongqiao.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads and writes single rows of an exchange database in standard SQL, in the caller's
 * transaction: no LIMIT, no quoted names. Names of tables and columns come from the folder's
 * contract only; values are always parameters.
 */
public final class RowStore {

  private final Connection connection;
  private final TableContract contract;
  private final int seconds;

  /** On a connection, with the time limit of a statement in seconds; 0 for none. */
  public RowStore(Connection connection, TableContract contract, int seconds) {
    this.connection = connection;
    this.contract = contract;
    this.seconds = seconds;
  }

  /**
   * Rows with any of these values in each column, or NULL where there are none; at most so many (0:
   * all), in the order of some columns.
   */
  public List<ObjectNode> find(
      String table, Map<String, ? extends Collection<String>> where, List<String> order, int most)
      throws SQLException {
    String columns =
        contract.columns(table).stream().map(TableColumn::name).collect(Collectors.joining(", "));
    String sql = "select " + columns + " from " + table + " where " + condition(where);
    if (!order.isEmpty()) {
      sql += " order by " + String.join(", ", order);
    }
    try (PreparedStatement statement = prepare(sql)) {
      statement.setMaxRows(most);
      int index = 1;
      for (Map.Entry<String, ? extends Collection<String>> one : where.entrySet()) {
        for (String value : one.getValue()) {
          column(table, one.getKey()).bind(statement, index++, text(value));
        }
      }
      var rows = new ArrayList<ObjectNode>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          rows.add(tree(table, row));
        }
      }
      return rows;
    }
  }

  private static String condition(Map<String, ? extends Collection<String>> where) {
    return where.entrySet().stream()
        .map(e -> e.getKey() + in(e.getValue().size()))
        .collect(Collectors.joining(" and "));
  }

  private static String in(int values) {
    return values == 0 ? " is null" : " in (" + marks(values) + ")";
  }

  private static String marks(int count) {
    return String.join(", ", java.util.Collections.nCopies(count, "?"));
  }

  private ObjectNode tree(String table, ResultSet row) throws SQLException {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    for (TableColumn column : contract.columns(table)) {
      column.read(row).ifPresent(value -> tree.put(column.name(), value));
    }
    return tree;
  }

  /** Writes a new row. */
  public void insert(String table, ObjectNode row) throws SQLException {
    List<String> names = names(row);
    String sql =
        "insert into "
            + table
            + " ("
            + String.join(", ", names)
            + ") values ("
            + marks(names.size())
            + ")";
    try (PreparedStatement statement = prepare(sql)) {
      bind(statement, 1, table, row, names);
      statement.executeUpdate();
    }
  }

  /** Changes columns of the rows with a key; gives how many there were. */
  public int update(String table, ObjectNode changes, Map<String, String> key) throws SQLException {
    List<String> names = names(changes);
    List<String> keys = List.copyOf(key.keySet());
    String set = names.stream().map(n -> n + " = ?").collect(Collectors.joining(", "));
    String where = keys.stream().map(n -> n + " = ?").collect(Collectors.joining(" and "));
    try (PreparedStatement statement =
        prepare("update " + table + " set " + set + " where " + where)) {
      bind(statement, 1, table, changes, names);
      for (int i = 0; i < keys.size(); i++) {
        column(table, keys.get(i))
            .bind(statement, names.size() + 1 + i, text(key.get(keys.get(i))));
      }
      return statement.executeUpdate();
    }
  }

  private void bind(
      PreparedStatement statement, int from, String table, ObjectNode row, List<String> names)
      throws SQLException {
    for (int i = 0; i < names.size(); i++) {
      column(table, names.get(i)).bind(statement, from + i, row.get(names.get(i)));
    }
  }

  private PreparedStatement prepare(String sql) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    statement.setQueryTimeout(seconds);
    return statement;
  }

  /** The column as the contract writes it; checked when the folder was compiled. */
  public TableColumn column(String table, String name) {
    Optional<TableColumn> column = contract.column(table, name);
    return column.orElseThrow(() -> new IllegalArgumentException(table + " has no " + name));
  }

  private static List<String> names(ObjectNode row) {
    var names = new ArrayList<String>();
    row.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static JsonNode text(String value) {
    return JsonNodeFactory.instance.textNode(value);
  }
}
