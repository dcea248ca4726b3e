package io.tongqiao.journal;

import static io.tongqiao.journal.Columns.at;
import static io.tongqiao.journal.Columns.texts;

import io.tongqiao.schema.CaseState;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/**
 * Cases. A case is locked by its row, in the order of the case numbers, by whoever accepts a
 * message of it or moves one of its lanes. Methods take part in the caller's transaction.
 */
@Repository
public class CaseJournal {

  private final JdbcTemplate jdbc;
  private final Clock clock;
  private final CaseIndex index;

  CaseJournal(JdbcTemplate jdbc, Clock clock, CaseIndex index) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.index = index;
  }

  /** Locks cases that exist until the transaction ends. */
  public void lock(Collection<String> caseNos) {
    jdbc.query(
        "select case_no from case_file where case_no = any(?) order by case_no for update",
        row -> {},
        texts(caseNos));
  }

  /**
   * Locks cases until the transaction ends and gives what is known of each. A case that is not
   * there yet comes as a new file; {@link #save} finds out whether another node was faster.
   */
  public Map<String, CaseFile> open(Collection<String> caseNos) {
    Map<String, CaseFile> files = new TreeMap<>();
    jdbc.query(
        "select case_no, head from case_file where case_no = any(?) order by case_no for update",
        row -> {
          files.put(row.getString(1), new CaseFile(row.getString(1), row.getString(2), false));
        },
        texts(caseNos));
    if (!files.isEmpty()) {
      jdbc.query(
          "select case_no, thread, state from case_thread where case_no = any(?)",
          row -> {
            files
                .get(row.getString(1))
                .known(row.getString(2), CaseState.valueOf(row.getString(3)));
          },
          texts(files.keySet()));
      jdbc.query(
          "select distinct case_no, system from delivery where case_no = any(?) and "
              + DeliveryJournal.OPEN,
          row -> {
            files.get(row.getString(1)).occupy(row.getString(2));
          },
          texts(files.keySet()));
    }
    for (String caseNo : caseNos) {
      files.computeIfAbsent(caseNo, c -> new CaseFile(c, "{}", true));
    }
    return files;
  }

  /**
   * Writes what has changed.
   *
   * @throws OptimisticLockingFailureException when another node has just begun one of the cases:
   *     the transaction is to be made again
   */
  public void save(Collection<CaseFile> files) {
    OffsetDateTime now = at(clock.instant());
    List<Object[]> born = new ArrayList<>();
    List<Object[]> learned = new ArrayList<>();
    List<Object[]> begun = new ArrayList<>();
    List<Object[]> moved = new ArrayList<>();
    for (CaseFile file : files) {
      String caseNo = file.caseNo();
      if (file.isNew()) {
        born.add(new Object[] {caseNo, file.head(), now});
      }
      if (file.isChanged()) {
        learned.add(new Object[] {file.head(), now, caseNo});
      }
      file.begun().forEach(t -> begun.add(new Object[] {caseNo, t, state(file, t), now}));
      file.moved().forEach(t -> moved.add(new Object[] {state(file, t), now, caseNo, t}));
    }
    insertNew(born);
    batch("update case_file set head = ?, changed_at = ? where case_no = ?", learned);
    batch(
        "insert into case_thread (case_no, thread, state, changed_at) values (?, ?, ?, ?)", begun);
    batch(
        "update case_thread set state = ?, changed_at = ? where case_no = ? and thread = ?", moved);
    index.write(files);
    files.forEach(CaseFile::saved);
  }

  private static String state(CaseFile file, String thread) {
    return file.state(thread).orElseThrow().name();
  }

  private void insertNew(List<Object[]> born) {
    if (born.isEmpty()) {
      return;
    }
    int[] written =
        jdbc.batchUpdate(
            "insert into case_file (case_no, head, changed_at) values (?, ?, ?) on conflict do nothing",
            born);
    for (int count : written) {
      if (count == 0) {
        throw new OptimisticLockingFailureException("another node has just begun the case");
      }
    }
  }

  private void batch(String sql, List<Object[]> rows) {
    if (!rows.isEmpty()) {
      jdbc.batchUpdate(sql, rows);
    }
  }

  /** What is known of a case; empty when there is no such case. */
  public Optional<String> head(String caseNo) {
    return jdbc
        .queryForList("select head from case_file where case_no = ?", String.class, caseNo)
        .stream()
        .findFirst();
  }

  /** All threads of a case with their states. */
  public List<CaseThread> threads(String caseNo) {
    return jdbc.query(
        "select thread, state from case_thread where case_no = ? order by thread",
        (row, n) -> new CaseThread(row.getString(1), CaseState.valueOf(row.getString(2))),
        caseNo);
  }

  /** A thread of a case. */
  public record CaseThread(String thread, CaseState state) {}
}
