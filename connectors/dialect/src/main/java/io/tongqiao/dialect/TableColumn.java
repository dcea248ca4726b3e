package io.tongqiao.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * A column of a contract. In trees every value is a text: dates {@code yyyy-MM-dd}, moments {@code
 * yyyy-MM-dd HH:mm:ss} without a zone, numbers in plain digits.
 *
 * @param name as the contract writes it
 * @param kind what it holds
 * @param length most characters of a text; 0 for any number
 * @param required NOT NULL without a default
 */
public record TableColumn(String name, Kind kind, int length, boolean required) {

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  /** What a column holds. */
  public enum Kind {
    TEXT,
    NUMBER,
    DATE,
    TIMESTAMP
  }

  /** Why a value does not go into it; says nothing of the value itself. Empty when it does. */
  Optional<String> complaint(String text) {
    int characters = text.codePointCount(0, text.length());
    if (kind == Kind.TEXT && length > 0 && characters > length) {
      return Optional.of("长 " + characters + " 个字符，该列最多 " + length + " 个");
    }
    try {
      Object unused = value(text);
      return Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.of("不是数字");
    } catch (DateTimeException e) {
      return Optional.of(kind == Kind.DATE ? "不是 yyyy-MM-dd 的日期" : "不是 yyyy-MM-dd HH:mm:ss 的时间");
    }
  }

  private Object value(String text) {
    return switch (kind) {
      case TEXT -> text;
      case NUMBER -> new BigDecimal(text);
      case DATE -> LocalDate.parse(text);
      case TIMESTAMP -> LocalDateTime.parse(text, MOMENT);
    };
  }

  /**
   * Puts a value, of which there was no {@link #complaint}, into a statement. An empty text is
   * written as NULL in every database, for to some (Oracle, DM as Oracle) it is nothing else.
   */
  public void bind(PreparedStatement statement, int index, JsonNode value) throws SQLException {
    if (value.asText("").isEmpty()) {
      statement.setNull(index, sqlType());
      return;
    }
    switch (kind) {
      case TEXT -> statement.setString(index, value.asText());
      case NUMBER -> statement.setBigDecimal(index, new BigDecimal(value.asText()));
      default -> statement.setObject(index, value(value.asText()));
    }
  }

  private int sqlType() {
    return switch (kind) {
      case TEXT -> Types.VARCHAR;
      case NUMBER -> Types.NUMERIC;
      case DATE -> Types.DATE;
      case TIMESTAMP -> Types.TIMESTAMP;
    };
  }

  /** Its value in the row that is being read; empty for NULL and for an empty text. */
  public Optional<String> read(ResultSet row) throws SQLException {
    return switch (kind) {
      case TEXT -> Optional.ofNullable(row.getString(name)).filter(text -> !text.isEmpty());
      case NUMBER -> Optional.ofNullable(row.getBigDecimal(name)).map(TableColumn::plain);
      case DATE ->
          Optional.ofNullable(row.getObject(name, LocalDate.class)).map(LocalDate::toString);
      case TIMESTAMP ->
          Optional.ofNullable(row.getObject(name, LocalDateTime.class)).map(MOMENT::format);
    };
  }

  /** Whether two texts are the same value of it; an empty one stands for NULL. */
  public boolean same(String one, String other) {
    boolean numbers = kind == Kind.NUMBER && !one.isEmpty() && !other.isEmpty();
    return numbers ? new BigDecimal(one).compareTo(new BigDecimal(other)) == 0 : one.equals(other);
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
