package io.tongqiao.journal;

import static io.tongqiao.journal.Columns.at;
import static io.tongqiao.journal.Columns.instant;
import static io.tongqiao.journal.Columns.texts;

import io.tongqiao.schema.EventType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Messages and the audit. Methods take part in the caller's transaction. */
@Repository
public class Journal {

  private static final String MESSAGE =
      "select seq, id, source, source_id, event, case_no, digest, door, body, receipt, accepted_at from message ";

  private final JdbcTemplate jdbc;
  private final AuditJournal audit;

  Journal(JdbcTemplate jdbc, AuditJournal audit) {
    this.jdbc = jdbc;
    this.audit = audit;
  }

  /** A message that was accepted before, perhaps so long ago that only this is left of it. */
  public record Known(String digest, String receipt) {}

  /**
   * Numbers for messages and deliveries, growing; to be taken while the cases they are for are
   * locked.
   */
  public List<Long> numbers(int count) {
    return jdbc.queryForList(
        "select nextval('journal_seq') from generate_series(1, ?)", Long.class, count);
  }

  /** Those of the ids that were accepted before. */
  public Map<String, Known> known(Collection<String> ids) {
    Map<String, Known> known = new HashMap<>();
    jdbc.query(
        "select id, digest, receipt from message where id = any(?) union all select id, digest, receipt from forgotten where id = any(?)",
        row -> {
          known.put(row.getString(1), new Known(row.getString(2), row.getString(3)));
        },
        texts(ids),
        texts(ids));
    return known;
  }

  /** Writes accepted messages. */
  public void insert(List<StoredMessage> messages) {
    if (messages.isEmpty()) {
      return;
    }
    jdbc.batchUpdate(
        "insert into message (seq, id, source, source_id, event, case_no, digest, door, body, receipt, accepted_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        messages.stream().map(Journal::row).toList());
  }

  private static Object[] row(StoredMessage message) {
    return new Object[] {
      message.seq(),
      message.id(),
      message.source(),
      message.sourceId(),
      message.event(),
      message.caseNo(),
      message.digest(),
      message.door(),
      message.body(),
      message.receipt(),
      at(message.acceptedAt())
    };
  }

  /** A message by Tongqiao's id. */
  public Optional<StoredMessage> message(String id) {
    return jdbc.query(MESSAGE + "where id = ?", Journal::message, id).stream().findFirst();
  }

  /** All messages of a case in the order of acceptance. */
  public List<StoredMessage> messages(String caseNo) {
    return jdbc.query(MESSAGE + "where case_no = ? order by seq", Journal::message, caseNo);
  }

  /** Whether a system sent or received any message of a case. */
  public boolean takesPart(String system, String caseNo) {
    Long found =
        jdbc.queryForObject(
            "select (select count(*) from message where case_no = ? and source = ?) + (select count(*) from delivery where case_no = ? and system = ?)",
            Long.class,
            caseNo,
            system,
            caseNo,
            system);
    return found != null && found > 0;
  }

  /** Whether an event of a case went to a system, or is on its way there. */
  public boolean received(String system, String caseNo, EventType event) {
    Long found =
        jdbc.queryForObject(
            "select count(*) from delivery d join message m on m.seq = d.seq where d.case_no = ? and d.system = ? and m.event = ?",
            Long.class,
            caseNo,
            system,
            event.name());
    return found != null && found > 0;
  }

  /** Keeps an act that someone may have to prove; {@code detail} holds no personal data. */
  public void audit(String actor, String act, String object, String detail) {
    audit(actor, act, object, detail, "", "");
  }

  /** The same of an act that changed something: how it stood and stands, masked or by digest. */
  public void audit(
      String actor, String act, String object, String detail, String before, String after) {
    audit.write(new AuditEntry.Act(actor, act, object, detail, before, after));
  }

  private static StoredMessage message(ResultSet row, int n) throws SQLException {
    return new StoredMessage(
        row.getLong("seq"),
        row.getString("id"),
        row.getString("source"),
        row.getString("source_id"),
        row.getString("event"),
        row.getString("case_no"),
        row.getString("digest"),
        row.getString("door"),
        row.getString("body"),
        row.getString("receipt"),
        instant(row, "accepted_at").orElseThrow());
  }
}
