package io.tongqiao.journal;

import static io.tongqiao.journal.Columns.instant;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** The audit, for whoever checks it. */
@Repository
public class AuditQueries {

  private static final String ROW =
      "select id, at, actor, origin, act, object, detail, before_state, after_state, hash from audit";
  private static final int FETCHED = 500;

  private final JdbcTemplate jdbc;

  AuditQueries(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Which rows.
   *
   * @param actor empty for all
   * @param act the beginning of it; empty for all
   * @param object a part of it; empty for all
   */
  public record Filter(
      String actor, String act, String object, Optional<Instant> from, Optional<Instant> to) {

    /** All rows. */
    public static Filter all() {
      return new Filter("", "", "", Optional.empty(), Optional.empty());
    }
  }

  /**
   * How the chain stands.
   *
   * @param entries rows that were looked at
   * @param hash of the last of them
   * @param fault what is wrong, of the first row that is; empty when the chain is whole
   */
  public record Verdict(long entries, String hash, Optional<String> fault) {}

  private record Head(long entries, String hash) {}

  /**
   * A page, the newest first.
   *
   * @param below only rows with a smaller id; {@link Long#MAX_VALUE} for the newest
   */
  public List<AuditEntry> page(Filter filter, long below, int limit) {
    List<Object> values = new ArrayList<>(List.of(below));
    String where = where(filter, values);
    values.add(limit);
    return jdbc.query(
        ROW + " where id < ?" + where + " order by id desc fetch first ? rows only",
        (row, n) -> entry(row),
        values.toArray());
  }

  private static String where(Filter filter, List<Object> values) {
    var where = new StringBuilder();
    if (!filter.actor.isEmpty()) {
      where.append(" and actor = ?");
      values.add(filter.actor);
    }
    if (!filter.act.isEmpty()) {
      where.append(" and substring(act, 1, ?) = ?");
      values.add(filter.act.length());
      values.add(filter.act);
    }
    if (!filter.object.isEmpty()) {
      where.append(" and position(? in object) > 0");
      values.add(filter.object);
    }
    if (filter.from.isPresent()) {
      where.append(" and at >= ?");
      values.add(Columns.at(filter.from.get()));
    }
    if (filter.to.isPresent()) {
      where.append(" and at < ?");
      values.add(Columns.at(filter.to.get()));
    }
    return where.toString();
  }

  /** Gives every row to a reader in the order of the chain, a few hundred at a time. */
  public void each(Consumer<AuditEntry> reader) {
    long after = 0;
    while (true) {
      List<AuditEntry> some =
          jdbc.query(
              ROW + " where id > ? order by id fetch first ? rows only",
              (row, n) -> entry(row),
              after,
              FETCHED);
      some.forEach(reader);
      if (some.size() < FETCHED) {
        return;
      }
      after = some.get(some.size() - 1).id();
    }
  }

  /** Goes over the whole chain; what is written meanwhile is not looked at. */
  public Verdict check() {
    Head head =
        jdbc.queryForObject(
            "select entries, hash from audit_head where id = 1",
            (row, n) -> new Head(row.getLong(1), row.getString(2)));
    var chain = new Chain(head.entries);
    each(chain::next);
    return chain.verdict(head);
  }

  /** The rows seen so far. */
  private static final class Chain {

    private final long expected;
    private long seen;
    private String hash = "";
    private Optional<String> fault = Optional.empty();

    Chain(long expected) {
      this.expected = expected;
    }

    void next(AuditEntry entry) {
      if (fault.isPresent() || seen == expected) {
        return;
      }
      if (!entry.chained(hash).equals(entry.hash())) {
        fault = Optional.of("第 " + (seen + 1) + " 条（编号 " + entry.id() + "）或它前面的一条被改动或删除");
        return;
      }
      hash = entry.hash();
      seen++;
    }

    Verdict verdict(Head head) {
      if (fault.isEmpty() && seen < head.entries) {
        fault = Optional.of("末尾少了 " + (head.entries - seen) + " 条");
      }
      if (fault.isEmpty() && !hash.equals(head.hash)) {
        fault = Optional.of("末条与链头不符");
      }
      return new Verdict(seen, hash, fault);
    }
  }

  private static AuditEntry entry(ResultSet row) throws SQLException {
    return new AuditEntry(
        row.getLong(1),
        instant(row, "at").orElseThrow(),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        row.getString(7),
        row.getString(8),
        row.getString(9),
        row.getString(10));
  }
}
