package io.tongqiao.table;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** Rows on PostgreSQL. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresRowWriterIT implements RowWriterContract {

  private EmbeddedPostgres server;
  private Connection connection;

  @BeforeAll
  void start() throws IOException, SQLException {
    server = EmbeddedPostgres.start();
    connection = server.getPostgresDatabase().getConnection();
  }

  @AfterAll
  void stop() throws IOException, SQLException {
    connection.close();
    server.close();
  }

  @Override
  public Connection connection() {
    return connection;
  }

  @Override
  public Connection another() throws SQLException {
    return server.getPostgresDatabase().getConnection();
  }
}
