package io.tongqiao.journal;

import static io.tongqiao.journal.Columns.at;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Work that one node does at a time. A lease ends by itself when its node falls silent, so it saves
 * work but forbids nothing: what is done under it must bear being done twice.
 */
@Repository
public class LeaseJournal implements DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(LeaseJournal.class);

  private final String node = UUID.randomUUID().toString();
  private final JdbcClient jdbc;
  private final Clock clock;

  LeaseJournal(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Takes or keeps the lease of some work for a time; false when another node has it. */
  public boolean hold(String work, Duration time) {
    Instant now = clock.instant();
    int kept =
        jdbc.sql(
                "update lease set node = ?, until_at = ? where work = ? and (node = ? or until_at < ?)")
            .params(node, at(now.plus(time)), work, node, at(now))
            .update();
    if (kept > 0) {
      return true;
    }
    return jdbc.sql(
                "insert into lease (work, node, until_at) values (?, ?, ?) on conflict do nothing")
            .params(work, node, at(now.plus(time)))
            .update()
        > 0;
  }

  /** Gives back what this node holds, after all who worked under it: another need not wait. */
  @Override
  public void destroy() {
    try {
      jdbc.sql("delete from lease where node = ?").param(node).update();
    } catch (DataAccessException e) {
      LOG.info("the leases of this node end by themselves, for the journal is away");
    }
  }
}
