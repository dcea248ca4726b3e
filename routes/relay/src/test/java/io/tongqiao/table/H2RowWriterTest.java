package io.tongqiao.table;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** Rows on H2. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class H2RowWriterTest implements RowWriterContract {

  private static final String URL = "jdbc:h2:mem:rows";

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
