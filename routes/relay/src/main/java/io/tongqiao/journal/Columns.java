package io.tongqiao.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;
import org.springframework.jdbc.core.SqlTypeValue;

/** How values stand in columns and parameters. */
public final class Columns {

  private static final int CAUSE_LENGTH = 2000;

  private Columns() {}

  /** A moment as a parameter. */
  public static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  /** A moment out of a column; empty for null. */
  public static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  /** For {@code = any(?)}. */
  public static SqlTypeValue texts(Collection<String> values) {
    return array("varchar", values);
  }

  /** For {@code = any(?)}. */
  public static SqlTypeValue numbers(Collection<Long> values) {
    return array("bigint", values);
  }

  private static SqlTypeValue array(String type, Collection<?> values) {
    return (statement, index, sqlType, typeName) ->
        statement.setArray(index, statement.getConnection().createArrayOf(type, values.toArray()));
  }

  /** A text cut to the length of a cause. */
  public static String cause(String text) {
    return cut(text, CAUSE_LENGTH);
  }

  /** A text cut to a length. */
  public static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length - 1) + "…";
  }
}
