package io.tongqiao.journal;

import static io.tongqiao.journal.Columns.at;
import static io.tongqiao.journal.Columns.cause;
import static io.tongqiao.journal.Columns.cut;
import static io.tongqiao.journal.Columns.numbers;

import io.tongqiao.schema.Receipt;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/**
 * Deliveries. Whoever changes one has locked its case, and then lets the lanes go on (see {@link
 * LaneJournal}). Methods take part in the caller's transaction.
 */
@Repository
public class DeliveryJournal {

  /**
   * That a delivery is not done, as SQL. Written so that no database takes the index on the state
   * for it, when it has the case: that index would lead through everything that is ready anywhere.
   */
  static final String OPEN = "state || '' in ('READY', 'BACKLOG', 'WAITING', 'PARKED')";

  private static final String EXCHANGE =
      "insert into exchange (seq, system, level, outcome, receipt_no, code, detail, request, response, at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private final JdbcTemplate jdbc;
  private final Clock clock;

  DeliveryJournal(JdbcTemplate jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * A delivery to be written.
   *
   * @param ready whether it is the first of its lane, and not behind another
   */
  public record Fresh(
      long id, StoredMessage message, String system, String operation, boolean ready) {}

  /** Writes new deliveries. */
  public void add(List<Fresh> deliveries) {
    if (deliveries.isEmpty()) {
      return;
    }
    OffsetDateTime now = now();
    jdbc.batchUpdate(
        "insert into delivery (id, message_id, seq, system, case_no, operation, state, version, attempts, level, receipt_no, code, cause, lossy, millis, created_at, changed_at) values (?, ?, ?, ?, ?, ?, ?, 0, 0, '', '', '', '', '', 0, ?, ?)",
        deliveries.stream().map(d -> row(d, now)).toList());
  }

  private static Object[] row(Fresh delivery, OffsetDateTime now) {
    StoredMessage message = delivery.message();
    String state = delivery.ready() ? "READY" : "BACKLOG";
    return new Object[] {
      delivery.id(),
      message.id(),
      message.seq(),
      delivery.system(),
      message.caseNo(),
      delivery.operation(),
      state,
      now,
      now
    };
  }

  /**
   * A ready delivery with the message to be sent.
   *
   * @param dialect digest of the folder in whose words it has begun and waits for an answer; empty
   *     for one that begins
   */
  public record Turn(StoredDelivery delivery, String body, String dialect) {}

  /** Those of the deliveries that are ready; the others have no turn. */
  public Map<Long, Turn> turns(Collection<Long> ids) {
    Map<Long, Turn> turns = new HashMap<>();
    jdbc.query(
        "select "
            + DeliveryRow.COLUMNS
            + ", d.dialect, coalesce((select v.body from delivery_version v where d.version > 0 and v.delivery_id = d.id and v.version = d.version), m.body) as body"
            + " from delivery d join message m on m.seq = d.seq where d.id = any(?) and d.state = 'READY'",
        row -> {
          var turn =
              new Turn(DeliveryRow.read(row, 0), row.getString("body"), row.getString("dialect"));
          turns.put(turn.delivery().id(), turn);
        },
        numbers(ids));
    return turns;
  }

  /** How one attempt at a delivery ended. */
  public record Settled(StoredDelivery delivery, Settlement end) {}

  /**
   * Writes how attempts ended, with what went out and came back. What has been settled already
   * stays as it is.
   */
  public void settle(List<Settled> settled) {
    OffsetDateTime now = now();
    int[] written =
        jdbc.batchUpdate(
            "update delivery set state = ?, attempts = attempts + 1, level = ?, receipt_no = ?, code = ?, cause = ?, lossy = ?, millis = ?, changed_at = ?, next_attempt_at = ?, dialect = ? where id = ? and state = 'READY'",
            settled.stream().map(s -> row(s, now)).toList());
    List<Object[]> again = new ArrayList<>();
    List<Object[]> exchanges = new ArrayList<>();
    for (int i = 0; i < written.length; i++) {
      if (written[i] != 0) {
        StoredDelivery delivery = settled.get(i).delivery();
        if (delivery.attempts() > 0) {
          again.add(new Object[] {delivery.seq(), delivery.system()});
        }
        exchanges.add(exchange(settled.get(i), now));
      }
    }
    batch("delete from exchange where seq = ? and system = ? and outcome = 'NONE'", again);
    batch(EXCHANGE, exchanges);
  }

  private void batch(String sql, List<Object[]> rows) {
    if (!rows.isEmpty()) {
      jdbc.batchUpdate(sql, rows);
    }
  }

  private static Object[] row(Settled settled, OffsetDateTime now) {
    Settlement end = settled.end();
    return new Object[] {
      end.state().name(),
      end.level().map(Enum::name).orElse(""),
      cut(end.receiptNo(), 128),
      cut(end.code(), 64),
      cause(end.cause()),
      cause(end.lossy()),
      end.millis(),
      now,
      end.nextAttemptAt().map(Columns::at).orElse(null),
      end.dialect(),
      settled.delivery().id()
    };
  }

  private static Object[] exchange(Settled settled, OffsetDateTime now) {
    Settlement end = settled.end();
    return new Object[] {
      settled.delivery().seq(),
      settled.delivery().system(),
      end.level().map(Enum::name).orElse(""),
      outcome(end),
      cut(end.receiptNo(), 128),
      cut(end.code(), 64),
      cause(end.cause()),
      end.request().orElse(null),
      end.response().orElse(null),
      now
    };
  }

  private static String outcome(Settlement end) {
    if (end.level().isEmpty()) {
      return "NONE";
    }
    return (end.confirmed() ? Receipt.Outcome.ACCEPTED : Receipt.Outcome.REJECTED).name();
  }

  /** A system rejects later what it had taken: its final word, and the delivery is parked. */
  public void rejectLater(StoredDelivery delivery, String code, String reason) {
    var end = Settlement.rejectedLater(delivery, code, "对方受理后又退回：" + reason);
    OffsetDateTime now = now();
    jdbc.update(
        "update delivery set state = 'PARKED', level = 'FINAL', code = ?, cause = ?, changed_at = ?, next_attempt_at = null where id = ?",
        cut(code, 64),
        cause(end.cause()),
        now,
        delivery.id());
    batch(EXCHANGE, List.<Object[]>of(exchange(new Settled(delivery, end), now)));
  }

  /** A correction becomes the delivery's next version. */
  public void correct(StoredDelivery delivery, String body, String actor, String reason) {
    int version = delivery.version() + 1;
    jdbc.update(
        "insert into delivery_version (delivery_id, version, body, actor, reason, at) values (?, ?, ?, ?, ?, ?)",
        delivery.id(),
        version,
        body,
        actor,
        cause(reason),
        now());
    jdbc.update("update delivery set version = ? where id = ?", version, delivery.id());
  }

  private OffsetDateTime now() {
    return at(clock.instant());
  }
}
