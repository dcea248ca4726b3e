package io.tongqiao.journal;

import static io.tongqiao.journal.Columns.instant;

import io.tongqiao.journal.StoredDelivery.State;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All that is not done, by system, in one question that an index answers. */
@Repository
public class OpenQueries {

  private final JdbcClient jdbc;

  OpenQueries(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * What is not done for a system. The first of a lane that is not done is READY, WAITING or
   * PARKED, and so is what stood still before an earlier one was put on its way again; the others
   * are BACKLOG.
   *
   * @param counts deliveries by state; states without any are left out
   * @param oldest when the oldest of them was accepted; empty when there are none
   */
  public record Open(Map<State, Long> counts, Optional<Instant> oldest) {

    /** Nothing. */
    public static final Open NOTHING = new Open(Map.of(), Optional.empty());

    /** How many stand in a state. */
    public long count(State state) {
      return counts.getOrDefault(state, 0L);
    }

    /** How many there are. */
    public long count() {
      return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private Open and(Open other) {
      Map<State, Long> both = new EnumMap<>(counts);
      both.putAll(other.counts);
      return new Open(
          both, Stream.of(oldest, other.oldest).flatMap(Optional::stream).min(Instant::compareTo));
    }
  }

  /** Every system that anything is open for. */
  public Map<String, Open> bySystem() {
    Map<String, Open> all = new HashMap<>();
    jdbc.sql(
            "select o.system, o.state, o.n, d.created_at from (select system, state, count(*) as n, min(id) as first_id from delivery"
                + " where state in ('READY', 'BACKLOG', 'WAITING', 'PARKED') group by system, state) o join delivery d on d.id = o.first_id")
        .query(
            row -> {
              var one =
                  new Open(
                      Map.of(State.valueOf(row.getString(2)), row.getLong(3)),
                      instant(row, "created_at"));
              all.merge(row.getString(1), one, Open::and);
            });
    return all;
  }
}
