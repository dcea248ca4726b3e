package io.tongqiao.journal;

import static io.tongqiao.journal.Columns.at;
import static io.tongqiao.journal.Columns.cut;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The audit, a chain of rows. Rows are written in the caller's transaction as the last that it
 * does, so that the one lock that all writers share is held from there to the commit only, and
 * nobody waits for another lock while holding it.
 */
@Repository
public class AuditJournal {

  private static final int ORIGIN_LENGTH = 64;
  private static final int OBJECT_LENGTH = 200;

  private final JdbcTemplate jdbc;
  private final Clock clock;
  private final ObjectProvider<Whence> whence;
  private final TransactionTemplate transactions;

  AuditJournal(
      JdbcTemplate jdbc,
      Clock clock,
      ObjectProvider<Whence> whence,
      PlatformTransactionManager manager) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.whence = whence;
    this.transactions = new TransactionTemplate(manager);
  }

  /** Keeps an act; outside of a transaction, in one of its own. */
  public void write(AuditEntry.Act act) {
    AuditEntry entry = entry(act);
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      waiting().add(entry);
      return;
    }
    transactions.executeWithoutResult(status -> append(List.of(entry)));
  }

  private AuditEntry entry(AuditEntry.Act act) {
    Whence from = whence.getIfAvailable();
    // as exact as both databases keep it, for the hash is made anew from what they give back
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return new AuditEntry(
        0,
        now,
        act.actor(),
        from == null ? "" : cut(from.address(), ORIGIN_LENGTH),
        act.act(),
        cut(act.object(), OBJECT_LENGTH),
        Columns.cause(act.detail()),
        Columns.cause(act.before()),
        Columns.cause(act.after()),
        "");
  }

  /** What the running transaction will write when it ends. */
  private List<AuditEntry> waiting() {
    for (TransactionSynchronization one : TransactionSynchronizationManager.getSynchronizations()) {
      if (one instanceof AtTheEnd end && end.journal() == this) {
        return end.entries();
      }
    }
    var end = new AtTheEnd(this, new ArrayList<>());
    TransactionSynchronizationManager.registerSynchronization(end);
    return end.entries();
  }

  private record AtTheEnd(AuditJournal journal, List<AuditEntry> entries)
      implements TransactionSynchronization {

    @Override
    public void beforeCommit(boolean readOnly) {
      journal.append(entries);
    }
  }

  private void append(List<AuditEntry> entries) {
    String previous =
        jdbc.queryForObject("select hash from audit_head where id = 1 for update", String.class);
    List<Object[]> rows = new ArrayList<>();
    for (AuditEntry entry : entries) {
      previous = entry.chained(previous);
      rows.add(
          new Object[] {
            at(entry.at()),
            entry.actor(),
            entry.origin(),
            entry.act(),
            entry.object(),
            entry.detail(),
            entry.before(),
            entry.after(),
            previous
          });
    }
    jdbc.batchUpdate(
        "insert into audit (at, actor, origin, act, object, detail, before_state, after_state, hash) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        rows);
    jdbc.update(
        "update audit_head set entries = entries + ?, hash = ? where id = 1",
        entries.size(),
        previous);
  }
}
