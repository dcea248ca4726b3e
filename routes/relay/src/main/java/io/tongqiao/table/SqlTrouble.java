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
 */
record SqlTrouble(String state, boolean notNow) {

  /**
   * 08 connection, 40 rollback, 53 resources, 57 operator, HY and H2's 90 where they mean that the
   * database is closing or that a lock was not had in time.
   */
  private static final Set<String> LATER_CLASSES = Set.of("08", "40", "53", "57");

  private static final Set<String> LATER =
      Set.of("HYT00", "HYT01", "90013", "90020", "90067", "90098", "90121", "90146");

  static SqlTrouble of(SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    boolean later =
        e instanceof SQLTransientException
            || e instanceof SQLRecoverableException
            || e instanceof SQLNonTransientConnectionException
            || LATER.contains(state)
            || (state.length() == 5 && LATER_CLASSES.contains(state.substring(0, 2)));
    return new SqlTrouble(state, later);
  }

  /** 23505 as SQL says; 23000 by those who do not tell constraints apart. */
  boolean duplicate() {
    return state.equals("23505") || state.equals("23000");
  }

  /** In an operator's words. */
  String words() {
    if (state.startsWith("23")) {
      return switch (state) {
        case "23502" -> "必填列没有值";
        case "23503", "23506" -> "所依赖的行还没有写入";
        case "23505", "23000" -> "与已有的行重复";
        default -> "不符合表的约束";
      };
    }
    if (state.startsWith("22")) {
      return "值放不进该列（过长或格式不符）";
    }
    if (state.startsWith("42") || state.startsWith("28")) {
      return "表、列不存在或没有写入权限";
    }
    return "数据库拒绝";
  }
}
