package io.tongqiao.journal;

import static io.tongqiao.journal.Columns.texts;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/** Reads the index of the search, along one of its orders at a time. */
final class CasePlaces {

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
  private static final int BASIC = 12;

  private final JdbcTemplate jdbc;

  CasePlaces(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** A row of the index. */
  record Row(
      String caseNo,
      long opened,
      String state,
      String item,
      String basic,
      String applicant,
      String code) {

    CaseSearch.Found found() {
      return new CaseSearch.Found(caseNo, state, CaseIndex.openedAt(opened));
    }
  }

  /** A filter with digests for names, and places for times. */
  record Sought(CaseSearch.Filter filter, String name, String code, long from, long below) {

    boolean fits(Row row) {
      return row.opened >= from
          && row.opened < below
          && row.caseNo.startsWith(filter.caseNo())
          && (filter.applicant().isEmpty() || row.applicant.equals(name) || row.code.equals(code))
          && (filter.item().isEmpty()
              || filter.item().equals(row.item)
              || filter.item().equals(row.basic))
          && (filter.states().isEmpty() || filter.states().contains(row.state));
    }
  }

  Optional<Row> byNumber(String caseNo) {
    return jdbc.query(COLUMNS + "where case_no = ?", ROW, caseNo).stream().findFirst();
  }

  List<Row> byNumbers(Collection<String> caseNos) {
    return jdbc.query(COLUMNS + "where case_no = any(?)", ROW, texts(caseNos));
  }

  /**
   * Rows without item and applicant, of an index alone. Asked for a time as well, H2 would walk
   * along all cases of that time.
   */
  List<Row> narrow(Collection<String> caseNos) {
    return jdbc.query(
        "select case_no, opened, state from case_index where case_no = any(?)",
        (row, n) -> new Row(row.getString(1), row.getLong(2), row.getString(3), "", "", "", ""),
        texts(caseNos));
  }

  /** The next cases of the index that leads to the fewest. */
  List<Row> look(Sought sought, long below, int most) {
    CaseSearch.Filter filter = sought.filter;
    if (!filter.applicant().isEmpty()) {
      return byApplicant(sought, below, most);
    }
    if (filter.item().length() >= BASIC) {
      String basic = filter.item().substring(filter.item().length() - BASIC);
      return along("basic", basic, sought.from, below, most);
    }
    if (filter.states().size() == 1) {
      return along("state", filter.states().iterator().next(), sought.from, below, most);
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
}
