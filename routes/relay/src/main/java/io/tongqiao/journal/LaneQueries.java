package io.tongqiao.journal;

import static io.tongqiao.journal.Columns.instant;

import io.tongqiao.journal.StoredDelivery.State;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The lanes that are not done, for whoever watches them. */
@Repository
public class LaneQueries {

  private static final String MATCHING =
      " from lane l join delivery d on d.id = l.delivery_id where l.state in (:states) and (:system = '' or l.system = :system) and (:all or l.system in (:scope)) ";

  private final JdbcClient jdbc;

  LaneQueries(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Which lanes.
   *
   * @param system empty for all
   * @param scope systems that may be seen; with {@link Account#EVERY} in it, all
   * @param states of the first that is not done, which tells why a lane stands still
   */
  public record Filter(String system, Set<String> scope, Set<State> states) {

    private Map<String, Object> parameters() {
      return Map.of(
          "system",
          system,
          "all",
          scope.contains(Account.EVERY),
          "scope",
          scope,
          "states",
          states.stream().map(State::name).toList());
    }
  }

  /**
   * A lane, by the first of its deliveries that is not done.
   *
   * @param since when that came to its state
   * @param backlog how many stand behind it
   */
  public record Lane(
      String system,
      String caseNo,
      long deliveryId,
      String messageId,
      State state,
      String code,
      String reason,
      Instant since,
      Optional<Instant> nextAttemptAt,
      int attempts,
      long backlog) {}

  /** How many there are. */
  public long count(Filter filter) {
    return jdbc.sql("select count(*)" + MATCHING)
        .params(filter.parameters())
        .query(Long.class)
        .single();
  }

  /** A page of them, those that have stood longest first. */
  public List<Lane> page(Filter filter, int offset, int limit) {
    return jdbc.sql(
            "select l.system, l.case_no, l.delivery_id, l.message_id, l.state, d.code, l.reason, l.since, l.next_attempt_at, l.attempts, l.backlog"
                + MATCHING
                + "order by l.since, l.delivery_id offset :offset rows fetch next :limit rows only")
        .params(filter.parameters())
        .param("offset", offset)
        .param("limit", limit)
        .query(
            (row, n) ->
                new Lane(
                    row.getString(1),
                    row.getString(2),
                    row.getLong(3),
                    row.getString(4),
                    State.valueOf(row.getString(5)),
                    row.getString(6),
                    row.getString(7),
                    instant(row, "since").orElseThrow(),
                    instant(row, "next_attempt_at"),
                    row.getInt(10),
                    row.getLong(11)))
        .list();
  }

  /**
   * Lanes that stand still for one and the same reason.
   *
   * @param oldest since when the first of them stands
   */
  public record Cause(
      String system, State state, String code, String reason, long lanes, Instant oldest) {}

  /** The causes, the most frequent first; at most 200. */
  public List<Cause> causes(Filter filter) {
    return jdbc.sql(
            "select l.system, l.state, d.code, l.reason, count(*) as lanes, min(l.since) as oldest"
                + MATCHING
                + "group by l.system, l.state, d.code, l.reason order by lanes desc, oldest fetch first 200 rows only")
        .params(filter.parameters())
        .query(
            (row, n) ->
                new Cause(
                    row.getString(1),
                    State.valueOf(row.getString(2)),
                    row.getString(3),
                    row.getString(4),
                    row.getLong(5),
                    instant(row, "oldest").orElseThrow()))
        .list();
  }

  /** Since when the oldest delivery that is not done has been on its way, by system. */
  public Map<String, Instant> oldestOpen() {
    return jdbc
        .sql(
            "select system, min(created_at) as oldest from delivery where state in ('READY', 'BACKLOG', 'WAITING', 'PARKED') group by system")
        .query((row, n) -> Map.entry(row.getString(1), instant(row, "oldest").orElseThrow()))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
