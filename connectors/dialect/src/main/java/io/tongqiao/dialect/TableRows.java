package io.tongqiao.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.dialect.TranslationException.Stage;
import java.util.Map;
import java.util.Optional;

/**
 * Holds the rows that a mapping gives against the contract, before anything is sent: a value that
 * does not fit would be refused by the database, or worse, be cut off.
 */
final class TableRows {

  private final Map<String, Table> tables;
  private final TableContract contract;

  TableRows(Map<String, Table> tables, TableContract contract) {
    this.tables = tables;
    this.contract = contract;
  }

  /** The check of a table system's rows; empty for other systems. */
  static Optional<TableRows> of(Descriptor descriptor, Optional<TableContract> contract) {
    return descriptor.transport() == Descriptor.Transport.TABLE
        ? contract.map(tables -> new TableRows(descriptor.tables(), tables))
        : Optional.empty();
  }

  /**
   * Checks a request tree, {@code {"TABLE": [{"column": "value"}]}}.
   *
   * @throws TranslationException naming table and column, never a value
   */
  void check(JsonNode tree) throws TranslationException {
    if (!tree.isObject() || tree.isEmpty()) {
      throw refused("", "映射没有给出任何行", "让映射给出 {\"表\": [{\"列\": \"值\"}]}");
    }
    for (Map.Entry<String, JsonNode> rows : tree.properties()) {
      Table table = tables.get(rows.getKey());
      if (table == null || !(rows.getValue() instanceof ArrayNode array)) {
        throw refused(
            rows.getKey(), "不是 tables 中的表，或不是行的数组", "在 system.yaml 的 tables 中写上它，或改正映射中的表名");
      }
      for (JsonNode row : array) {
        check(rows.getKey(), table, row);
      }
    }
  }

  private void check(String name, Table table, JsonNode tree) throws TranslationException {
    if (!(tree instanceof ObjectNode row)) {
      throw refused(name, "行不是对象", "让映射给出 {\"列\": \"值\"}");
    }
    for (Map.Entry<String, JsonNode> field : row.properties()) {
      if (!field.getKey().equals(Table.DELETE)) {
        check(name, field.getKey(), field.getValue());
      }
    }
    for (String key : table.key()) {
      if (!given(row, key)) {
        throw refused(name + "." + key, "主键列没有值", "让映射给出该列，或在办件中补上对应的内容");
      }
    }
    if (row.has(Table.DELETE)) {
      return;
    }
    for (TableColumn column : contract.columns(name)) {
      if (column.required() && !given(row, column.name()) && !table.setsItself(column.name())) {
        throw refused(name + "." + column.name(), "必填列没有值", "在办件中补上对应的内容，或让映射给出该列");
      }
    }
  }

  /** An empty text is written as NULL. */
  private static boolean given(ObjectNode row, String column) {
    return !row.path(column).asText("").isEmpty();
  }

  private void check(String table, String name, JsonNode value) throws TranslationException {
    String at = table + "." + name;
    Optional<TableColumn> column = contract.column(table, name);
    if (column.isEmpty()) {
      throw refused(at, "约定的表里没有这一列", "改正映射中的列名，或在 " + TableContract.FILE + " 中补上该列");
    }
    if (!value.isValueNode()) {
      throw refused(at, "不是单个的值", "让映射给出文本");
    }
    Optional<String> complaint = column.get().complaint(value.asText());
    if (complaint.isPresent()) {
      throw refused(at, complaint.get(), "更正报文的这一项，或在映射中写成该列能存的样子");
    }
  }

  private static TranslationException refused(String field, String message, String fix) {
    return new TranslationException(Stage.ENCODE, field, message, fix);
  }
}
