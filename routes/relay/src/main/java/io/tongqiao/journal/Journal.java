package io.tongqiao.journal;

import io.tongqiao.schema.CaseState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Messages and cases. Methods take part in the caller's transaction. */
@Repository
public class Journal {

  /** The thread of the case's own state. */
  public static final String CASE_THREAD = "case";

  private static final String MESSAGE =
      "select id, seq, source, source_id, event, case_no, digest, door, body, receipt, accepted_at, dispatched_at from message ";

  private final JdbcClient jdbc;
  private final Clock clock;

  Journal(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * Locks a case until the transaction ends, so that its messages are accepted one after the other,
   * and gives what is known of it ({@code {}} for a new one).
   */
  public String lockCase(String caseNo) {
    Optional<String> head = lockedHead(caseNo);
    if (head.isPresent()) {
      return head.get();
    }
    jdbc.sql(
            "insert into case_file (case_no, head, changed_at) values (?, '{}', ?) on conflict do nothing")
        .params(caseNo, now())
        .update();
    return lockedHead(caseNo).orElseThrow();
  }

  private Optional<String> lockedHead(String caseNo) {
    return jdbc.sql("select head from case_file where case_no = ? for update")
        .param(caseNo)
        .query(String.class)
        .optional();
  }

  /** Keeps what is known of a case; the case must be locked. */
  public void updateCase(String caseNo, String head) {
    jdbc.sql("update case_file set head = ?, changed_at = ? where case_no = ?")
        .params(head, now(), caseNo)
        .update();
  }

  /** The state of a thread; empty when it has not begun. */
  public Optional<CaseState> state(String caseNo, String thread) {
    return jdbc.sql("select state from case_thread where case_no = ? and thread = ?")
        .params(caseNo, thread)
        .query(String.class)
        .optional()
        .map(CaseState::valueOf);
  }

  /** Moves a thread to a state; the case must be locked. */
  public void moveTo(String caseNo, String thread, CaseState state) {
    int moved =
        jdbc.sql(
                "update case_thread set state = ?, changed_at = ? where case_no = ? and thread = ?")
            .params(state.name(), now(), caseNo, thread)
            .update();
    if (moved == 0) {
      jdbc.sql("insert into case_thread (case_no, thread, state, changed_at) values (?, ?, ?, ?)")
          .params(caseNo, thread, state.name(), now())
          .update();
    }
  }

  /** A message by Tongqiao's id. */
  public Optional<StoredMessage> message(String id) {
    return jdbc.sql(MESSAGE + "where id = ?").param(id).query(Journal::message).optional();
  }

  /** All messages of a case in the order of acceptance. */
  public List<StoredMessage> messages(String caseNo) {
    return jdbc.sql(MESSAGE + "where case_no = ? order by seq")
        .param(caseNo)
        .query(Journal::message)
        .list();
  }

  /** Writes an accepted message; its seq is given by the journal. */
  public void insert(StoredMessage message) {
    jdbc.sql(
            "insert into message (id, source, source_id, event, case_no, digest, door, body, receipt, accepted_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            message.id(),
            message.source(),
            message.sourceId(),
            message.event(),
            message.caseNo(),
            message.digest(),
            message.door(),
            message.body(),
            message.receipt(),
            at(message.acceptedAt()))
        .update();
  }

  /**
   * The case's messages that have no deliveries yet, up to and with one, in the order of
   * acceptance.
   */
  public List<StoredMessage> undispatched(String caseNo, String upToId) {
    return jdbc.sql(
            MESSAGE
                + "where case_no = ? and dispatched_at is null and seq <= (select seq from message where id = ?) order by seq")
        .params(caseNo, upToId)
        .query(Journal::message)
        .list();
  }

  /** Marks a message as dispatched. */
  public void dispatched(String id) {
    jdbc.sql("update message set dispatched_at = ? where id = ?").params(now(), id).update();
  }

  /**
   * Messages accepted before a moment that a crash has kept from the broker, oldest first, at most
   * 500.
   */
  public List<StoredMessage> stranded(Instant before) {
    return jdbc.sql(
            MESSAGE
                + "where dispatched_at is null and accepted_at < ? order by seq fetch first 500 rows only")
        .param(at(before))
        .query(Journal::message)
        .list();
  }

  /** Whether a system sent or received any message of a case. */
  public boolean takesPart(String system, String caseNo) {
    return jdbc.sql(
                "select (select count(*) from message where case_no = ? and source = ?) + (select count(*) from delivery where case_no = ? and system = ?)")
            .params(caseNo, system, caseNo, system)
            .query(Long.class)
            .single()
        > 0;
  }

  /** All threads of a case with their states. */
  public List<CaseThread> threads(String caseNo) {
    return jdbc.sql("select thread, state from case_thread where case_no = ? order by thread")
        .param(caseNo)
        .query((row, n) -> new CaseThread(row.getString(1), CaseState.valueOf(row.getString(2))))
        .list();
  }

  /** A thread of a case. */
  public record CaseThread(String thread, CaseState state) {}

  /** What is known of a case; empty when there is no such case. */
  public Optional<String> head(String caseNo) {
    return jdbc.sql("select head from case_file where case_no = ?")
        .param(caseNo)
        .query(String.class)
        .optional();
  }

  /** Keeps an act that someone may have to prove; {@code detail} holds no personal data. */
  public void audit(String actor, String act, String object, String detail) {
    jdbc.sql("insert into audit (at, actor, act, object, detail) values (?, ?, ?, ?, ?)")
        .params(now(), actor, act, object, detail)
        .update();
  }

  private static StoredMessage message(ResultSet row, int n) throws SQLException {
    return new StoredMessage(
        row.getString("id"),
        row.getLong("seq"),
        row.getString("source"),
        row.getString("source_id"),
        row.getString("event"),
        row.getString("case_no"),
        row.getString("digest"),
        row.getString("door"),
        row.getString("body"),
        row.getString("receipt"),
        instant(row, "accepted_at").orElseThrow(),
        instant(row, "dispatched_at"));
  }

  static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private OffsetDateTime now() {
    return at(clock.instant());
  }
}
