package io.tongqiao.journal;

import static io.tongqiao.journal.Columns.instant;
import static io.tongqiao.journal.Columns.numbers;
import static io.tongqiao.journal.Columns.texts;

import io.tongqiao.journal.StoredDelivery.State;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** All that happened to a case, without the texts. */
@Repository
public class CaseHistory {

  private final JdbcTemplate jdbc;

  CaseHistory(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** A message that was accepted. */
  public record Accepted(
      long seq,
      String id,
      String source,
      String sourceId,
      String event,
      String door,
      Instant acceptedAt) {}

  /** All messages of a case in the order of acceptance. */
  public List<Accepted> messages(String caseNo) {
    return jdbc.query(
        "select seq, id, source, source_id, event, door, accepted_at from message where case_no = ? order by seq",
        (row, n) ->
            new Accepted(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                instant(row, "accepted_at").orElseThrow()),
        caseNo);
  }

  /**
   * What went out to a system and what that was worth.
   *
   * @param outcome ACCEPTED, REJECTED, or NONE for "not now"
   */
  public record Exchange(
      long seq,
      String system,
      String level,
      String outcome,
      String receiptNo,
      String code,
      String detail,
      Instant at) {}

  /** The exchanges about messages, in their order. */
  public List<Exchange> exchanges(Collection<Long> seqs) {
    return jdbc.query(
        "select seq, system, level, outcome, receipt_no, code, detail, at from exchange where seq = any(?) order by id",
        (row, n) ->
            new Exchange(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                instant(row, "at").orElseThrow()),
        numbers(seqs));
  }

  /** Something that a person did to a delivery. */
  public record Act(long delivery, Instant at, String actor, String act, String reason) {}

  /** What people did to deliveries to move them, in order. */
  public List<Act> acts(Collection<StoredDelivery> deliveries) {
    Map<String, Long> objects = new HashMap<>();
    for (StoredDelivery delivery : deliveries) {
      objects.put(
          "delivery " + delivery.id() + " of " + delivery.messageId() + " to " + delivery.system(),
          delivery.id());
    }
    return jdbc.query(
        "select object, at, actor, act, detail from audit where object = any(?)"
            + " and act in ('delivery.resend', 'delivery.correct', 'delivery.skip', 'delivery.return') order by id",
        (row, n) ->
            new Act(
                objects.get(row.getString(1)),
                instant(row, "at").orElseThrow(),
                row.getString(3),
                row.getString(4),
                row.getString(5)),
        texts(objects.keySet()));
  }

  /** What is known of cases, JSON, by their numbers. */
  public Map<String, String> heads(Collection<String> caseNos) {
    Map<String, String> heads = new HashMap<>();
    jdbc.query(
        "select case_no, head from case_file where case_no = any(?)",
        row -> {
          heads.put(row.getString(1), row.getString(2));
        },
        texts(caseNos));
    return heads;
  }

  /** Deliveries of a case to a system in one state. */
  public record Lights(String caseNo, String system, State state, long count) {}

  /** How deliveries of cases stand, by system and state. */
  public List<Lights> lights(Collection<String> caseNos) {
    return jdbc.query(
        "select case_no, system, state, count(*) from delivery where case_no = any(?) group by case_no, system, state order by case_no, system, state",
        (row, n) ->
            new Lights(
                row.getString(1),
                row.getString(2),
                State.valueOf(row.getString(3)),
                row.getLong(4)),
        texts(caseNos));
  }
}
