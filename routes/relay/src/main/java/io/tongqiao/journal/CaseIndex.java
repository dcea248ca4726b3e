package io.tongqiao.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tongqiao.schema.CaseState;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/**
 * What cases are searched by, one narrow row each; see {@link CaseSearch}. Written by whoever
 * writes the case, in the same transaction.
 */
@Repository
class CaseIndex {

  private static final int COUNT_BITS = 20;
  private static final long LATEST = Long.MAX_VALUE >> COUNT_BITS;

  private final JdbcTemplate jdbc;
  private final CaseDigests digests;
  private final Clock clock;
  private final JsonMapper json = new JsonMapper();
  private final AtomicInteger count = new AtomicInteger();

  CaseIndex(JdbcTemplate jdbc, CaseDigests digests, Clock clock) {
    this.jdbc = jdbc;
    this.digests = digests;
    this.clock = clock;
  }

  /** A case to be entered that was there before. */
  record Known(String caseNo, String head, String state, Instant openedAt) {}

  /** The least place of cases that were opened at a moment. */
  static long place(Instant openedAt) {
    return Math.max(0, Math.min(openedAt.toEpochMilli(), LATEST)) << COUNT_BITS;
  }

  /** When the case at a place was opened. */
  static Instant openedAt(long place) {
    return Instant.ofEpochMilli(place >> COUNT_BITS);
  }

  private long next(Instant openedAt) {
    return place(openedAt) | (count.getAndIncrement() & ((1 << COUNT_BITS) - 1));
  }

  /** Writes what has changed of these cases. */
  void write(Collection<CaseFile> files) {
    List<Object[]> born = new ArrayList<>();
    List<Object[]> changed = new ArrayList<>();
    for (CaseFile file : files) {
      if (file.isNew()) {
        born.add(row(file.caseNo(), file.head(), state(file), next(clock.instant())));
      } else if (file.isChanged() || file.moved().contains(CaseFile.CASE_THREAD) || began(file)) {
        JsonNode head = read(file.head());
        changed.add(
            new Object[] {
              state(file), item(head), basic(head), name(head), code(head), file.caseNo()
            });
      }
    }
    insert(born);
    if (!changed.isEmpty()) {
      jdbc.batchUpdate(
          "update case_index set state = ?, item = ?, basic = ?, applicant = ?, applicant_code = ? where case_no = ?",
          changed);
    }
  }

  private static boolean began(CaseFile file) {
    return file.begun().contains(CaseFile.CASE_THREAD);
  }

  /** Enters cases anew that were there before. */
  void enter(List<Known> cases) {
    jdbc.batchUpdate(
        "delete from case_index where case_no = ?",
        cases.stream().map(c -> new Object[] {c.caseNo}).toList());
    insert(cases.stream().map(c -> row(c.caseNo, c.head, c.state, next(c.openedAt))).toList());
  }

  private void insert(List<Object[]> rows) {
    if (!rows.isEmpty()) {
      jdbc.batchUpdate(
          "insert into case_index (case_no, opened, state, item, basic, applicant, applicant_code) values (?, ?, ?, ?, ?, ?, ?)",
          rows);
    }
  }

  private Object[] row(String caseNo, String text, String state, long place) {
    JsonNode head = read(text);
    return new Object[] {caseNo, place, state, item(head), basic(head), name(head), code(head)};
  }

  private static String state(CaseFile file) {
    return file.state(CaseFile.CASE_THREAD).orElse(CaseState.DRAFT).name();
  }

  private static String item(JsonNode head) {
    return Columns.cut(head.at("/item/implCode").asText(), 31);
  }

  private static String basic(JsonNode head) {
    return Columns.cut(head.at("/item/basicCode").asText(), 12);
  }

  private String name(JsonNode head) {
    return digests.name(head.at("/party/name").asText());
  }

  private String code(JsonNode head) {
    return digests.code(head.at("/party/idNumber").asText());
  }

  private JsonNode read(String text) {
    try {
      return json.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("the journal holds a text that is not JSON", e);
    }
  }
}
