package io.tongqiao.journal;

import static io.tongqiao.journal.Columns.texts;

import io.tongqiao.journal.StoredDelivery.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Repository;

/**
 * Cases by what an operator knows of them, the newest first. Follows one index from the newest to
 * the oldest, some hundred cases at a time, and looks at deliveries of those only that fit
 * otherwise. A search that has found little after a second gives what it has, and where it goes on.
 */
@Repository
public class CaseSearch {

  private static final String COLUMNS =
      "select case_no, opened, state, item, basic, applicant, applicant_code from case_index ";
  private static final RowMapper<Row> ROW =
      (row, n) ->
          new Row(
              row.getString(1),
              row.getLong(2),
              row.getString(3),
              row.getString(4),
              row.getString(5),
              row.getString(6),
              row.getString(7));

  /** So many cases that stand still are sorted; of more, some are found among the newest. */
  private static final int FEW = 5000;

  private static final int FIRST_LOOK = 200;
  private static final int LARGEST_LOOK = 5000;
  private static final int BASIC = 12;
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final JdbcTemplate jdbc;
  private final CaseDigests digests;
  private final Clock clock;

  CaseSearch(JdbcTemplate jdbc, CaseDigests digests, Clock clock) {
    this.jdbc = jdbc;
    this.digests = digests;
    this.clock = clock;
  }

  /**
   * Which cases; a text is empty and a set has none for any.
   *
   * @param caseNo a case number, or its first characters
   * @param applicant the whole name of the applicant, or the number of its document
   * @param item 实施编码 (31) or 基本编码 (12)
   * @param states of the case itself
   * @param systems which take part, as sender or receiver; one of them is enough
   * @param lanes states in which a delivery to one of the systems must be, or to any
   * @param from opened at this moment or later
   * @param to opened before this moment
   */
  public record Filter(
      String caseNo,
      String applicant,
      String item,
      Set<String> states,
      Set<String> systems,
      Set<State> lanes,
      Optional<Instant> from,
      Optional<Instant> to) {}

  /** A case that was found. */
  public record Found(String caseNo, String state, Instant openedAt) {}

  /**
   * Some of the cases.
   *
   * @param next where it goes on; empty when there are no others
   */
  public record Page(List<Found> cases, Optional<Long> next) {}

  private record Row(
      String caseNo,
      long opened,
      String state,
      String item,
      String basic,
      String applicant,
      String code) {

    Found found() {
      return new Found(caseNo, state, CaseIndex.openedAt(opened));
    }
  }

  /** A filter with digests for names, and places for times. */
  private record Sought(Filter filter, String name, String code, long from, long below) {

    boolean fits(Row row) {
      return row.opened >= from
          && row.opened < below
          && row.caseNo.startsWith(filter.caseNo)
          && (filter.applicant.isEmpty() || row.applicant.equals(name) || row.code.equals(code))
          && (filter.item.isEmpty()
              || filter.item.equals(row.item)
              || filter.item.equals(row.basic))
          && (filter.states.isEmpty() || filter.states.contains(row.state));
    }
  }

  /**
   * A page.
   *
   * @param below where the page before said that it goes on; {@link Long#MAX_VALUE} for the newest
   */
  public Page page(Filter filter, long below, int limit) {
    var sought =
        new Sought(
            filter,
            digests.name(filter.applicant),
            digests.code(filter.applicant),
            filter.from.map(CaseIndex::place).orElse(0L),
            Math.min(below, filter.to.map(CaseIndex::place).orElse(Long.MAX_VALUE)));
    Optional<Row> whole = filter.caseNo.isEmpty() ? Optional.empty() : byNumber(filter.caseNo);
    if (whole.isPresent()) {
      return new Page(
          taking(whole.filter(sought::fits).stream().toList(), filter).stream()
              .map(Row::found)
              .toList(),
          Optional.empty());
    }
    Optional<List<Row>> still = still(filter);
    if (still.isPresent()) {
      return cut(still.get().stream().filter(sought::fits).toList(), limit);
    }
    return walk(sought, limit);
  }

  private Optional<Row> byNumber(String caseNo) {
    return jdbc.query(COLUMNS + "where case_no = ?", ROW, caseNo).stream().findFirst();
  }

  /** All cases that stand in these states, the newest first, when they are few. */
  private Optional<List<Row>> still(Filter filter) {
    if (filter.lanes.isEmpty() || !filter.applicant.isEmpty()) {
      return Optional.empty();
    }
    List<Object> values = new ArrayList<>();
    values.add(texts(names(filter.lanes)));
    String among = "";
    if (!filter.systems.isEmpty()) {
      among = " and system = any(?)";
      values.add(texts(filter.systems));
    }
    List<String> caseNos =
        jdbc.queryForList(
            "select distinct case_no from delivery where state = any(?)"
                + among
                + " fetch first "
                + (FEW + 1)
                + " rows only",
            String.class,
            values.toArray());
    if (caseNos.size() > FEW) {
      return Optional.empty();
    }
    return Optional.of(
        jdbc.query(COLUMNS + "where case_no = any(?)", ROW, texts(caseNos)).stream()
            .sorted(Comparator.comparingLong(Row::opened).reversed())
            .toList());
  }

