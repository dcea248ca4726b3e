package io.tongqiao.table;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;

/**
 * What a database's refusal means. Its words are never passed on: they quote values.
 *
 * @param state SQLSTATE, ISO/IEC 9075-2 clause 24
 * @param notNow whether the same may be written later
 * @param kind what a person has to look for
 */
record SqlTrouble(String state, boolean notNow, Kind kind) {

  /** What was wrong with the row, as far as the database tells. */
  enum Kind {
    DUPLICATE("与已有的行重复"),
    NOTHING("必填列没有值"),
    DEPENDS("所依赖的行还没有写入"),
    CONSTRAINT("不符合表的约束"),
    VALUE("值放不进该列（过长或格式不符）"),
    ACCESS("表、列不存在或没有写入权限"),
    OTHER("数据库拒绝");

    private final String words;

    Kind(String words) {
      this.words = words;
    }
  }

  /**
   * 08 connection, 40 rollback, 53 resources, 57 operator; Oracle's 60 to 64 and 66: its own
   * trouble, sessions and locks (ORA-00060), background processes, files and network.
   */
  private static final Set<String> LATER_CLASSES =
      Set.of("08", "40", "53", "57", "60", "61", "62", "63", "64", "66");

  /** HY and H2's 90 where they mean that the database is closing or that a lock was not had. */
  private static final Set<String> LATER =
      Set.of("HYT00", "HYT01", "90013", "90020", "90067", "90098", "90121", "90146");

  /** MySQL and MariaDB say HY000 for a lock that was not had, a full disk, a read-only server. */
  private static final Set<Integer> LATER_MYSQL = Set.of(1021, 1114, 1205, 1206, 1290, 1836);

  static SqlTrouble of(SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    boolean later =
        e instanceof SQLTransientException
            || e instanceof SQLRecoverableException
            || e instanceof SQLNonTransientConnectionException
            || LATER.contains(state)
            || (state.equals("HY000") && LATER_MYSQL.contains(e.getErrorCode()))
            || (state.length() == 5 && LATER_CLASSES.contains(state.substring(0, 2)));
    return new SqlTrouble(state, later, kind(state, e.getErrorCode()));
  }

  private static Kind kind(String state, int code) {
    return switch (state) {
      case "23505" -> Kind.DUPLICATE;
      case "23502" -> Kind.NOTHING;
      case "23503", "23506" -> Kind.DEPENDS;
      case "23000" -> kind(code, Kind.CONSTRAINT);
      case "HY000", "72000" -> kind(code, Kind.OTHER);
      default -> kind(state);
    };
  }

  /** By the numbers of Oracle, and of MySQL and MariaDB, whose SQLSTATE does not tell. */
  private static Kind kind(int code, Kind otherwise) {
    return switch (code) {
      case 1, 1062, 1586 -> Kind.DUPLICATE;
      case 1400, 1407, 1048, 1364 -> Kind.NOTHING;
      case 2291, 1216, 1452 -> Kind.DEPENDS;
      case 1438, 1401, 12899, 1366 -> Kind.VALUE;
      default -> otherwise;
    };
  }

  private static Kind kind(String state) {
    return switch (state.substring(0, Math.min(2, state.length()))) {
      case "22" -> Kind.VALUE;
      case "23" -> Kind.CONSTRAINT;
      case "42", "28" -> Kind.ACCESS;
      default -> Kind.OTHER;
    };
  }

  /** A row with such a key is there, or may be where that is not told; perhaps it is the same. */
  boolean duplicate() {
    return kind == Kind.DUPLICATE || (state.equals("23000") && kind == Kind.CONSTRAINT);
  }

  /** In an operator's words. */
  String words() {
    return kind.words;
  }
}
