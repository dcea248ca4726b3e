package io.tongqiao.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.dialect.RowStore;
import io.tongqiao.dialect.Table;
import io.tongqiao.dialect.TableColumn;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Writes the rows of one message, so that the same message written again changes nothing: a row
 * that bears its id, or has its key and content, is there already.
 */
final class RowWriter {

  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  private final RowStore store;
  private final String now;

  /** With the moment that rows are stamped with. */
  RowWriter(RowStore store, Instant now) {
    this.store = store;
    this.now = now.atOffset(ZoneOffset.ofHours(8)).format(STAMP);
  }

  /**
   * Writes one row, or marks one as no longer good.
   *
   * @return whether anything was changed
   */
  boolean write(String name, Table table, ObjectNode row) throws SQLException {
    if (row.has(Table.DELETE)) {
      return delete(name, table, row);
    }
    if (written(name, table, row).filter(known -> same(name, table, known, row)).isPresent()) {
      return false;
    }
    Map<String, String> key = key(table, row);
    if (!table.version().isEmpty()) {
      store.insert(name, versioned(name, table, row, key));
      return true;
    }
    if (store.find(name, any(key), List.of(), 1).isEmpty()) {
      store.insert(name, with(table, row, table.insert()));
      return true;
    }
    store.update(name, with(table, row, table.update()), key);
    return true;
  }

  /** The row that this one may be a repetition of: by our id, else the newest of its key. */
  private Optional<ObjectNode> written(String name, Table table, ObjectNode row)
      throws SQLException {
    Map<String, String> by =
        table.id().isEmpty() || !row.hasNonNull(table.id())
            ? key(table, row)
            : Map.of(table.id(), row.get(table.id()).asText());
    return store.find(name, any(by), newest(table), 1).stream().findFirst();
  }

  private static List<String> newest(Table table) {
    return table.version().isEmpty() ? List.of() : List.of(table.version() + " desc");
  }

  private ObjectNode versioned(String name, Table table, ObjectNode row, Map<String, String> key)
      throws SQLException {
    String column = store.column(name, table.version()).name();
    long last =
        store.find(name, any(key), newest(table), 1).stream()
            .mapToLong(newest -> newest.path(column).asLong())
            .findFirst()
            .orElse(0);
    return with(table, row, table.insert()).put(table.version(), Long.toString(last + 1));
  }

  private boolean delete(String name, Table table, ObjectNode row) throws SQLException {
    ObjectNode changes = with(table, row, table.delete());
    changes.remove(Table.DELETE);
    return store.update(name, changes, key(table, row)) > 0;
  }

  /**
   * Whether a stored row has all that a row says, and has not been refused since; then it is not
   * written again. Flags are not what it says.
   */
  private boolean same(String name, Table table, ObjectNode stored, ObjectNode row) {
    if (!stands(name, table, stored)) {
      return false;
    }
    Set<String> flags = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    flags.addAll(table.insert().keySet());
    flags.addAll(table.taken().keySet());
    return row.properties().stream()
        .filter(field -> !flags.contains(field.getKey()))
        .allMatch(
            field -> {
              TableColumn column = store.column(name, field.getKey());
              JsonNode there = stored.path(column.name());
              return column.same(there.asText(""), field.getValue().asText(""));
            });
  }

  /** Waits or was taken: its flags are ours or those of a taken row. */
  private boolean stands(String name, Table table, ObjectNode stored) {
    return table.taken().keySet().stream()
        .allMatch(
            flag -> {
              String there = stored.path(store.column(name, flag).name()).asText("");
              return Stream.of(table.insert(), table.update(), table.taken())
                  .anyMatch(flags -> flags.getOrDefault(flag, "").equals(there));
            });
  }

  private static Map<String, String> key(Table table, ObjectNode row) {
    var key = new LinkedHashMap<String, String>();
    table.key().forEach(column -> key.put(column, row.path(column).asText()));
    return key;
  }

  private static Map<String, List<String>> any(Map<String, String> values) {
    var any = new LinkedHashMap<String, List<String>>();
    values.forEach((column, value) -> any.put(column, List.of(value)));
    return any;
  }

  private ObjectNode with(Table table, ObjectNode row, Map<String, String> flags) {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    all.setAll(row);
    flags.forEach(all::put);
    if (!table.stamp().isEmpty()) {
      all.put(table.stamp(), now);
    }
    return all;
  }
}
