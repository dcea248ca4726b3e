package io.tongqiao.manual;

import static io.tongqiao.journal.Columns.instant;

import io.tongqiao.journal.StoredDelivery;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Reads a task with its delivery. */
final class TaskRow {

  /** Of a task and the delivery that waits for it. */
  static final String SELECT =
      "select t.id, t.system, t.message_id, t.operation, t.case_no, t.state, t.version, t.content, t.content_version,"
          + " t.taken_by, t.taken_until, t.receipt_no, t.reason, t.noes, t.opened_at, t.changed_at,"
          + " d.id as delivery_id, d.state as delivery_state, d.version as delivery_version";

  /** The delivery is found by the case, whose index it has. */
  static final String FROM =
      " from manual_task t join delivery d on d.case_no = t.case_no and d.system = t.system and d.message_id = t.message_id ";

  private TaskRow() {}

  static Task read(ResultSet row, int n) throws SQLException {
    return new Task(
        row.getLong("id"),
        row.getString("system"),
        row.getString("message_id"),
        row.getString("operation"),
        row.getString("case_no"),
        Task.State.valueOf(row.getString("state")),
        row.getInt("version"),
        row.getString("content"),
        row.getInt("content_version"),
        row.getString("taken_by"),
        instant(row, "taken_until"),
        row.getString("receipt_no"),
        row.getString("reason"),
        row.getInt("noes"),
        instant(row, "opened_at").orElseThrow(),
        instant(row, "changed_at").orElseThrow(),
        new Task.Waiting(
            row.getLong("delivery_id"),
            StoredDelivery.State.valueOf(row.getString("delivery_state")),
            row.getInt("delivery_version")));
  }
}
