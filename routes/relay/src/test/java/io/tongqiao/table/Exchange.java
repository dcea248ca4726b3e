package io.tongqiao.table;

import io.tongqiao.relay.Relay;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * An exchange database, as whoever sits before it sees it.
 *
 * @param url address
 * @param user who
 * @param password proof
 */
record Exchange(String url, String user, String password) {

  /** The system that collects every case through tables. */
  static final String SYSTEM = "nat-zwfw-bj";

  /** The one that the ministries of a relay play. */
  static Exchange of(Relay relay) {
    return of(relay, SYSTEM);
  }

  /** That of another system. */
  static Exchange of(Relay relay, String system) {
    var secrets = relay.ministries().secrets();
    return new Exchange(
        relay.ministries().endpoints().get(system),
        secrets.find(system + ".username").orElseThrow(),
        secrets.find(system + ".password").orElseThrow());
  }

  /** The first column of a query's rows. */
  List<String> column(String sql, String... values) {
    try (Connection connection = DriverManager.getConnection(url, user, password);
        PreparedStatement statement = prepared(connection, sql, values);
        ResultSet row = statement.executeQuery()) {
      var column = new ArrayList<String>();
      while (row.next()) {
        column.add(row.getString(1));
      }
      return column;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Changes rows. */
  int change(String sql, String... values) {
    try (Connection connection = DriverManager.getConnection(url, user, password);
        PreparedStatement statement = prepared(connection, sql, values)) {
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static PreparedStatement prepared(Connection connection, String sql, String... values)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < values.length; i++) {
      statement.setString(i + 1, values[i]);
    }
    return statement;
  }

  /** The ministry finds a row wrong. */
  void reject(String guid, String table, String rowGuid, String why) {
    change(
        "insert into dn_audit_abnormal (row_guid, cd_time, err_type, table_sql_name, table_row_guid, remark) values (?, timestamp '2026-07-23 02:10:00', 'E07', ?, ?, ?)",
        guid,
        table,
        rowGuid,
        why);
  }

  /** How a row of theirs is flagged. */
  String flag(String guid) {
    return column("select is_sync from dn_audit_abnormal where row_guid = ?", guid).get(0);
  }
}
