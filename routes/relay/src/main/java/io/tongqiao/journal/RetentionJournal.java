package io.tongqiao.journal;

import static io.tongqiao.journal.Columns.at;
import static io.tongqiao.journal.Columns.numbers;
import static io.tongqiao.journal.Columns.texts;

import io.tongqiao.schema.CaseState;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/**
 * What may go from the journal. Only messages of which every delivery is DELIVERED, and of a case
 * that is still open none, since what it was told goes to supervision with the grant; their
 * identities stay behind. Methods take part in the caller's transaction.
 */
@Repository
public class RetentionJournal {

  private static final int SAMPLE = 1000;

  private static final String FINISHED =
      " and not exists (select 1 from delivery d where d.case_no = m.case_no and d.seq = m.seq and d.state <> 'DELIVERED')"
          + " and (m.accepted_at < ? or not exists (select 1 from case_thread t where t.case_no = m.case_no and t.thread = '"
          + CaseFile.CASE_THREAD
          + "' and t.state = any(?)))";

  /** The states of a case that may still be granted. */
  private static final List<String> OPEN =
      Arrays.stream(CaseState.values()).filter(CaseState::isOpen).map(CaseState::name).toList();

  private final JdbcTemplate jdbc;
  private final CaseJournal cases;

  RetentionJournal(JdbcTemplate jdbc, CaseJournal cases) {
    this.jdbc = jdbc;
    this.cases = cases;
  }

  /** A message that may go. */
  private record Old(long seq, String caseNo) {}

  /** How far the removing has come: the last seq that was looked at, and how many went in all. */
  public record Place(long seq, long removed) {}

  /**
   * Removes the oldest finished messages behind a place that were accepted before a moment, with
   * their deliveries and exchanges.
   *
   * @param stale a moment before which also those of open cases go
   * @param most how many at once
   * @return the place behind them; the one given when there is none left
   */
  public Place forget(Place from, Instant before, Instant stale, int most) {
    List<Old> old =
        jdbc.query(
            "select m.seq, m.case_no from message m where m.seq > ? and m.accepted_at < ?"
                + FINISHED
                + " order by m.seq fetch first "
                + most
                + " rows only",
            (row, n) -> new Old(row.getLong(1), row.getString(2)),
            from.seq,
            at(before),
            at(stale),
            texts(OPEN));
    if (old.isEmpty()) {
      return from;
    }
    List<String> caseNos = old.stream().map(Old::caseNo).distinct().toList();
    cases.lock(caseNos);
    // an operator or a later rejection may have taken one up again before the lock was ours
    List<Long> seqs =
        jdbc.queryForList(
            "select m.seq from message m where m.seq = any(?)" + FINISHED,
            Long.class,
            numbers(old.stream().map(Old::seq).toList()),
            at(stale),
            texts(OPEN));
    jdbc.update(
        "insert into forgotten (id, digest, receipt, accepted_at) select id, digest, receipt, accepted_at from message where seq = any(?) on conflict do nothing",
        numbers(seqs));
    jdbc.update("delete from exchange where seq = any(?)", numbers(seqs));
    jdbc.update(
        "delete from delivery_version where delivery_id in (select id from delivery where case_no = any(?) and seq = any(?))",
        texts(caseNos),
        numbers(seqs));
    jdbc.update(
        "delete from delivery where case_no = any(?) and seq = any(?)",
        texts(caseNos),
        numbers(seqs));
    jdbc.update(
        "delete from manual_task where message_id in (select id from message where seq = any(?))",
        numbers(seqs));
    jdbc.update("delete from message where seq = any(?)", numbers(seqs));
    return new Place(old.get(old.size() - 1).seq, from.removed + seqs.size());
  }

  /** Removes identities of messages that were accepted before a moment; gives how many. */
  public int forgetIdentities(Instant before, int most) {
    return jdbc.update(
        "delete from forgotten where id in (select id from forgotten where accepted_at < ? order by accepted_at fetch first "
            + most
            + " rows only)",
        at(before));
  }

  /** How many messages there are. */
  public long count() {
    Long messages = jdbc.queryForObject("select count(*) from message", Long.class);
    return messages == null ? 0 : messages;
  }

  /** Bytes that one message takes with the wire texts of its deliveries: the newest on average. */
  public double sizeOfOne() {
    Double each =
        jdbc.queryForObject(
            "select avg(octet_length(m.body) + octet_length(m.receipt)"
                + " + coalesce((select sum(coalesce(octet_length(e.request), 0) + coalesce(octet_length(e.response), 0))"
                + " from exchange e where e.seq = m.seq), 0))"
                + " from (select seq, body, receipt from message order by seq desc fetch first "
                + SAMPLE
                + " rows only) m",
            Double.class);
    return each == null ? 0 : each;
  }
}
