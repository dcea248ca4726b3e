package io.tongqiao.bench.load;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** All rows of a journal that belong to one case. */
record CaseRows(String caseNo, Map<String, Rows> tables) {

  /** Rows of one table. */
  record Rows(String table, List<String> columns, List<Map<String, Object>> rows) {}

  /** Those of a table. */
  Rows of(String table) {
    return tables.get(table);
  }

  /** Reads what the server has written of a case that was delivered. */
  static CaseRows read(Connection journal, String caseNo) throws SQLException {
    String ofCase = " where case_no = '" + caseNo + "' order by ";
    Map<String, Rows> tables = new HashMap<>();
    tables.put("case_file", rows(journal, "case_file", ofCase + "case_no"));
    tables.put("case_thread", rows(journal, "case_thread", ofCase + "thread"));
    tables.put("message", rows(journal, "message", ofCase + "seq"));
    tables.put("delivery", rows(journal, "delivery", ofCase + "id"));
    tables.put(
        "exchange",
        rows(
            journal,
            "exchange",
            " where seq in (select seq from message where case_no = '"
                + caseNo
                + "') order by id"));
    if (tables.get("exchange").rows.isEmpty()) {
      throw new SQLException("case " + caseNo + " was not delivered: there is nothing to copy");
    }
    return new CaseRows(caseNo, tables);
  }

  private static Rows rows(Connection journal, String table, String where) throws SQLException {
    List<String> columns = new ArrayList<>();
    List<Map<String, Object>> rows = new ArrayList<>();
    try (Statement statement = journal.createStatement();
        ResultSet result = statement.executeQuery("select * from " + table + where)) {
      ResultSetMetaData about = result.getMetaData();
      for (int i = 1; i <= about.getColumnCount(); i++) {
        columns.add(about.getColumnName(i).toLowerCase(Locale.ROOT));
      }
      while (result.next()) {
        Map<String, Object> row = new HashMap<>();
        for (String column : columns) {
          row.put(column, value(result, column));
        }
        rows.add(row);
      }
    }
    return new Rows(table, columns, rows);
  }

  private static Object value(ResultSet result, String column) throws SQLException {
    Object value = result.getObject(column);
    if (value == null || value instanceof Number) {
      return value;
    }
    return column.equals("at") || column.endsWith("_at")
        ? result.getObject(column, OffsetDateTime.class)
        : result.getString(column);
  }
}