  private static Page cut(List<Row> rows, int limit) {
    List<Found> cases = rows.stream().limit(limit).map(Row::found).toList();
    return new Page(
        cases, rows.size() > limit ? Optional.of(rows.get(limit - 1).opened) : Optional.empty());
  }

  private Page walk(Sought sought, int limit) {
    Instant end = clock.instant().plus(PATIENCE);
    List<Row> found = new ArrayList<>();
    long below = sought.below;
    int look = FIRST_LOOK;
    while (true) {
      List<Row> rows = look(sought, below, look);
      found.addAll(taking(rows.stream().filter(sought::fits).toList(), sought.filter));
      if (found.size() > limit || rows.size() < look) {
        return cut(found, limit);
      }
      below = rows.get(rows.size() - 1).opened;
      if (!clock.instant().isBefore(end)) {
        return new Page(found.stream().map(Row::found).toList(), Optional.of(below));
      }
      look = Math.min(look * 5, LARGEST_LOOK);
    }
  }

  /** The next cases of the index that leads to the fewest. */
  private List<Row> look(Sought sought, long below, int most) {
    Filter filter = sought.filter;
    if (!filter.applicant.isEmpty()) {
      return byApplicant(sought, below, most);
    }
    if (filter.item.length() >= BASIC) {
      String basic = filter.item.substring(filter.item.length() - BASIC);
      return along("basic", basic, sought.from, below, most);
    }
    if (filter.states.size() == 1) {
      return along("state", filter.states.iterator().next(), sought.from, below, most);
    }
    return jdbc.query(
        COLUMNS + "where opened < ? and opened >= ? order by opened desc fetch first ? rows only",
        ROW,
        below,
        sought.from,
        most);
  }

  /** Ordered by the whole index, for without its first column H2 reads and sorts all of them. */
  private List<Row> along(String column, String value, long from, long below, int most) {
    return jdbc.query(
        COLUMNS
            + "where "
            + column
            + " = ? and opened < ? and opened >= ? order by "
            + column
            + " desc, opened desc fetch first ? rows only",
        ROW,
        value,
        below,
        from,
        most);
  }

  /** What was typed may be a name or a number. */
  private List<Row> byApplicant(Sought sought, long below, int most) {
    List<Row> rows = new ArrayList<>(along("applicant", sought.name, sought.from, below, most));
    rows.addAll(along("applicant_code", sought.code, sought.from, below, most));
    return rows.stream()
        .distinct()
        .sorted(Comparator.comparingLong(Row::opened).reversed())
        .limit(most)
        .toList();
  }

  /** Those in which one of the systems takes part, and has a delivery in one of the states. */
  private List<Row> taking(List<Row> rows, Filter filter) {
    if (rows.isEmpty() || (filter.systems.isEmpty() && filter.lanes.isEmpty())) {
      return rows;
    }
    Set<String> taking = receiving(rows, filter);
    if (filter.lanes.isEmpty()) {
      List<String> rest = rows.stream().map(Row::caseNo).filter(c -> !taking.contains(c)).toList();
      taking.addAll(sending(rest, filter.systems));
    }
    return rows.stream().filter(row -> taking.contains(row.caseNo)).toList();
  }

  private Set<String> receiving(List<Row> rows, Filter filter) {
    List<Object> values = new ArrayList<>();
    values.add(texts(rows.stream().map(Row::caseNo).toList()));
    var sql = new StringBuilder("select distinct case_no from delivery where case_no = any(?)");
    if (!filter.systems.isEmpty()) {
      sql.append(" and system = any(?)");
      values.add(texts(filter.systems));
    }
    if (!filter.lanes.isEmpty()) {
      // not by the index of the states, which leads through everything that stands so anywhere
      sql.append(" and state || '' = any(?)");
      values.add(texts(names(filter.lanes)));
    }
    return new HashSet<>(jdbc.queryForList(sql.toString(), String.class, values.toArray()));
  }

  private List<String> sending(List<String> caseNos, Set<String> systems) {
    if (caseNos.isEmpty()) {
      return List.of();
    }
    return jdbc.queryForList(
        "select distinct case_no from message where case_no = any(?) and source = any(?)",
        String.class,
        texts(caseNos),
        texts(systems));
  }

  private static List<String> names(Collection<State> states) {
    return states.stream().map(State::name).toList();
  }
}
