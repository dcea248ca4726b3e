package io.tongqiao.journal;

import static io.tongqiao.journal.Columns.at;
import static io.tongqiao.journal.Columns.cause;
import static io.tongqiao.journal.Columns.instant;
import static io.tongqiao.journal.Columns.numbers;

import io.tongqiao.journal.StoredDelivery.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Bulk replays and other acts in bulk, and the deliveries they are about. Methods take part in the
 * caller's transaction.
 */
@Repository
public class ReplayJournal {

  private static final String MATCHING =
      " from delivery d join message m on m.seq = d.seq where d.system = :system and d.state in (:states) and (:code = '' or d.code = :code) and (:cause = '' or d.cause = :cause) and m.accepted_at >= :from and m.accepted_at < :until ";

  private static final String REPLAY =
      "select id, act, system, states, from_at, until_at, code, cause, per_second, actor, reason, state, reached, last_id, total, done, created_at, changed_at from replay ";

  private static final OffsetDateTime ALWAYS = at(Instant.EPOCH);
  private static final OffsetDateTime NEVER = at(Instant.parse("9999-01-01T00:00:00Z"));

  private final JdbcClient jdbc;
  private final Clock clock;

  ReplayJournal(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** How a replay stands. */
  public enum Progress {
    RUNNING,
    DONE,
    CANCELLED
  }

  /**
   * A bulk replay.
   *
   * @param reached the last delivery that has had its turn
   * @param lastId the last delivery that was there when it was begun
   * @param total how many matched when it was begun
   * @param done to how many it was done; fewer than total in the end when some no longer matched,
   *     or could not be returned
   */
  public record Replay(
      long id,
      BulkAct act,
      DeliveryFilter filter,
      int perSecond,
      String actor,
      String reason,
      Progress progress,
      long reached,
      long lastId,
      long total,
      long done,
      Instant createdAt,
      Instant changedAt) {}

  /** How many deliveries match, and the last of them; 0 for none. */
  public record Extent(long total, long lastId) {}

  /** How much a filter is about. */
  public Extent extent(DeliveryFilter filter) {
    return jdbc.sql("select count(*), coalesce(max(d.id), 0)" + MATCHING)
        .params(parameters(filter))
        .query((row, n) -> new Extent(row.getLong(1), row.getLong(2)))
        .single();
  }

  /** The first deliveries that match. */
  public List<StoredDelivery> first(DeliveryFilter filter, int count) {
    return jdbc.sql(
            "select "
                + DeliveryRow.COLUMNS
                + MATCHING
                + "order by d.id fetch first :count rows only")
        .params(parameters(filter))
        .param("count", count)
        .query(DeliveryRow::read)
        .list();
  }

  /** Begins a replay. */
  public void begin(
      long id,
      BulkAct act,
      DeliveryFilter filter,
      Extent extent,
      int perSecond,
      String actor,
      String reason) {
    OffsetDateTime now = at(clock.instant());
    jdbc.sql(
            "insert into replay (id, act, system, states, from_at, until_at, code, cause, per_second, actor, reason, state, reached, last_id, total, done, created_at, changed_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'RUNNING', 0, ?, ?, 0, ?, ?)")
        .params(
            id,
            act.name(),
            filter.system(),
            filter.states().stream().map(State::name).collect(Collectors.joining(",")),
            filter.from().map(Columns::at).orElse(null),
            filter.until().map(Columns::at).orElse(null),
            filter.code(),
            filter.cause(),
            perSecond,
            actor,
            cause(reason),
            extent.lastId,
            extent.total,
            now,
            now)
        .update();
  }

  /** The deliveries whose turn is next. */
  public List<Copy> next(Replay replay, int count) {
    return jdbc.sql(
            "select d.id, d.system, d.case_no"
                + MATCHING
                + "and d.id > :reached and d.id <= :last order by d.id fetch first :count rows only")
        .params(parameters(replay.filter))
        .param("reached", replay.reached)
        .param("last", replay.lastId)
        .param("count", count)
        .query((row, n) -> new Copy(row.getLong(1), row.getString(2), row.getString(3)))
        .list();
  }

  /** Those of the deliveries that still stand in one of the filter's states. */
  public List<Long> still(DeliveryFilter filter, List<Long> ids) {
    return jdbc
        .sql("select id, state from delivery where id = any(?)")
        .param(numbers(ids))
        .query((row, n) -> Map.entry(row.getLong(1), State.valueOf(row.getString(2))))
        .list()
        .stream()
        .filter(e -> filter.states().contains(e.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * Locks a running replay for its next step; false when another node is at it, or it has moved on
   * from where it was, or ended.
   */
  public boolean take(Replay replay, long reached) {
    return jdbc.sql(
            "select id from replay where id = ? and state = 'RUNNING' and reached = ? for update skip locked")
        .params(replay.id, reached)
        .query(Long.class)
        .optional()
        .isPresent();
  }

  /** Deliveries up to one have had their turn, and some of them were done. */
  public void advance(Replay replay, long reached, int acted) {
    jdbc.sql("update replay set reached = ?, done = done + ?, changed_at = ? where id = ?")
        .params(reached, acted, at(clock.instant()), replay.id)
        .update();
  }

  /** Ends a running replay; false when it was not running. */
  public boolean end(long id, Progress how) {
    return jdbc.sql(
                "update replay set state = ?, changed_at = ? where id = ? and state = 'RUNNING'")
            .params(how.name(), at(clock.instant()), id)
            .update()
        > 0;
  }

  /** A replay by its id. */
  public Optional<Replay> find(long id) {
    return jdbc.sql(REPLAY + "where id = ?").param(id).query(ReplayJournal::read).optional();
  }

  /** All that run. */
  public List<Replay> running() {
    return jdbc.sql(REPLAY + "where state = 'RUNNING' order by id")
        .query(ReplayJournal::read)
        .list();
  }

  /** The latest, newest first. */
  public List<Replay> latest(int count) {
    return jdbc.sql(REPLAY + "order by id desc fetch first ? rows only")
        .param(count)
        .query(ReplayJournal::read)
        .list();
  }

  private static Map<String, Object> parameters(DeliveryFilter filter) {
    var parameters = new HashMap<String, Object>();
    parameters.put("system", filter.system());
    parameters.put("states", filter.states().stream().map(State::name).toList());
    parameters.put("code", filter.code());
    parameters.put("cause", filter.cause());
    parameters.put("from", filter.from().map(Columns::at).orElse(ALWAYS));
    parameters.put("until", filter.until().map(Columns::at).orElse(NEVER));
    return parameters;
  }

  private static Replay read(ResultSet row, int n) throws SQLException {
    Set<State> states = EnumSet.noneOf(State.class);
    Arrays.stream(row.getString("states").split(",")).map(State::valueOf).forEach(states::add);
    return new Replay(
        row.getLong("id"),
        BulkAct.valueOf(row.getString("act")),
        new DeliveryFilter(
            row.getString("system"),
            states,
            instant(row, "from_at"),
            instant(row, "until_at"),
            row.getString("code"),
            row.getString("cause")),
        row.getInt("per_second"),
        row.getString("actor"),
        row.getString("reason"),
        Progress.valueOf(row.getString("state")),
        row.getLong("reached"),
        row.getLong("last_id"),
        row.getLong("total"),
        row.getLong("done"),
        instant(row, "created_at").orElseThrow(),
        instant(row, "changed_at").orElseThrow());
  }
}
