package io.tongqiao.journal;

import static io.tongqiao.journal.Columns.at;
import static io.tongqiao.journal.Columns.instant;

import io.tongqiao.dialect.Request;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Packages that go through a gap, and those that came. Transactions are the caller's. */
@Repository
public class FerryJournal {

  private static final String SHIPMENT =
      "select system, package, message_id, case_no, operation, previous, payload_sm3, dialect, times,"
          + " sent_at, answered_at, answer from ferry_package p ";

  private final JdbcClient jdbc;
  private final Clock clock;

  FerryJournal(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** The newest package of a message. */
  public Optional<Shipment> newest(String system, String messageId) {
    return jdbc.sql(SHIPMENT + "where message_id = ? and system = ? order by no desc limit 1")
        .params(messageId, system)
        .query(FerryJournal::shipment)
        .optional();
  }

  /** A package by its name. */
  public Optional<Shipment> find(String system, String name) {
    return jdbc.sql(SHIPMENT + "where package = ? and system = ?")
        .params(name, system)
        .query(FerryJournal::shipment)
        .optional();
  }

  private static Shipment shipment(ResultSet row, int n) throws SQLException {
    String answer = row.getString("answer");
    return new Shipment(
        row.getString("system"),
        row.getString("package"),
        row.getString("message_id"),
        row.getString("case_no"),
        row.getString("operation"),
        row.getString("previous"),
        row.getString("payload_sm3"),
        row.getString("dialect"),
        row.getInt("times"),
        instant(row, "sent_at"),
        instant(row, "answered_at"),
        answer == null ? new byte[0] : Base64.getDecoder().decode(answer));
  }

  /**
   * Gives a message its next package, within a transaction; the numbers of a system have no gaps.
   *
   * @param dialect digest of the folder in whose words it is said
   * @param name of a package with a number
   */
  public Shipment open(
      Request request,
      String system,
      String dialect,
      String payloadSm3,
      LongFunction<String> name) {
    String messageId = request.messageId();
    String caseNo = request.caseNo();
    jdbc.sql("insert into ferry_counter (system, last_no) values (?, 0) on conflict do nothing")
        .param(system)
        .update();
    jdbc.sql("update ferry_counter set last_no = last_no + 1 where system = ?")
        .param(system)
        .update();
    long no =
        jdbc.sql("select last_no from ferry_counter where system = ?")
            .param(system)
            .query(Long.class)
            .single();
    String previous =
        jdbc.sql(
                "select package from ferry_package where case_no = ? and system = ? and answered_at"
                    + " is not null order by no desc limit 1")
            .params(caseNo, system)
            .query(String.class)
            .optional()
            .orElse("");
    jdbc.sql(
            "insert into ferry_package (system, no, package, message_id, case_no, operation,"
                + " previous, payload_sm3, dialect, sm3, times, listed, created_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, '', 0,"
                + " false, ?)")
        .params(
            system,
            no,
            name.apply(no),
            messageId,
            caseNo,
            request.operation(),
            previous,
            payloadSm3,
            dialect,
            at(clock.instant()))
        .update();
    return newest(system, messageId).orElseThrow();
  }

  /**
   * A package's marker has been written.
   *
   * @param answered whether that is all the answer there will be
   */
  public void sent(Shipment shipment, String sm3, boolean answered) {
    jdbc.sql(
            "update ferry_package set sm3 = ?, times = times + 1, sent_at = ?, answered_at ="
                + " coalesce(answered_at, cast(? as timestamp with time zone)) where package = ?")
        .params(sm3, at(clock.instant()), answered ? at(clock.instant()) : null, shipment.name())
        .update();
  }

  /** A package that was written before has been written once more. */
  public void sentAgain(Shipment shipment) {
    jdbc.sql("update ferry_package set times = times + 1, sent_at = ? where package = ?")
        .params(at(clock.instant()), shipment.name())
        .update();
  }

  /** Keeps an acknowledgement; the first one stays. */
  public void answered(Shipment shipment, byte[] answer) {
    jdbc.sql(
            "update ferry_package set answered_at = ?, answer = ? where package = ? and answered_at"
                + " is null")
        .params(at(clock.instant()), Base64.getEncoder().encodeToString(answer), shipment.name())
        .update();
  }

  /** Whether a yes or no to a message has been settled since a moment. */
  public boolean settledSince(String system, String messageId, Instant since) {
    return jdbc.sql(
                "select count(*) from exchange e join message m on m.seq = e.seq where m.id = ? and"
                    + " e.system = ? and e.outcome <> 'NONE' and e.at >= ?")
            .params(messageId, system, at(since))
            .query(Long.class)
            .single()
        > 0;
  }

  /** Messages whose newest package was answered while their deliveries wait for later. */
  public List<String> answeredButWaiting(String system) {
    return jdbc.sql(
            "select p.message_id from ferry_package p join delivery d on d.message_id ="
                + " p.message_id and d.system = p.system where d.system = ? and d.state = 'WAITING'"
                + " and d.next_attempt_at > ? and p.answered_at is not null and not exists (select"
                + " 1 from ferry_package n where n.message_id = p.message_id and n.system ="
                + " p.system and n.no > p.no)")
        .params(system, at(clock.instant()))
        .query(String.class)
        .list();
  }

  /** Packages whose marker was written within a time: digests by name. */
  public Map<String, String> sentWithin(String system, Instant from, Instant until) {
    return digests(
        "select package, sm3 from ferry_package where system = ? and sent_at > ? and sent_at <= ?",
        system,
        from,
        until);
  }

  /** Packages that were read within a time: digests by name. */
  public Map<String, String> receivedWithin(String system, Instant from, Instant until) {
    return digests(
        "select package, sm3 from ferry_received where system = ? and not skipped and received_at >"
            + " ? and received_at <= ?",
        system,
        from,
        until);
  }

  private Map<String, String> digests(String sql, String system, Instant from, Instant until) {
    Map<String, String> digests = new TreeMap<>();
    jdbc.sql(sql)
        .params(system, at(from), at(until))
        .query(
            row -> {
              digests.put(row.getString(1), row.getString(2));
            });
    return digests;
  }

  /** The other side's list has a package, as it is. */
  public boolean listed(String system, String name, String sm3) {
    return jdbc.sql(
                "update ferry_package set listed = true where package = ? and system = ? and sm3 = ?")
            .params(name, system, sm3)
            .update()
        > 0;
  }

  /** Packages that were ferried before a moment and stand in no list. */
  public List<Shipment> unlisted(String system, Instant before, Duration atMost) {
    return jdbc.sql(
            SHIPMENT
                + "where system = ? and not listed and sent_at < ? and sent_at > ? order by no")
        .params(system, at(before), at(before.minus(atMost)))
        .query(FerryJournal::shipment)
        .list();
  }

  /** A package has been read; or, skipped, will never come. */
  public void received(String system, String name, String sm3, boolean skipped) {
    jdbc.sql(
            "insert into ferry_received (system, package, sm3, skipped, received_at) values (?, ?, ?,"
                + " ?, ?) on conflict do nothing")
        .params(system, name, sm3, skipped, at(clock.instant()))
        .update();
  }

  /** Whether a package has been read or will never come. */
  public boolean isReceived(String system, String name) {
    return jdbc.sql("select count(*) from ferry_received where system = ? and package = ?")
            .params(system, name)
            .query(Long.class)
            .single()
        > 0;
  }

  /** Forgets packages of messages that retention has removed. */
  public void forget() {
    jdbc.sql(
            "delete from ferry_package where not exists (select 1 from message m where m.id ="
                + " ferry_package.message_id)")
        .update();
  }
}
