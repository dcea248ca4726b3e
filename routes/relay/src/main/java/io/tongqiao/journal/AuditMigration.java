package io.tongqiao.journal;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.springframework.stereotype.Component;

/**
 * Makes a chain of the rows that the audit held before it was one: SQL has no SM3. The only code
 * that ever writes into a row of the audit, once, before anything else runs.
 */
@Component
final class AuditMigration implements JavaMigration {

  @Override
  public MigrationVersion getVersion() {
    return MigrationVersion.fromVersion("6.1");
  }

  @Override
  public String getDescription() {
    return "chain the audit";
  }

  @Override
  public Integer getChecksum() {
    return 1;
  }

  @Override
  public boolean canExecuteInTransaction() {
    return true;
  }

  @Override
  public void migrate(Context context) throws SQLException {
    String previous = "";
    long entries = 0;
    try (Statement read = context.getConnection().createStatement();
        PreparedStatement write =
            context.getConnection().prepareStatement("update audit set hash = ? where id = ?");
        PreparedStatement head =
            context
                .getConnection()
                .prepareStatement("update audit_head set entries = ?, hash = ? where id = 1")) {
      read.setFetchSize(1000);
      try (ResultSet row =
          read.executeQuery("select id, at, actor, act, object, detail from audit order by id")) {
        while (row.next()) {
          previous = entry(row).chained(previous);
          entries++;
          write.setString(1, previous);
          write.setLong(2, row.getLong(1));
          write.executeUpdate();
        }
      }
      head.setLong(1, entries);
      head.setString(2, previous);
      head.executeUpdate();
    }
  }

  private static AuditEntry entry(ResultSet row) throws SQLException {
    return new AuditEntry(
        row.getLong(1),
        row.getObject(2, OffsetDateTime.class).toInstant(),
        row.getString(3),
        "",
        row.getString(4),
        row.getString(5),
        row.getString(6),
        "",
        "",
        "");
  }
}
