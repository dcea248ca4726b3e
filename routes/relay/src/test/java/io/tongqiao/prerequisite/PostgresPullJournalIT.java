package io.tongqiao.prerequisite;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** On PostgreSQL, a server of its own on a free port. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresPullJournalIT implements PullJournalContract {

  private EmbeddedPostgres server;

  @BeforeAll
  void start() throws IOException {
    server = EmbeddedPostgres.builder().start();
  }

  @AfterAll
  void stop() throws IOException {
    server.close();
  }

  @Override
  public DataSource database() {
    return server.getPostgresDatabase();
  }
}
