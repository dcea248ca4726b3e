package io.tongqiao.manual;

import static io.tongqiao.journal.Columns.at;
import static io.tongqiao.journal.Columns.instant;

import io.tongqiao.journal.Account;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the journal knows of tasks. */
@Repository
public class TaskQueries {

  /** How a task stands now: see {@link Task#stateAt}. */
  private static final String STATE =
      "case when t.state in ('DONE', 'REFUSED') then t.state when d.state in ('SKIPPED', 'RETURNED') then 'WITHDRAWN'"
          + " when t.state = 'TAKEN' and t.taken_until > :now then 'TAKEN' else 'OPEN' end";

  private static final String MATCHING =
      TaskRow.FROM
          + "where "
          + STATE
          + " in (:states) and (:system = '' or t.system = :system) and (:all or t.system in (:scope)) and t.opened_at < :before"
          + " and (:clerk = '' or t.taken_by = :clerk) ";

  private final JdbcClient jdbc;
  private final Clock clock;

  TaskQueries(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * Which tasks.
   *
   * @param system empty for all
   * @param scope systems that may be seen; with {@link Account#EVERY} in it, all
   * @param before opened before this moment
   * @param clerk who has or ended them; empty for anybody and nobody
   */
  public record Filter(
      String system, Set<String> scope, Set<Task.State> states, Instant before, String clerk) {

    private Map<String, Object> parameters(Instant now) {
      return Map.of(
          "now",
          at(now),
          "system",
          system,
          "all",
          scope.contains(Account.EVERY),
          "scope",
          scope,
          "before",
          at(before),
          "states",
          states.stream().map(Task.State::name).toList(),
          "clerk",
          clerk);
    }
  }

  /** One task. */
  public Optional<Task> find(long id) {
    return jdbc.sql(TaskRow.SELECT + TaskRow.FROM + "where t.id = ?")
        .param(id)
        .query(TaskRow::read)
        .optional();
  }

  /** The tasks of some messages, the oldest first. */
  public List<Task> ofMessages(Collection<String> messageIds) {
    if (messageIds.isEmpty()) {
      return List.of();
    }
    return jdbc.sql(
            TaskRow.SELECT
                + TaskRow.FROM
                + "where t.message_id in (:messages) order by t.opened_at, t.id")
        .param("messages", messageIds)
        .query(TaskRow::read)
        .list();
  }

  /** How many there are. */
  public long count(Filter filter) {
    return jdbc.sql("select count(*)" + MATCHING)
        .params(filter.parameters(clock.instant()))
        .query(Long.class)
        .single();
  }

  /** A page of them, the oldest first. */
  public List<Task> page(Filter filter, int offset, int limit) {
    return jdbc.sql(
            TaskRow.SELECT
                + MATCHING
                + "order by t.opened_at, t.id offset :offset rows fetch next :limit rows only")
        .params(filter.parameters(clock.instant()))
        .param("offset", offset)
        .param("limit", limit)
        .query(TaskRow::read)
        .list();
  }

  /**
   * What is to be entered into a system with one of its forms.
   *
   * @param open how many tasks nobody has ended
   * @param oldest since when the first of them stands
   */
  public record Open(String system, String operation, long open, Instant oldest) {}

  /** What is to be entered, by system and operation. */
  public List<Open> open() {
    return jdbc.sql(
            "select t.system, t.operation, count(*) as n, min(t.opened_at) as oldest"
                + TaskRow.FROM
                + "where t.state in ('OPEN', 'TAKEN') and d.state not in ('SKIPPED', 'RETURNED') group by t.system, t.operation"
                + " order by t.system, t.operation")
        .query(
            (row, n) ->
                new Open(
                    row.getString(1),
                    row.getString(2),
                    row.getLong(3),
                    instant(row, "oldest").orElseThrow()))
        .list();
  }

  /** How many tasks of an operation nobody has ended that were opened before a moment. */
  long openSince(String system, String operation, Instant before) {
    return jdbc.sql(
            "select count(*)"
                + TaskRow.FROM
                + "where t.state in ('OPEN', 'TAKEN') and d.state not in ('SKIPPED', 'RETURNED') and t.system = ?"
                + " and t.operation = ? and t.opened_at < ?")
        .params(system, operation, at(before))
        .query(Long.class)
        .single();
  }
}
