package io.tongqiao.table;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/**
 * Rows on H2 where it speaks as Oracle does: an empty text is NULL, DATE has a time of day, names
 * are in upper case, types are VARCHAR2 and NUMBER. What Oracle and DM do beyond that is not tried.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class H2OracleModeRowWriterTest implements RowWriterContract {

  private static final String URL = "jdbc:h2:mem:oraclerows;MODE=Oracle;DEFAULT_NULL_ORDERING=HIGH";

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
  public String declared(String create) {
    return create
        .replace("varchar(", "varchar2(")
        .replace(" int ", " number(10) ")
        .replace("decimal(", "number(");
  }

  @Override
  public Connection another() throws SQLException {
    return DriverManager.getConnection(URL);
  }
}
