package io.tongqiao.journal;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** The journal on PostgreSQL, a server of its own on a free port. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresJournalIT
    implements JournalContract,
        CaseContract,
        DeliveryContract,
        DueContract,
        RepairContract,
        LaneContract,
        LaneLifeContract,
        StandingContract,
        FerryJournalContract,
        AccountContract,
        AuditContract,
        CaseSearchContract {

  private final HikariDataSource database = new HikariDataSource();
  private EmbeddedPostgres server;
  private JournalStore store;

  @BeforeAll
  void start() throws IOException {
    server = EmbeddedPostgres.builder().setServerConfig("fsync", "on").start();
    database.setDataSource(server.getPostgresDatabase());
    store = JournalStore.on(database);
  }

  @AfterAll
  void stop() throws IOException {
    database.close();
    server.close();
  }

  @Override
  public JournalStore store() {
    return store;
  }
}
