package io.tongqiao.relay;

import io.tongqiao.watch.Meters;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.DisposableBean;
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
 * told to, once for all that were committed meanwhile.
 */
@Component
public class DurableTransactions implements TransactionOperations, DisposableBean {

  private final TransactionTemplate transactions;
  private final Meters meters;
  private final boolean syncs;
  private final GroupCommit<Boolean, Boolean> disk;

  DurableTransactions(PlatformTransactionManager manager, DataSource database, Meters meters) {
    this.transactions = new TransactionTemplate(manager);
    this.meters = meters;
    var jdbc = new JdbcTemplate(database);
    ConnectionCallback<String> product = c -> c.getMetaData().getDatabaseProductName();
    this.syncs = "H2".equals(jdbc.execute(product));
    this.disk = new GroupCommit<>("disk", all -> sync(jdbc, all));
  }

  private static List<Boolean> sync(JdbcTemplate jdbc, List<Boolean> all) {
    jdbc.execute("checkpoint sync");
    return all;
  }

  @Override
  public <T> T execute(TransactionCallback<T> action) {
    long started = System.nanoTime();
    T result = transactions.execute(action);
    if (syncs) {
      disk.submit(true);
    }
    meters.committed(System.nanoTime() - started);
    return result;
  }

  @Override
  public void destroy() {
    disk.close();
  }
}
