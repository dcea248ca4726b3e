package io.tongqiao.table;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.api.Trigger;

/** A database in which the writer of a row is the one that a deadlock is broken by, a few times. */
public final class Deadlock implements Trigger {

  /** How often yet. */
  static final AtomicInteger TIMES = new AtomicInteger();

  @Override
  public void fire(Connection connection, Object[] old, Object[] row) throws SQLException {
    if (TIMES.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
      throw new SQLException("deadlock detected", "40001", 40001);
    }
  }
}
