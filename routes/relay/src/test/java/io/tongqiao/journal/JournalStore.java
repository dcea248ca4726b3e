package io.tongqiao.journal;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
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

  /** Accepts a message. */
  StoredMessage insert(String caseNo, String sourceId) {
    return insert(caseNo, sourceId, "{}");
  }

  /** Accepts a message with a body. */
  StoredMessage insert(String caseNo, String sourceId, String body) {
    String id = (caseNo + sourceId + "0".repeat(32)).substring(0, 32);
    var message =
        new StoredMessage(
            id,
            0,
            "bureau-platform",
            sourceId,
            "APPLY",
            caseNo,
            "d".repeat(64),
            "rest",
            body,
            "{\"receiptNo\":\"TQ-1\"}",
            JournalContract.NOW,
            Optional.empty());
    journal.lockCase(caseNo);
    journal.insert(message);
    return journal.message(id).orElseThrow();
  }

  /** Puts it on its way to a system. */
  StoredDelivery deliver(StoredMessage message, String system) {
    deliveries.add(message, system, "push-case");
    return deliveries.find(message.id(), system).orElseThrow();
  }
}
