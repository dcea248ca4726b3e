package io.tongqiao.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.dialect.RowStore;
import io.tongqiao.dialect.Table;
import io.tongqiao.dialect.TableContract;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Rows of a played system's tables, as that system looks at them and flags them. */
final class TableRowStore {

  private final TableContract contract;

  TableRowStore(TableContract contract) {
    this.contract = contract;
  }

  private RowStore on(Connection connection) {
    return new RowStore(connection, contract, 0);
  }

  /** Rows that are flagged as new. */
  List<ObjectNode> waiting(Connection connection, String name, Table table) throws SQLException {
    var where = new LinkedHashMap<String, Set<String>>();
    table.taken().keySet().forEach(column -> where.put(column, fresh(column, table)));
    return on(connection).find(name, where, List.of(), 0);
  }

  /** Values of a flag in a row that waits; none where that is NULL. */
  private static Set<String> fresh(String column, Table table) {
    var values = new TreeSet<String>();
    Stream.of(table.insert(), table.update(), table.delete())
        .map(flags -> flags.get(column))
        .forEach(value -> Optional.ofNullable(value).ifPresent(values::add));
    return values;
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
    var columns = new ArrayList<String>(table.key());
    if (!table.version().isEmpty()) {
      columns.add(table.version());
    }
    RowStore store = on(connection);
    var key = new LinkedHashMap<String, String>();
    columns.forEach(c -> key.put(c, row.path(store.column(name, c).name()).asText()));
    store.update(name, changes, key);
  }

  /** Inserts a row. */
  void insert(Connection connection, String table, ObjectNode row) throws SQLException {
    on(connection).insert(table, row);
  }
}
