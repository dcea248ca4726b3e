package io.tongqiao.watch;

import static io.tongqiao.journal.Columns.instant;

import io.tongqiao.journal.StoredDelivery.State;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What is open for a system. A lane is told by the first of its deliveries that is not done, which
 * alone is READY, WAITING or PARKED; those behind it are BACKLOG.
 *
 * @param counts deliveries by state
 * @param oldest when the oldest of them was accepted
 */
record Standing(Map<State, Long> counts, Optional<Instant> oldest) {

  private static final Standing NOTHING = new Standing(Map.of(), Optional.empty());

  /** Of all systems for which anything is open, in one query. */
  static Map<String, Standing> bySystem(JdbcClient jdbc) {
    Map<String, Standing> all = new HashMap<>();
    jdbc.sql(
            "select system, state, count(*) as n, min(created_at) as oldest from delivery"
                + " where state in ('READY', 'BACKLOG', 'WAITING', 'PARKED') group by system, state")
        .query(
            row -> {
              var one =
                  new Standing(
                      Map.of(State.valueOf(row.getString("state")), row.getLong("n")),
                      instant(row, "oldest"));
              all.merge(row.getString("system"), one, Standing::and);
            });
    return all;
  }

  static Standing of(String system, Map<String, Standing> all) {
    return all.getOrDefault(system, NOTHING);
  }

  private Standing and(Standing other) {
    Map<State, Long> both = new EnumMap<>(counts);
    both.putAll(other.counts);
    Optional<Instant> first =
        oldest.filter(mine -> other.oldest.filter(mine::isAfter).isEmpty()).or(() -> other.oldest);
    return new Standing(both, first);
  }

  long count(State state) {
    return counts.getOrDefault(state, 0L);
  }
}
