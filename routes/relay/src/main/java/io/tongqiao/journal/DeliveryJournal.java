package io.tongqiao.journal;

import static io.tongqiao.journal.Journal.at;
import static io.tongqiao.journal.Journal.instant;

import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.schema.Receipt;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Deliveries and receipts. Methods take part in the caller's transaction. */
@Repository
public class DeliveryJournal {

  private static final String DELIVERY =
      "select id, message_id, seq, system, case_no, operation, state, attempts, level, receipt_no, code, cause, lossy, millis, created_at, changed_at, next_attempt_at from delivery ";

  private static final int CAUSE_LENGTH = 2000;

  private final JdbcClient jdbc;
  private final Clock clock;

  DeliveryJournal(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * Writes a delivery that is about to be put on its way; one that is there already stays as it is.
   */
  public void add(StoredMessage message, String system, String operation) {
    jdbc.sql(
            "insert into delivery (message_id, seq, system, case_no, operation, state, attempts, level, receipt_no, code, cause, lossy, millis, created_at, changed_at) values (?, ?, ?, ?, ?, 'READY', 0, '', '', '', '', '', 0, ?, ?) on conflict do nothing")
        .params(message.id(), message.seq(), system, message.caseNo(), operation, now(), now())
        .update();
  }

  /** The delivery of a message to a system. */
  public Optional<StoredDelivery> find(String messageId, String system) {
    return jdbc.sql(DELIVERY + "where message_id = ? and system = ?")
        .params(messageId, system)
        .query(DeliveryJournal::delivery)
        .optional();
  }

  /** All deliveries of a message. */
  public List<StoredDelivery> ofMessage(String messageId) {
    return jdbc.sql(DELIVERY + "where message_id = ? order by system")
        .param(messageId)
        .query(DeliveryJournal::delivery)
        .list();
  }

  /** All deliveries of a case, in the order of acceptance. */
  public List<StoredDelivery> ofCase(String caseNo) {
    return jdbc.sql(DELIVERY + "where case_no = ? order by seq, system")
        .param(caseNo)
        .query(DeliveryJournal::delivery)
        .list();
  }

  /** Whether an earlier delivery of the same lane is not done. */
  public boolean behindAnother(StoredDelivery delivery) {
    return jdbc.sql(
                "select count(*) from delivery where system = ? and case_no = ? and seq < ? and state <> 'DELIVERED'")
            .params(delivery.system(), delivery.caseNo(), delivery.seq())
            .query(Long.class)
            .single()
        > 0;
  }

  /** Moves a delivery without an attempt. */
  public void moveTo(long id, State state) {
    jdbc.sql("update delivery set state = ?, changed_at = ?, next_attempt_at = null where id = ?")
        .params(state.name(), now(), id)
        .update();
  }

  /** Writes how an attempt ended, and the receipt if the system gave one. */
  public void settle(StoredDelivery delivery, Settlement end) {
    jdbc.sql(
            "update delivery set state = ?, attempts = attempts + 1, level = ?, receipt_no = ?, code = ?, cause = ?, lossy = ?, request = ?, response = ?, millis = ?, changed_at = ?, next_attempt_at = ? where id = ?")
        .params(
            end.state().name(),
            end.level().map(Enum::name).orElse(""),
            cut(end.receiptNo(), 128),
            cut(end.code(), 64),
            cut(end.cause(), CAUSE_LENGTH),
            cut(end.lossy(), CAUSE_LENGTH),
            end.request().orElse(null),
            end.response().orElse(null),
            end.millis(),
            now(),
            end.nextAttemptAt().map(Journal::at).orElse(null),
            delivery.id())
        .update();
    if (end.level().isPresent()) {
      Receipt.Outcome outcome =
          end.confirmed() ? Receipt.Outcome.ACCEPTED : Receipt.Outcome.REJECTED;
      addReceipt(delivery, end, outcome);
    }
  }

  private void addReceipt(StoredDelivery delivery, Settlement end, Receipt.Outcome outcome) {
    jdbc.sql(
            "insert into receipt (message_id, issuer, level, outcome, receipt_no, code, detail, given_at) values (?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            delivery.messageId(),
            delivery.system(),
            end.level().orElseThrow().name(),
            outcome.name(),
            cut(end.receiptNo(), 128),
            cut(end.code(), 64),
            cut(end.cause(), CAUSE_LENGTH),
            now())
        .update();
  }

  /**
   * Readies and gives the next delivery of a lane that stands behind one that is done; empty when
   * there is none.
   */
  public Optional<StoredDelivery> nextOfLane(String system, String caseNo) {
    Optional<StoredDelivery> next =
        jdbc.sql(
                DELIVERY
                    + "where system = ? and case_no = ? and state <> 'DELIVERED' order by seq fetch first 1 row only")
            .params(system, caseNo)
            .query(DeliveryJournal::delivery)
            .optional()
            .filter(d -> d.state() == State.BACKLOG);
    next.ifPresent(d -> moveTo(d.id(), State.READY));
    return next;
  }

  /** Deliveries whose next attempt has come; at most 500. */
  public List<StoredDelivery> due(Instant now) {
    return jdbc.sql(
            DELIVERY
                + "where state = 'WAITING' and next_attempt_at <= ? order by seq fetch first 500 rows only")
        .param(at(now))
        .query(DeliveryJournal::delivery)
        .list();
  }

  /** Deliveries that have been ready since before a moment; at most 500. */
  public List<StoredDelivery> readySince(Instant before) {
    return jdbc.sql(
            DELIVERY
                + "where state = 'READY' and changed_at < ? order by seq fetch first 500 rows only")
        .param(at(before))
        .query(DeliveryJournal::delivery)
        .list();
  }

  /** Deliveries in the backlog of a lane of which every earlier one is done; at most 500. */
  public List<StoredDelivery> forgottenBacklog() {
    return jdbc.sql(
            DELIVERY
                + "d where state = 'BACKLOG' and not exists (select 1 from delivery e where e.system = d.system and e.case_no = d.case_no and e.seq < d.seq and e.state <> 'DELIVERED') order by seq fetch first 500 rows only")
        .query(DeliveryJournal::delivery)
        .list();
  }

  /** The canonical message of a delivery. */
  public String body(StoredDelivery delivery) {
    return jdbc.sql("select body from message where id = ?")
        .param(delivery.messageId())
        .query(String.class)
        .single();
  }

  /** How many deliveries of a system stand in each state that is not "done". */
  public Map<State, Long> open(String system) {
    return jdbc
        .sql(
            "select state, count(*) from delivery where system = ? and state <> 'DELIVERED' group by state")
        .param(system)
        .query((row, n) -> Map.entry(State.valueOf(row.getString(1)), row.getLong(2)))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Every receipt given for a message, in order. */
  public List<GivenReceipt> receipts(String messageId) {
    return jdbc.sql(
            "select issuer, level, outcome, receipt_no, code, detail, given_at from receipt where message_id = ? order by id")
        .param(messageId)
        .query(
            (row, n) ->
                new GivenReceipt(
                    row.getString(1),
                    Receipt.Level.valueOf(row.getString(2)),
                    Receipt.Outcome.valueOf(row.getString(3)),
                    row.getString(4),
                    row.getString(5),
                    row.getString(6),
                    instant(row, "given_at").orElseThrow()))
        .list();
  }

  /** A receipt as it stands in the journal. */
  public record GivenReceipt(
      String issuer,
      Receipt.Level level,
      Receipt.Outcome outcome,
      String receiptNo,
      String code,
      String detail,
      Instant givenAt) {}

  private static StoredDelivery delivery(ResultSet row, int n) throws SQLException {
    return new StoredDelivery(
        row.getLong("id"),
        row.getString("message_id"),
        row.getLong("seq"),
        row.getString("system"),
        row.getString("case_no"),
        row.getString("operation"),
        State.valueOf(row.getString("state")),
        row.getInt("attempts"),
        row.getString("level"),
        row.getString("receipt_no"),
        row.getString("code"),
        row.getString("cause"),
        row.getString("lossy"),
        row.getLong("millis"),
        instant(row, "created_at").orElseThrow(),
        instant(row, "changed_at").orElseThrow(),
        instant(row, "next_attempt_at"));
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length - 1) + "…";
  }

  private OffsetDateTime now() {
    return at(clock.instant());
  }
}
