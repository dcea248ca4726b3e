package io.tongqiao.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tongqiao.watch.Meters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

class DurableTransactionsTest {

  @TempDir private Path directory;
  private HikariDataSource database;

  @BeforeEach
  void open() {
    database = database("live");
    new JdbcTemplate(database).execute("create table kept (id int primary key)");
    new JdbcTemplate(database).execute("checkpoint sync");
  }

  @AfterEach
  void close() {
    database.close();
  }

  private HikariDataSource database(String name) {
    var opened = new HikariDataSource();
    // written by itself only after a minute: what is in the file, a transaction has put there
    opened.setJdbcUrl("jdbc:h2:file:" + directory.resolve(name) + ";WRITE_DELAY=60000");
    opened.setUsername("sa");
    return opened;
  }

  @Test
  void transaction_thatHasReturned_isInTheFile() throws IOException {
    var transactions =
        new DurableTransactions(
            new DataSourceTransactionManager(database),
            database,
            new Meters(new SimpleMeterRegistry()));
    transactions.executeWithoutResult(status -> insert(database, 1));
    assertThat(inTheFile()).isEqualTo(1);
    transactions.destroy();
  }

  @Test
  void commit_byItself_isNotInTheFileYet() throws IOException {
    insert(database, 1);
    assertThat(inTheFile()).isZero();
  }

  private static void insert(DataSource into, int id) {
    new JdbcTemplate(into).update("insert into kept (id) values (?)", id);
  }

  /** What a crash would leave: the file as it is, opened elsewhere. */
  private int inTheFile() throws IOException {
    Files.copy(directory.resolve("live.mv.db"), directory.resolve("left.mv.db"));
    try (HikariDataSource left = database("left")) {
      Integer found =
          new JdbcTemplate(left).queryForObject("select count(*) from kept", Integer.class);
      return found == null ? -1 : found;
    }
  }
}
