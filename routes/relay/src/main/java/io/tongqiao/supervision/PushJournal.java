package io.tongqiao.supervision;

import io.tongqiao.journal.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/**
 * Pushes and who has claimed them; written while the case is locked. Methods take part in the
 * caller's transaction.
 */
@Repository
class PushJournal {

  private static final String PUSH =
      "select push, department, name, case_no, pushed_at, due_at, claimed_at, claimed_by, reminded_at from supervision_push ";

  /**
   * A push to one department.
   *
   * @param push number of the push
   * @param department code list guide-dept
   */
  record Push(
      String push,
      String department,
      String name,
      String caseNo,
      Instant pushedAt,
      Instant dueAt) {}

  /**
   * A push as it stands.
   *
   * @param claimedBy the system that told the claim; empty before
   */
  record Standing(
      Push push, Optional<Instant> claimedAt, String claimedBy, Optional<Instant> remindedAt) {}

  private final JdbcTemplate jdbc;

  PushJournal(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Keeps a push that nobody has claimed. */
  void add(Push push) {
    jdbc.update(
        "insert into supervision_push (push, department, name, case_no, pushed_at, due_at, claimed_by) values (?, ?, ?, ?, ?, ?, '')",
        push.push(),
        push.department(),
        push.name(),
        push.caseNo(),
        Columns.at(push.pushedAt()),
        Columns.at(push.dueAt()));
  }

  /** The pushes of a case, the oldest first, the departments by their codes. */
  List<Standing> ofCase(String caseNo) {
    return jdbc.query(
        PUSH + "where case_no = ? order by pushed_at, push, department",
        PushJournal::standing,
        caseNo);
  }

  /** A department has claimed a push, unless it had before. */
  void claim(String push, String department, String system, Instant at) {
    jdbc.update(
        "update supervision_push set claimed_at = ?, claimed_by = ? where push = ? and department = ? and claimed_at is null",
        Columns.at(at),
        system,
        push,
        department);
  }

  /** What nobody has claimed in time and nobody was reminded of, the longest overdue first. */
  List<Push> overdue(Instant now, int most) {
    return jdbc
        .query(
            PUSH
                + "where claimed_at is null and reminded_at is null and due_at < ? order by due_at fetch first "
                + most
                + " rows only",
            PushJournal::standing,
            Columns.at(now))
        .stream()
        .map(Standing::push)
        .toList();
  }

  /** Notes the reminder of a push; false when it was claimed or reminded of meanwhile. */
  boolean remind(Push push, Instant at) {
    return jdbc.update(
            "update supervision_push set reminded_at = ? where push = ? and department = ? and claimed_at is null and reminded_at is null",
            Columns.at(at),
            push.push(),
            push.department())
        > 0;
  }

  private static Standing standing(ResultSet row, int n) throws SQLException {
    var push =
        new Push(
            row.getString("push"),
            row.getString("department"),
            row.getString("name"),
            row.getString("case_no"),
            Columns.instant(row, "pushed_at").orElseThrow(),
            Columns.instant(row, "due_at").orElseThrow());
    return new Standing(
        push,
        Columns.instant(row, "claimed_at"),
        row.getString("claimed_by"),
        Columns.instant(row, "reminded_at"));
  }
}
