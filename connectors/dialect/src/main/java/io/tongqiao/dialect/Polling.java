package io.tongqiao.dialect;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How a table is looked at, in which the other side writes what it has to say.
 *
 * @param table where
 * @param key columns that name a row
 * @param where flags of rows that are new: any of the values, by column
 * @param order columns by which rows are read
 * @param batch how many are read at once
 * @param every how long from one look to the next
 * @param done flags that are set when a row has been accepted
 * @param failed flags that are set when a row cannot be used
 * @param reason column for the words on that; empty for none
 * @param about the row of ours that a row is about
 */
public record Polling(
    String table,
    List<String> key,
    Map<String, List<String>> where,
    List<String> order,
    Integer batch,
    Duration every,
    Map<String, String> done,
    Map<String, String> failed,
    String reason,
    Optional<About> about) {

  /**
   * The row of ours that a row is about; its columns stand in the row's tree as {@code about}.
   *
   * @param table column that names its table
   * @param key our column by theirs
   */
  public record About(String table, Map<String, String> key) {
    /** Keeps copies. */
    public About {
      key = Map.copyOf(key);
    }
  }

  /** Fills in what was left out. */
  public Polling {
    key = List.copyOf(key);
    where = Map.copyOf(where);
    order = order == null ? key : List.copyOf(order);
    batch = Objects.requireNonNullElse(batch, 50);
    every = Objects.requireNonNullElse(every, Duration.ofSeconds(10));
    done = Map.copyOf(done);
    failed = Map.copyOf(failed);
    reason = Objects.requireNonNullElse(reason, "");
    about = about == null ? Optional.empty() : about;
  }
}
