package io.tongqiao.table;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** Rows on H2 where it speaks as MySQL and MariaDB do: no stand-in for the real ones. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class H2MySqlModeRowWriterTest implements RowWriterContract {

  private static final String URL =
      "jdbc:h2:mem:mysqlrows;MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE";

  private Connection connection;

  @BeforeAll
  void open() throws SQLException {
    connection = another();
  }

  @AfterAll
  void close() throws SQLException {
    connection.close();
  }

  @Override
  public Connection connection() {
    return connection;
  }

  @Override
  public Connection another() throws SQLException {
    return DriverManager.getConnection(URL);
  }
}
