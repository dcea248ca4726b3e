package io.tongqiao.journal;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** The journal on PostgreSQL, a server of its own on a free port. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresJournalIT implements JournalContract, DeliveryContract {

  private EmbeddedPostgres server;
  private JournalStore store;

  @BeforeAll
  void start() throws IOException {
    server = EmbeddedPostgres.builder().setServerConfig("fsync", "on").start();
    store = JournalStore.on(server.getPostgresDatabase());
  }

  @AfterAll
  void stop() throws IOException {
    server.close();
  }

  @Override
  public JournalStore store() {
    return store;
  }
}
