package io.tongqiao.journal;

import java.time.Clock;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/** The journal on a database, its tables made, its clock standing still. */
record JournalStore(
    JdbcClient jdbc,
    Journal journal,
    DeliveryJournal deliveries,
    KeyJournal keys,
    TransactionOperations transactions) {

  static JournalStore on(DataSource database) {
    Flyway.configure().dataSource(database).locations("classpath:db/journal").load().migrate();
    Clock clock = Clock.fixed(JournalContract.NOW, ZoneOffset.UTC);
    JdbcClient jdbc = JdbcClient.create(database);
    return new JournalStore(
        jdbc,
        new Journal(jdbc, clock),
        new DeliveryJournal(jdbc, clock),
        new KeyJournal(jdbc, clock),
        new TransactionTemplate(new DataSourceTransactionManager(database)));
  }
}
