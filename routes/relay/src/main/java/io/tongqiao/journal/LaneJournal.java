package io.tongqiao.journal;

import static io.tongqiao.journal.Columns.at;
import static io.tongqiao.journal.Columns.cause;
import static io.tongqiao.journal.Columns.numbers;
import static io.tongqiao.journal.Columns.texts;

import io.tongqiao.journal.StoredDelivery.State;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/**
 * Lanes. A lane is (case, system); at most one delivery of it is READY, and that is the first that
 * is not done. Whoever changes a state has locked the case (see {@link CaseJournal}) and calls
 * {@link #advance} in the same transaction.
 */
@Repository
public class LaneJournal {

  private final JdbcTemplate jdbc;
  private final Clock clock;

  LaneJournal(JdbcTemplate jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  private record Open(
      long id, String caseNo, String system, State state, OffsetDateTime nextAttemptAt) {

    boolean sameLane(Open other) {
      return caseNo.equals(other.caseNo) && system.equals(other.system);
    }
  }

  /**
   * Readies the first delivery of each lane of these cases, where its turn has come: nothing of the
   * lane is on its way, and it stands in the backlog or its next attempt is due.
   *
   * @return copies to be put on the broker when the transaction has been committed
   */
  public List<Copy> advance(Collection<String> caseNos) {
    if (caseNos.isEmpty()) {
      return List.of();
    }
    List<Open> open =
        jdbc.query(
            "select id, case_no, system, state, next_attempt_at from delivery where case_no = any(?) and "
                + DeliveryJournal.OPEN
                + " order by case_no, system, seq",
            (row, n) ->
                new Open(
                    row.getLong(1),
                    row.getString(2),
                    row.getString(3),
                    State.valueOf(row.getString(4)),
                    row.getObject(5, OffsetDateTime.class)),
            texts(caseNos));
    Instant now = clock.instant();
    List<Copy> readied = new ArrayList<>();
    for (int i = 0; i < open.size(); ) {
      int first = i;
      boolean onItsWay = false;
      for (; i < open.size() && open.get(i).sameLane(open.get(first)); i++) {
        onItsWay |= open.get(i).state == State.READY;
      }
      if (!onItsWay && due(open.get(first), now)) {
        Open next = open.get(first);
        readied.add(new Copy(next.id, next.system, next.caseNo));
      }
    }
    moveTo(readied.stream().map(Copy::delivery).toList(), State.READY, "");
    return readied;
  }

  private static boolean due(Open open, Instant now) {
    return open.state == State.BACKLOG
        || (open.state == State.WAITING && !open.nextAttemptAt.toInstant().isAfter(now));
  }

  /**
   * Moves deliveries without an attempt. What is not merely readied begins anew, in the dialect
   * that is in force then.
   */
  public void moveTo(Collection<Long> ids, State state, String cause) {
    if (ids.isEmpty()) {
      return;
    }
    String sql =
        "update delivery set state = ?, changed_at = ?, next_attempt_at = null"
            + (state == State.READY ? "" : ", dialect = ''")
            + (cause.isEmpty() ? "" : ", cause = ?")
            + " where id = any(?)";
    if (cause.isEmpty()) {
      jdbc.update(sql, state.name(), now(), numbers(ids));
      return;
    }
    jdbc.update(sql, state.name(), now(), cause(cause), numbers(ids));
  }

  /** Makes the next attempt at a waiting delivery due. */
  public void hurry(long id) {
    jdbc.update(
        "update delivery set next_attempt_at = ? where id = ? and state = 'WAITING'", now(), id);
  }

  /** Makes the next attempts at all that waits for a system due. */
  public void hurryAll(String system) {
    jdbc.update(
        "update delivery set next_attempt_at = ? where state = 'WAITING' and system = ? and next_attempt_at > ?",
        now(),
        system,
        now());
  }

  private OffsetDateTime now() {
    return at(clock.instant());
  }
}
