package io.tongqiao.dialect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tables of an exchange database, as {@code contract/schema.sql} declares them: {@code CREATE
 * TABLE} statements in standard SQL. Upper and lower case are alike. Immutable.
 */
public final class TableContract {

  /** Where it stands in a folder. */
  public static final String FILE = "contract/schema.sql";

  private static final Pattern CREATE =
      Pattern.compile(
          "(?is)\\bcreate\\s+table\\s+(?:if\\s+not\\s+exists\\s+)?(\\w+)\\s*\\((.*?)\\)\\s*;");
  private static final Pattern COLUMN =
      Pattern.compile("(?is)^(\\w+)\\s+(\\w+)\\s*(?:\\(\\s*(\\d+)[^)]*\\))?(.*)$");
  private static final Pattern CONSTRAINT =
      Pattern.compile("(?is)^(primary|unique|constraint|foreign|check|key|index)\\b.*");

  private final Map<String, Map<String, TableColumn>> tables;

  private TableContract(Map<String, Map<String, TableColumn>> tables) {
    this.tables = tables;
  }

  /** Reads the statements; what is no {@code CREATE TABLE} is left out. */
  static TableContract parse(String sql) {
    var tables = new LinkedHashMap<String, Map<String, TableColumn>>();
    Matcher create = CREATE.matcher(sql.replaceAll("--[^\\n]*", ""));
    while (create.find()) {
      var columns = new LinkedHashMap<String, TableColumn>();
      for (String part : parts(create.group(2))) {
        Matcher column = COLUMN.matcher(part);
        if (!CONSTRAINT.matcher(part).matches() && column.matches()) {
          columns.put(low(column.group(1)), column(column));
        }
      }
      tables.put(low(create.group(1)), columns);
    }
    return new TableContract(tables);
  }

  /** What stands between commas, but for those in brackets. */
  private static List<String> parts(String body) {
    var parts = new ArrayList<String>();
    int depth = 0;
    int from = 0;
    for (int i = 0; i < body.length(); i++) {
      char c = body.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ',' && depth == 0) {
        parts.add(body.substring(from, i).strip());
        from = i + 1;
      }
    }
    parts.add(body.substring(from).strip());
    return parts;
  }

  private static TableColumn column(Matcher column) {
    String rest = low(column.group(4));
    boolean required = rest.contains("not null") && !rest.contains("default");
    TableColumn.Kind kind = kind(low(column.group(2)));
    int length =
        kind == TableColumn.Kind.TEXT && column.group(3) != null
            ? Integer.parseInt(column.group(3))
            : 0;
    return new TableColumn(column.group(1), kind, length, required);
  }

  private static TableColumn.Kind kind(String type) {
    return switch (type) {
      case "int",
          "integer",
          "bigint",
          "smallint",
          "tinyint",
          "decimal",
          "dec",
          "numeric",
          "number",
          "float",
          "double",
          "real" ->
          TableColumn.Kind.NUMBER;
      case "date" -> TableColumn.Kind.DATE;
      case "timestamp", "datetime" -> TableColumn.Kind.TIMESTAMP;
      default -> TableColumn.Kind.TEXT;
    };
  }

  /** Whether it declares a table. */
  public boolean has(String table) {
    return tables.containsKey(low(table));
  }

  /** A table's columns, in their order. */
  public List<TableColumn> columns(String table) {
    return List.copyOf(tables.getOrDefault(low(table), Map.of()).values());
  }

  /** A column of a table, if it declares both. */
  public Optional<TableColumn> column(String table, String column) {
    return Optional.ofNullable(tables.getOrDefault(low(table), Map.of()).get(low(column)));
  }

  private static String low(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
