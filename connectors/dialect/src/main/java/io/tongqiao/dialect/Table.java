package io.tongqiao.dialect;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How rows of one table of an exchange database (前置库) are written. Which columns it has, and of
 * which types, {@code contract/schema.sql} says.
 *
 * @param key columns that name a row
 * @param version column that counts the reports of a key, from 1; empty where a row is overwritten
 * @param stamp column that gets the moment of writing, in +08:00; empty for none
 * @param id column that carries our message id; empty for none
 * @param insert flags of a new row, by column
 * @param update flags of a row that is overwritten
 * @param delete flags of a row that is no longer good; rows are never removed
 * @param taken flags that the other side sets when it has taken a row
 * @param failed flags that the other side sets when it cannot take a row
 * @param reason column with its words on that; empty for none
 */
public record Table(
    List<String> key,
    String version,
    String stamp,
    String id,
    Map<String, String> insert,
    Map<String, String> update,
    Map<String, String> delete,
    Map<String, String> taken,
    Map<String, String> failed,
    String reason) {

  /** The key of a row that is no longer good, in the request tree. */
  public static final String DELETE = "@delete";

  /** Fills in what was left out. */
  public Table {
    key = key == null ? List.of() : List.copyOf(key);
    version = Objects.requireNonNullElse(version, "");
    stamp = Objects.requireNonNullElse(stamp, "");
    id = Objects.requireNonNullElse(id, "");
    insert = insert == null ? Map.of() : Map.copyOf(insert);
    update = update == null ? insert : Map.copyOf(update);
    delete = delete == null ? Map.of() : Map.copyOf(delete);
    taken = taken == null ? Map.of() : Map.copyOf(taken);
    failed = failed == null ? Map.of() : Map.copyOf(failed);
    reason = Objects.requireNonNullElse(reason, "");
  }

  /** Whether a column is set by whoever writes the row, and not by the mapping. */
  boolean setsItself(String column) {
    return version.equalsIgnoreCase(column)
        || stamp.equalsIgnoreCase(column)
        || insert.keySet().stream().anyMatch(column::equalsIgnoreCase);
  }
}
