package io.tongqiao.table;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Rows on MariaDB, through a driver that is not on the class path. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MariaDbRowWriterIT implements RowWriterContract {

  private MariaDb server;
  private Connection connection;

  @BeforeAll
  void start(@TempDir Path directory) throws SQLException {
    server = MariaDb.start(directory);
    connection = server.connect();
  }

  @AfterAll
  void stop() throws SQLException {
    if (server != null) {
      connection.close();
      server.close();
    }
  }

  @Override
  public Connection connection() {
    return connection;
  }

  @Override
  public Connection another() throws SQLException {
    return server.connect();
  }

  /** TIMESTAMP is another thing there: it moves with the session's zone. */
  @Override
  public String declared(String create) {
    return create.replace(" timestamp", " datetime");
  }
}
