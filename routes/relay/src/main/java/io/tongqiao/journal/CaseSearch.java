package io.tongqiao.journal;

import static io.tongqiao.journal.Columns.instant;
import static io.tongqiao.journal.Columns.texts;

import io.tongqiao.journal.CasePlaces.Row;
import io.tongqiao.journal.CasePlaces.Sought;
import io.tongqiao.journal.StoredDelivery.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/**
 * Cases by what an operator knows of them, the newest first. Follows one index from the newest to
 * the oldest, some hundred cases at a time, and looks at deliveries of those only that fit
 * otherwise. A search that has found little after a second gives what it has, and where it goes on.
 */
@Repository
public class CaseSearch {

  /** So many deliveries that stand still are sorted; of more, some are found among the newest. */
  private static final int FEW = 5000;

  private static final int FIRST_LOOK = 200;
  private static final int LARGEST_LOOK = 5000;
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /** What the clocks of two nodes may differ. */
  private static final Duration CLOCKS = Duration.ofMinutes(1);

  private final JdbcTemplate jdbc;
  private final CasePlaces places;
  private final CaseDigests digests;
  private final Clock clock;

  CaseSearch(JdbcTemplate jdbc, CaseDigests digests, Clock clock) {
    this.jdbc = jdbc;
    this.places = new CasePlaces(jdbc);
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
    Optional<Row> whole =
        filter.caseNo.isEmpty() ? Optional.empty() : places.byNumber(filter.caseNo);
    if (whole.isPresent()) {
      return new Page(
          taking(whole.filter(sought::fits).stream().toList(), filter).stream()
              .map(Row::found)
              .toList(),
          Optional.empty());
    }
    return still(filter).map(few -> among(few, sought, limit)).orElseGet(() -> walk(sought, limit));
  }

  /**
   * A case that stands in one of the states.
   *
   * @param bound the case was opened before this place, for its delivery came later
   */
  private record Standing(String caseNo, long bound) {}

  /** All cases that stand in these states, the latest first, when they are few. */
  private Optional<List<Standing>> still(Filter filter) {
    if (filter.lanes.isEmpty() || !filter.applicant.isEmpty()) {
      return Optional.empty();
    }
    List<Object> values = new ArrayList<>(names(filter.lanes));
    String among = "";
    if (filter.systems.size() == 1) {
      among = " and system = ?";
      values.addAll(filter.systems);
    } else if (!filter.systems.isEmpty()) {
      among = " and system = any(?)";
      values.add(texts(filter.systems));
    }
    List<Standing> standing =
        jdbc.query(
            "select case_no, changed_at from delivery where state in ("
                + String.join(", ", Collections.nCopies(filter.lanes.size(), "?"))
                + ")"
                + among
                + " fetch first "
                + (FEW + 1)
                + " rows only",
            (row, n) ->
                new Standing(
                    row.getString(1),
                    CaseIndex.place(instant(row, "changed_at").orElseThrow().plus(CLOCKS))),
            values.toArray());
    if (standing.size() > FEW) {
      return Optional.empty();
    }
    standing.sort(Comparator.comparingLong(Standing::bound).reversed());
    // one that stands still at several systems is told by the latest; grouped in SQL it takes H2
    // twice as long
    Set<String> told = new HashSet<>();
    standing.removeIf(one -> !told.add(one.caseNo));
    return Optional.of(standing);
  }

  /** Looks at the latest, until no other can have been opened later than those of the page. */
  private Page among(List<Standing> few, Sought sought, int limit) {
    List<Row> found = new ArrayList<>();
    int end = 0;
    for (int at = 0; at < few.size(); at = end) {
      long bound = few.get(at).bound;
      if (bound < sought.from() || (found.size() > limit && found.get(limit).opened() >= bound)) {
        break;
      }
      end = Math.min(Math.max(2 * end, limit + limit / 2), few.size());
      List<String> some = few.subList(at, end).stream().map(Standing::caseNo).toList();
      List<Row> rows =
          sought.filter().item().isEmpty() ? places.narrow(some) : places.byNumbers(some);
      rows.stream().filter(sought::fits).forEach(found::add);
      found.sort(Comparator.comparingLong(Row::opened).reversed());
    }
    return cut(found, limit);
  }

  private static Page cut(List<Row> rows, int limit) {
    List<Found> cases = rows.stream().limit(limit).map(Row::found).toList();
    return new Page(
        cases, rows.size() > limit ? Optional.of(rows.get(limit - 1).opened()) : Optional.empty());
  }

  private Page walk(Sought sought, int limit) {
    Instant end = clock.instant().plus(PATIENCE);
    List<Row> found = new ArrayList<>();
    long below = sought.below();
    int look = FIRST_LOOK;
    while (true) {
      List<Row> rows = places.look(sought, below, look);
      found.addAll(taking(rows.stream().filter(sought::fits).toList(), sought.filter()));
      if (found.size() > limit || rows.size() < look) {
        return cut(found, limit);
      }
      below = rows.get(rows.size() - 1).opened();
      if (!clock.instant().isBefore(end)) {
        return new Page(found.stream().map(Row::found).toList(), Optional.of(below));
      }
      look = Math.min(look * 5, LARGEST_LOOK);
    }
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
    return rows.stream().filter(row -> taking.contains(row.caseNo())).toList();
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
