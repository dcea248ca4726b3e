package io.tongqiao.journal;

import static io.tongqiao.journal.Columns.instant;

import io.tongqiao.journal.StoredDelivery.State;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All that is not done, by system, in one question that looks at open deliveries only. */
@Repository
public class OpenQueries {

  private final JdbcClient jdbc;

  OpenQueries(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Open deliveries to a system in one state.
   *
   * @param oldest when the first of them was accepted
   */
  public record Open(String system, State state, long count, Instant oldest) {}

  /** Every system and state that has any. */
  public List<Open> bySystemAndState() {
    return jdbc.sql(
            "select o.system, o.state, o.n, d.created_at from (select system, state, count(*) as n, min(id) as first_id from delivery"
                + " where state in ('READY', 'BACKLOG', 'WAITING', 'PARKED') group by system, state) o join delivery d on d.id = o.first_id")
        .query(
            (row, n) ->
                new Open(
                    row.getString(1),
                    State.valueOf(row.getString(2)),
                    row.getLong(3),
                    instant(row, "created_at").orElseThrow()))
        .list();
  }
}
