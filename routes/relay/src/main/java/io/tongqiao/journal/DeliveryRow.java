package io.tongqiao.journal;

import static io.tongqiao.journal.Columns.instant;

import io.tongqiao.journal.StoredDelivery.State;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A row of {@code delivery d} without its wire texts. */
final class DeliveryRow {

  static final String COLUMNS =
      "d.id, d.message_id, d.seq, d.system, d.case_no, d.operation, d.state, d.version, d.attempts, d.level, d.receipt_no, d.code, d.cause, d.lossy, d.millis, d.created_at, d.changed_at, d.next_attempt_at";

  private DeliveryRow() {}

  static StoredDelivery read(ResultSet row, int n) throws SQLException {
    return new StoredDelivery(
        row.getLong("id"),
        row.getString("message_id"),
        row.getLong("seq"),
        row.getString("system"),
        row.getString("case_no"),
        row.getString("operation"),
        State.valueOf(row.getString("state")),
        row.getInt("version"),
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
}
