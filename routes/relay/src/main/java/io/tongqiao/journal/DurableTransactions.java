package io.tongqiao.journal;

import javax.sql.DataSource;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Transactions of the journal. What one has written is on the disk when it returns, and not in the
 * memory of an operating system that may lose its power: PostgreSQL sees to that by itself, H2 is
 * told to after each commit.
 */
@Component
public class DurableTransactions implements TransactionOperations {

  private final TransactionTemplate transactions;
  private final JdbcTemplate jdbc;
  private final boolean syncs;

  DurableTransactions(PlatformTransactionManager manager, DataSource database) {
    this.transactions = new TransactionTemplate(manager);
    this.jdbc = new JdbcTemplate(database);
    ConnectionCallback<String> product = c -> c.getMetaData().getDatabaseProductName();
    this.syncs = "H2".equals(jdbc.execute(product));
  }

  @Override
  public <T> T execute(TransactionCallback<T> action) {
    T result = transactions.execute(action);
    if (syncs) {
      jdbc.execute("checkpoint sync");
    }
    return result;
  }
}
