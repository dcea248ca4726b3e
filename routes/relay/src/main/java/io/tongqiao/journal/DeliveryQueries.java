package io.tongqiao.journal;

import static io.tongqiao.journal.Columns.at;
import static io.tongqiao.journal.Columns.instant;

import io.tongqiao.schema.Receipt;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the journal knows of deliveries, lanes and receipts. */
@Repository
public class DeliveryQueries {

  private static final String DELIVERY = "select " + DeliveryRow.COLUMNS + " from delivery d ";

  private final JdbcClient jdbc;

  DeliveryQueries(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A delivery by its id. */
  public Optional<StoredDelivery> find(long id) {
    return jdbc.sql(DELIVERY + "where d.id = ?").param(id).query(DeliveryRow::read).optional();
  }

  /** All deliveries of a message. */
  public List<StoredDelivery> ofMessage(StoredMessage message) {
    return jdbc.sql(DELIVERY + "where d.case_no = ? and d.seq = ? order by d.system")
        .params(message.caseNo(), message.seq())
        .query(DeliveryRow::read)
        .list();
  }

  /** All deliveries of a case, in the order of acceptance. */
  public List<StoredDelivery> ofCase(String caseNo) {
    return jdbc.sql(DELIVERY + "where d.case_no = ? order by d.seq, d.system")
        .param(caseNo)
        .query(DeliveryRow::read)
        .list();
  }

  /** A message as it went to a system, with an operator's corrections. */
  public record Told(String messageId, String body) {}

  /** What a system was last told of a case, or is being told now. */
  public Optional<Told> lastTold(String system, String caseNo) {
    return jdbc.sql(
            "select d.message_id, coalesce((select v.body from delivery_version v where d.version >"
                + " 0 and v.delivery_id = d.id and v.version = d.version), m.body) as body from"
                + " delivery d join message m on m.seq = d.seq where d.case_no = ? and d.system = ?"
                + " and d.state in ('READY', 'WAITING', 'DELIVERED') order by d.seq desc fetch"
                + " first 1 row only")
        .params(caseNo, system)
        .query((row, n) -> new Told(row.getString(1), row.getString(2)))
        .optional();
  }

  /** Cases of deliveries whose next attempt has come; of at most 500 deliveries. */
  public List<String> dueCases(Instant now) {
    return jdbc
        .sql(
            "select case_no from delivery where state = 'WAITING' and next_attempt_at <= ? order by"
                + " next_attempt_at fetch first 500 rows only")
        .param(at(now))
        .query(String.class)
        .list()
        .stream()
        .distinct()
        .toList();
  }

  /** The case of the delivery of a system that has waited longest. */
  public Optional<StoredDelivery> longestWaiting(String system) {
    return jdbc.sql(
            DELIVERY
                + "where d.state = 'WAITING' and d.system = ? order by d.next_attempt_at fetch"
                + " first 1 row only")
        .param(system)
        .query(DeliveryRow::read)
        .optional();
  }

  /** Copies of all deliveries of a system that have been ready since before a moment. */
  public List<Copy> readySince(String system, Instant before) {
    return jdbc.sql(
            "select id, case_no from delivery where state = 'READY' and system = ? and changed_at <"
                + " ? order by seq")
        .params(system, at(before))
        .query((row, n) -> new Copy(row.getLong(1), system, row.getString(2)))
        .list();
  }

  /** How many deliveries to a system are ready or wait. */
  public long onTheirWay(String system) {
    return jdbc.sql(
            "select count(*) from delivery where state in ('READY', 'WAITING') and system = ?")
        .param(system)
        .query(Long.class)
        .single();
  }

  /** What last went out and what came back, as text without credentials. */
  public record Texts(Optional<String> request, Optional<String> response) {}

  /** The wire texts of a delivery. */
  public Optional<Texts> texts(long id) {
    return jdbc.sql(
            "select e.request, e.response from delivery d left join exchange e on e.seq = d.seq and"
                + " e.system = d.system and (e.request is not null or e.response is not null) where"
                + " d.id = ? order by e.id desc fetch first 1 row only")
        .param(id)
        .query(
            (row, n) ->
                new Texts(
                    Optional.ofNullable(row.getString(1)), Optional.ofNullable(row.getString(2))))
        .optional();
  }

  /** The message as it goes out now: as it was accepted, or as it was last corrected. */
  public Optional<String> body(long id) {
    return jdbc.sql(
            "select coalesce((select v.body from delivery_version v where v.delivery_id = d.id and"
                + " v.version = d.version), m.body) from delivery d join message m on m.seq = d.seq"
                + " where d.id = ?")
        .param(id)
        .query(String.class)
        .optional();
  }

  /** A correction of a delivery's message; its text is left out. */
  public record Version(int version, String actor, String reason, Instant at) {}

  /** The corrections of a delivery's message, in order. */
  public List<Version> versions(long id) {
    return jdbc.sql(
            "select version, actor, reason, at from delivery_version where delivery_id = ? order by"
                + " version")
        .param(id)
        .query(
            (row, n) ->
                new Version(
                    row.getInt(1),
                    row.getString(2),
                    row.getString(3),
                    instant(row, "at").orElseThrow()))
        .list();
  }

  /** Every receipt given for a message, in order. */
  public List<GivenReceipt> receipts(StoredMessage message) {
    return jdbc.sql(
            "select system, level, outcome, receipt_no, code, detail, at from exchange where seq ="
                + " ? and outcome <> 'NONE' order by id")
        .param(message.seq())
        .query(
            (row, n) ->
                new GivenReceipt(
                    row.getString(1),
                    Receipt.Level.valueOf(row.getString(2)),
                    Receipt.Outcome.valueOf(row.getString(3)),
                    row.getString(4),
                    row.getString(5),
                    row.getString(6),
                    instant(row, "at").orElseThrow()))
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
}
