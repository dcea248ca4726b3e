package io.tongqiao.watch;

import static io.tongqiao.journal.Columns.at;
import static io.tongqiao.journal.Columns.cause;
import static io.tongqiao.journal.Columns.instant;

import io.tongqiao.watch.Alarm.Rule;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Alerts and what is to be told of them. Methods take part in the caller's transaction. */
@Repository
class AlertJournal {

  private static final String ALERT =
      "a.id, a.rule, a.subject, a.what, a.remedy, a.since, a.raised_at, a.told_at, a.over_at";

  private final JdbcClient jdbc;

  AlertJournal(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * An alarm as it was raised.
   *
   * @param told when it was last told; empty while nobody was
   * @param over when it was over; empty while it goes on
   */
  record Alert(
      long id, Alarm alarm, Instant raised, Optional<Instant> told, Optional<Instant> over) {}

  /** Why something is told. */
  enum Kind {
    RAISED,
    STILL,
    OVER
  }

  /** One thing to be told by one channel. */
  record Notice(long id, Kind kind, String channel, int attempts, Alert alert) {}

  private static Alert alert(ResultSet row) throws SQLException {
    var alarm =
        new Alarm(
            Rule.valueOf(row.getString("rule")),
            row.getString("subject"),
            instant(row, "since").orElseThrow(),
            row.getString("what"),
            row.getString("remedy"));
    return new Alert(
        row.getLong("id"),
        alarm,
        instant(row, "raised_at").orElseThrow(),
        instant(row, "told_at"),
        instant(row, "over_at"));
  }

  /** Those that go on, the oldest first. */
  List<Alert> open() {
    return jdbc.sql("select " + ALERT + " from alert a where a.over_at is null order by a.id")
        .query((row, n) -> alert(row))
        .list();
  }

  private long number() {
    return jdbc.sql("select nextval('journal_seq')").query(Long.class).single();
  }

  /** Writes a new one. */
  Alert raise(Alarm alarm, Instant now) {
    var alert = new Alert(number(), alarm, now, Optional.empty(), Optional.empty());
    jdbc.sql(
            "insert into alert (id, rule, subject, what, remedy, since, raised_at) values (?, ?, ?, ?, ?, ?, ?)")
        .params(
            alert.id(),
            alarm.rule().name(),
            alarm.subject(),
            cause(alarm.what()),
            cause(alarm.remedy()),
            at(alarm.since()),
            at(now))
        .update();
    return alert;
  }

  /** What it comes to by now. */
  void goesOn(Alert alert, Alarm now) {
    if (!alert.alarm().what().equals(now.what())) {
      jdbc.sql("update alert set what = ? where id = ?")
          .params(cause(now.what()), alert.id())
          .update();
    }
  }

  void over(Alert alert, Instant now) {
    jdbc.sql("update alert set over_at = ? where id = ?").params(at(now), alert.id()).update();
  }

  /** Has it told by channels, which is remembered. */
  void tell(Alert alert, Kind kind, List<String> channels, Instant due, Instant now) {
    jdbc.sql("update alert set told_at = ? where id = ?").params(at(now), alert.id()).update();
    for (String channel : channels) {
      jdbc.sql(
              "insert into alert_notice (id, alert_id, kind, channel, attempts, due_at) values (?, ?, ?, ?, 0, ?)")
          .params(number(), alert.id(), kind.name(), channel, at(due))
          .update();
    }
  }

  /**
   * What is to be told now, in the order it happened: of an alert, nothing before what is older.
   */
  List<Notice> due(Instant now) {
    return jdbc.sql(
            "select n.id as notice, n.kind, n.channel, n.attempts, "
                + ALERT
                + " from alert_notice n join alert a on a.id = n.alert_id where n.sent_at is null and n.due_at <= :now"
                + " and not exists (select 1 from alert_notice e where e.alert_id = n.alert_id and e.channel = n.channel"
                + " and e.id < n.id and e.sent_at is null and e.due_at > :now)"
                + " order by n.id fetch first 50 rows only")
        .param("now", at(now))
        .query(
            (row, n) ->
                new Notice(
                    row.getLong("notice"),
                    Kind.valueOf(row.getString("kind")),
                    row.getString("channel"),
                    row.getInt("attempts"),
                    alert(row)))
        .list();
  }

  void sent(Notice notice, Instant now) {
    jdbc.sql("update alert_notice set sent_at = ? where id = ?")
        .params(at(now), notice.id())
        .update();
  }

  /** When a channel last told anything of a rule. */
  Optional<Instant> lastSent(String channel, Rule rule) {
    return jdbc.sql(
            "select max(n.sent_at) as last from alert_notice n join alert a on a.id = n.alert_id where n.channel = ? and a.rule = ?")
        .params(channel, rule.name())
        .query((row, n) -> instant(row, "last"))
        .single();
  }

  /** Has it told later; nothing has failed. */
  void postpone(Notice notice, Instant due) {
    jdbc.sql("update alert_notice set due_at = ? where id = ?")
        .params(at(due), notice.id())
        .update();
  }

  void failed(Notice notice, Instant next) {
    jdbc.sql("update alert_notice set attempts = attempts + 1, due_at = ? where id = ?")
        .params(at(next), notice.id())
        .update();
  }

  /** Removes what was over long ago. */
  void forget(Instant before) {
    jdbc.sql("delete from alert_notice where alert_id in (select id from alert where over_at < ?)")
        .param(at(before))
        .update();
    jdbc.sql("delete from alert where over_at < ?").param(at(before)).update();
  }
}
