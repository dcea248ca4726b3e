package io.tongqiao.bench.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Fills a journal with copies of cases that the server itself has written: other numbers, times,
 * applicants and systems, the rest as it was. Some stand still.
 */
final class JournalFill {

  /** How many applicants there are. */
  static final int APPLICANTS = 20_000;

  /** One of so many cases is parked, and half as many wait. */
  private static final int PARKED_EACH = 40;

  private static final int BATCH = 500;
  private static final int CAUSES = 20;
  private static final Duration SPAN = Duration.ofDays(90);
  private static final String NAME = "紫阳县示例建设有限公司";
  private static final String NUMBER = "91610924MAQQ00016G";

  private final Connection journal;
  private final List<String> systems;
  private final OffsetDateTime now;
  private final Map<String, PreparedStatement> statements = new HashMap<>();
  private long number;

  JournalFill(Connection journal, List<String> systems, Clock clock) {
    this.journal = journal;
    this.systems = systems;
    this.now = clock.instant().atOffset(ZoneOffset.UTC);
  }

  /** The case with a number. */
  static String caseNo(int number) {
    return String.format(Locale.ROOT, "TQF%012d", number);
  }

  /** The applicant of a case. */
  static String applicant(int number) {
    return String.format(Locale.ROOT, "压测申请单位%05d", number % APPLICANTS);
  }

  private static String applicantCode(int number) {
    return String.format(Locale.ROOT, "91610924BENCH%05d", number % APPLICANTS);
  }

  /**
   * Fills it until it has so many messages.
   *
   * @param like cases to be copied, in turn
   * @return how many cases were written
   */
  int fill(List<String> like, int messages) throws SQLException {
    journal.setAutoCommit(false);
    number = one("select nextval('journal_seq')") + 1_000_000;
    List<CaseRows> templates = new ArrayList<>();
    for (String caseNo : like) {
      templates.add(CaseRows.read(journal, caseNo));
    }
    int each =
        templates.stream().mapToInt(t -> t.of("message").rows().size()).sum() / templates.size();
    int cases = messages / each;
    Duration step = SPAN.dividedBy(cases);
    long written = 0;
    for (int i = 0; written < messages; i++) {
      CaseRows template = templates.get(i % templates.size());
      copy(template, i, now.minus(SPAN).plus(step.multipliedBy(i)));
      written += template.of("message").rows().size();
      cases = i + 1;
      if (cases % BATCH == 0) {
        flush();
      }
    }
    flush();
    try (Statement statement = journal.createStatement()) {
      statement.execute("alter sequence journal_seq restart with " + (number + 1));
      statement.execute("delete from case_index");
      statement.execute("delete from case_index_key");
      journal.commit();
      journal.setAutoCommit(true);
      statement.execute("analyze");
    }
    return cases;
  }

  private long one(String sql) throws SQLException {
    try (Statement statement = journal.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  private void copy(CaseRows template, int i, OffsetDateTime opened) throws SQLException {
    String caseNo = caseNo(i);
    for (String table : List.of("case_file", "case_thread")) {
      CaseRows.Rows rows = template.of(table);
      for (Map<String, Object> row : rows.rows()) {
        write(rows, told(row, template, i, Map.of("case_no", caseNo, "changed_at", opened)));
      }
    }
    Map<Object, Map<String, Object>> bySeq = new HashMap<>();
    CaseRows.Rows messages = template.of("message");
    for (int m = 0; m < messages.rows().size(); m++) {
      Map<String, Object> row = messages.rows().get(m);
      OffsetDateTime at = opened.plusMinutes(m);
      String id = String.format(Locale.ROOT, "%032x", ++number);
      Map<String, Object> own =
          Map.of("seq", number, "id", id, "case_no", caseNo, "accepted_at", at);
      write(messages, told(row, template, i, own));
      bySeq.put(
          row.get("seq"),
          Map.of("seq", number, "message_id", id, "at", at, "system", system(i, m)));
    }
    deliveries(template, i, bySeq);
  }

  private String system(int theCase, int message) {
    return systems.get((theCase + message % 2) % systems.size());
  }

  private void deliveries(CaseRows template, int i, Map<Object, Map<String, Object>> bySeq)
      throws SQLException {
    CaseRows.Rows deliveries = template.of("delivery");
    for (int d = 0; d < deliveries.rows().size(); d++) {
      Map<String, Object> row = deliveries.rows().get(d);
      Map<String, Object> of = bySeq.get(row.get("seq"));
      Map<String, Object> own = new HashMap<>(of);
      own.put("id", ++number);
      own.put("case_no", caseNo(i));
      own.put("state", "DELIVERED");
      own.put("next_attempt_at", null);
      own.put("created_at", of.get("at"));
      own.put("changed_at", of.get("at"));
      if (d == deliveries.rows().size() - 1) {
        stand(i, own);
      }
      write(deliveries, told(row, template, i, own));
    }
    CaseRows.Rows exchanges = template.of("exchange");
    for (Map<String, Object> row : exchanges.rows()) {
      write(exchanges, told(row, template, i, bySeq.get(row.get("seq"))));
    }
  }

  /** The last delivery of some cases stands still; what waits does so for long. */
  private void stand(int i, Map<String, Object> delivery) {
    boolean parked = i % PARKED_EACH == 0;
    if (parked || i % (2 * PARKED_EACH) == PARKED_EACH / 2) {
      delivery.put("state", parked ? "PARKED" : "WAITING");
      int cause = i / PARKED_EACH % CAUSES;
      delivery.put("code", "E" + cause);
      delivery.put("cause", "对方拒绝：第 " + cause + " 种原因");
      delivery.put("next_attempt_at", parked ? null : now.plusDays(30));
    }
  }

  /** A row with its own values, and the case's number and applicant wherever texts name them. */
  private static Map<String, Object> told(
      Map<String, Object> row, CaseRows template, int i, Map<String, Object> own) {
    Map<String, Object> copy = new HashMap<>(row);
    copy.replaceAll(
        (column, value) ->
            value instanceof String text
                ? text.replace(template.caseNo(), caseNo(i))
                    .replace(NAME, applicant(i))
                    .replace(NUMBER, applicantCode(i))
                : value);
    own.forEach(
        (column, value) -> {
          if (copy.containsKey(column)) {
            copy.put(column, value);
          }
        });
    return copy;
  }

  private void write(CaseRows.Rows rows, Map<String, Object> row) throws SQLException {
    List<String> columns =
        rows.table().equals("exchange")
            ? rows.columns().stream().filter(c -> !c.equals("id")).toList()
            : rows.columns();
    PreparedStatement statement = statements.get(rows.table());
    if (statement == null) {
      String places = String.join(", ", columns.stream().map(c -> "?").toList());
      statement =
          journal.prepareStatement(
              "insert into "
                  + rows.table()
                  + " ("
                  + String.join(", ", columns)
                  + ") values ("
                  + places
                  + ")");
      statements.put(rows.table(), statement);
    }
    for (int c = 0; c < columns.size(); c++) {
      statement.setObject(c + 1, row.get(columns.get(c)));
    }
    statement.addBatch();
  }

  private void flush() throws SQLException {
    for (PreparedStatement statement : statements.values()) {
      statement.executeBatch();
    }
    journal.commit();
  }
}
