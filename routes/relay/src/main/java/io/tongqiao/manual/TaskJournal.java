package io.tongqiao.manual;

import static io.tongqiao.journal.Columns.at;
import static io.tongqiao.journal.Columns.cause;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Tasks as they are written. Methods take part in the caller's transaction. */
@Repository
class TaskJournal {

  private final JdbcClient jdbc;
  private final Clock clock;

  TaskJournal(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  Optional<Task> find(long id) {
    return jdbc.sql(TaskRow.SELECT + TaskRow.FROM + "where t.id = ?")
        .param(id)
        .query(TaskRow::read)
        .optional();
  }

  /** The task of a message for one operation, locked until the transaction ends. */
  Optional<Task> lock(String system, String messageId, String operation) {
    return jdbc.sql(
            "select id from manual_task where message_id = ? and system = ? and operation = ? for update")
        .params(messageId, system, operation)
        .query(Long.class)
        .optional()
        .flatMap(this::find);
  }

  /** A task, locked until the transaction ends. */
  Optional<Task> lock(long id) {
    return jdbc.sql("select id from manual_task where id = ? for update")
        .param(id)
        .query(Long.class)
        .optional()
        .flatMap(this::find);
  }

  /** A new task; one that another node has written meanwhile stays. */
  void open(String system, String messageId, String operation, String caseNo, String content) {
    jdbc.sql(
            "insert into manual_task (system, message_id, operation, case_no, state, version, content, content_version, taken_by,"
                + " receipt_no, reason, noes, opened_at, changed_at) select ?, ?, ?, ?, 'OPEN', 0, ?, d.version, '', '', '', 0, ?, ?"
                + " from delivery d where d.case_no = ? and d.system = ? and d.message_id = ? on conflict do nothing")
        .params(
            system, messageId, operation, caseNo, content, now(), now(), caseNo, system, messageId)
        .update();
  }

  /** Has a task entered anew, with what is to be entered now. */
  void renew(Task task, String content) {
    jdbc.sql(
            "update manual_task set state = 'OPEN', version = version + 1, content = ?, content_version = ?, taken_by = '',"
                + " taken_until = null, receipt_no = '', reason = '', opened_at = ?, changed_at = ? where id = ?")
        .params(content, task.delivery().version(), now(), now(), task.id())
        .update();
  }

  /** That the fields are those of a later version of the delivery as well. */
  void sameFor(Task task) {
    jdbc.sql("update manual_task set content_version = ? where id = ?")
        .params(task.delivery().version(), task.id())
        .update();
  }

  void take(Task task, String clerk, Instant until) {
    jdbc.sql(
            "update manual_task set state = 'TAKEN', version = version + 1, taken_by = ?, taken_until = ?, changed_at = ? where id = ?")
        .params(clerk, at(until), now(), task.id())
        .update();
  }

  void giveBack(Task task) {
    jdbc.sql(
            "update manual_task set state = 'OPEN', version = version + 1, taken_by = '', taken_until = null, changed_at = ? where id = ?")
        .params(now(), task.id())
        .update();
  }

  /** Ends a task; the noes that are in the journal now belong to what was before. */
  void end(Task task, Task.State state, String receiptNo, String reason) {
    jdbc.sql(
            "update manual_task set state = ?, version = version + 1, taken_until = null, receipt_no = ?, reason = ?, noes = ?,"
                + " changed_at = ? where id = ?")
        .params(state.name(), receiptNo, cause(reason), noes(task), now(), task.id())
        .update();
  }

  /** How many times the system has said no to the task's message, at once or later. */
  int noes(Task task) {
    return jdbc.sql(
            "select count(*) from exchange e join delivery d on e.seq = d.seq and e.system = d.system where d.id = ? and e.outcome = 'REJECTED'")
        .param(task.delivery().id())
        .query(Integer.class)
        .single();
  }

  /** Another case of the system that has this receipt number already. */
  Optional<String> otherCaseWith(Task task, String receiptNo) {
    return jdbc.sql(
            "select case_no from manual_task where system = ? and receipt_no = ? and case_no <> ? fetch first 1 row only")
        .params(task.system(), receiptNo, task.caseNo())
        .query(String.class)
        .optional();
  }

  private OffsetDateTime now() {
    return at(clock.instant());
  }
}
