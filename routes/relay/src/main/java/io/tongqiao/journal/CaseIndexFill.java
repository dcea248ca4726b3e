package io.tongqiao.journal;

import static io.tongqiao.journal.Columns.instant;

import io.tongqiao.journal.CaseIndex.Known;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Enters all cases into the index of the search before anything else runs, when they are not in it,
 * or by another key: after an upgrade, or when the journal was restored without its secrets. A
 * crash on the way begins it anew.
 */
@Component
class CaseIndexFill implements InitializingBean {

  private static final Logger LOG = LoggerFactory.getLogger(CaseIndexFill.class);
  private static final int BATCH = 500;
  private static final int TOLD_EACH = 20_000;

  private final JdbcTemplate jdbc;
  private final CaseIndex index;
  private final CaseDigests digests;
  private final TransactionOperations transactions;

  CaseIndexFill(
      JdbcTemplate jdbc, CaseIndex index, CaseDigests digests, TransactionOperations transactions) {
    this.jdbc = jdbc;
    this.index = index;
    this.digests = digests;
    this.transactions = transactions;
  }

  @Override
  public void afterPropertiesSet() {
    List<String> marks =
        jdbc.queryForList("select mark from case_index_key where id = 1", String.class);
    if (marks.equals(List.of(digests.mark()))) {
      return;
    }
    if (!marks.isEmpty()) {
      LOG.warn("the secret journal.search-key is another one: the search of cases is made anew");
      jdbc.update("delete from case_index_key");
    }
    long entered = enterAll();
    jdbc.update("insert into case_index_key (id, mark) values (1, ?)", digests.mark());
    if (entered > 0) {
      LOG.info("{} cases can be searched", entered);
    }
  }

  private long enterAll() {
    long entered = 0;
    String last = "";
    while (true) {
      String after = last;
      List<Known> some = transactions.execute(status -> enter(after));
      entered += some.size();
      if (some.size() < BATCH) {
        return entered;
      }
      last = some.get(some.size() - 1).caseNo();
      if (entered % TOLD_EACH == 0) {
        LOG.info("entering cases into the search: {} so far", entered);
      }
    }
  }

  private List<Known> enter(String after) {
    List<Known> some =
        jdbc.query(
            "select f.case_no, f.head, coalesce(t.state, 'DRAFT') as state,"
                + " coalesce((select m.accepted_at from message m where m.case_no = f.case_no order by m.seq fetch first 1 row only), f.changed_at) as opened_at"
                + " from case_file f left join case_thread t on t.case_no = f.case_no and t.thread = '"
                + CaseFile.CASE_THREAD
                + "' where f.case_no > ? order by f.case_no fetch first "
                + BATCH
                + " rows only",
            (row, n) ->
                new Known(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    instant(row, "opened_at").orElseThrow()),
            after);
    index.enter(some);
    return some;
  }
}
