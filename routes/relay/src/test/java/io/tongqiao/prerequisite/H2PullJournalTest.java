package io.tongqiao.prerequisite;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/** On the embedded database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class H2PullJournalTest implements PullJournalContract {

  private final HikariDataSource database = new HikariDataSource();

  H2PullJournalTest() {
    database.setJdbcUrl(
        "jdbc:h2:mem:pulls;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH");
  }

  @AfterAll
  void close() {
    database.close();
  }

  @Override
  public DataSource database() {
    return database;
  }
}
