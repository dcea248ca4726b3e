package io.tongqiao.prerequisite;

import static io.tongqiao.journal.Columns.at;
import static io.tongqiao.journal.Columns.instant;

import io.tongqiao.journal.Columns;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/**
 * Requests for documents and what came of each of their materials. Methods take part in the
 * caller's transaction.
 */
@Repository
class PullJournal {

  private static final String PULL =
      "select id, asker, request_id, digest, door, case_no, request, asked_at, answered_at from pull ";

  /**
   * A request that was kept.
   *
   * @param answeredAt when its asker got an answer
   */
  record Stored(
      String id,
      String asker,
      String requestId,
      String digest,
      String door,
      String caseNo,
      String request,
      Instant askedAt,
      Optional<Instant> answeredAt) {}

  /** A material as it was last written. */
  record StoredMaterial(String code, Outcome outcome, String result) {}

  private final JdbcTemplate jdbc;
  private final Clock clock;

  PullJournal(JdbcTemplate jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Those of the pulls that were begun before. */
  Map<String, Stored> find(Collection<String> ids) {
    Map<String, Stored> found = new HashMap<>();
    jdbc.query(
        PULL + "where id = any(?)",
        row -> {
          found.put(row.getString("id"), pull(row, 0));
        },
        Columns.texts(ids));
    return found;
  }

  /** Keeps a request before anyone is asked. */
  void begin(String id, Order order, Instant askedAt) {
    Purpose purpose = order.purpose();
    jdbc.update(
        "insert into pull (id, asker, request_id, digest, door, case_no, org_name, org_code, username, item_name, item_code, request, asked_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        id,
        order.asker(),
        order.requestId(),
        order.digest(),
        order.door(),
        order.caseNo(),
        purpose.orgName(),
        purpose.orgCode(),
        purpose.username(),
        purpose.itemName(),
        purpose.itemCode(),
        order.request().toString(),
        at(askedAt));
    jdbc.batchUpdate(
        "insert into pull_material (pull_id, code, outcome, strategy, sha256, result, changed_at) values (?, ?, ?, ?, '', ?, ?)",
        order.materials().stream()
            .map(w -> pending(id, new Progress(w).pending(), order.caseNo(), askedAt))
            .toList());
    jdbc.batchUpdate(
        "insert into pull_holder (pull_id, holder_code) values (?, ?)",
        order.materials().stream()
            .flatMap(w -> w.documents().stream())
            .flatMap(s -> s.holder().stream())
            .map(Holder::idNumber)
            .distinct()
            .map(code -> new Object[] {id, code})
            .toList());
  }

  private static Object[] pending(String id, MaterialResult result, String caseNo, Instant now) {
    return new Object[] {
      id,
      result.wanted().material().code(),
      result.outcome().name(),
      result.strategy().name(),
      result.toJson(caseNo).toString(),
      at(now)
    };
  }

  /** What a department has asked for on a day, with this added; counts it. */
  int count(Purpose purpose, LocalDate day, int more) {
    String org = purpose.orgCode().isEmpty() ? purpose.orgName() : purpose.orgCode();
    jdbc.update(
        "insert into pull_quota (org, on_day, used) values (?, ?, 0) on conflict do nothing",
        org,
        Date.valueOf(day));
    jdbc.update(
        "update pull_quota set used = used + ? where org = ? and on_day = ?",
        more,
        org,
        Date.valueOf(day));
    Integer used =
        jdbc.queryForObject(
            "select used from pull_quota where org = ? and on_day = ?",
            Integer.class,
            org,
            Date.valueOf(day));
    return used == null ? 0 : used;
  }

  /** Writes what is known of a material now, unless that was known before. */
  boolean settle(String id, MaterialResult result, String caseNo) {
    return jdbc.update(
            "update pull_material set outcome = ?, strategy = ?, sha256 = ?, result = ?, changed_at = ? where pull_id = ? and code = ? and outcome = 'PENDING'",
            result.outcome().name(),
            result.strategy().name(),
            result
                .document()
                .flatMap(PulledDocument::file)
                .map(f -> f.content().sha256())
                .orElse(""),
            result.toJson(caseNo).toString(),
            at(clock.instant()),
            id,
            result.wanted().material().code())
        > 0;
  }

  /** The asker is told, unless that was before. */
  void answered(String id) {
    jdbc.update(
        "update pull set answered_at = ? where id = ? and answered_at is null",
        at(clock.instant()),
        id);
  }

  /** The materials of a pull, by their codes. */
  List<StoredMaterial> materials(String id) {
    return jdbc.query(
        "select code, outcome, result from pull_material where pull_id = ? order by code",
        this::material,
        id);
  }

  /** What is known last of each material of a case, over all its pulls. */
  Map<String, StoredMaterial> latest(String caseNo) {
    Map<String, StoredMaterial> latest = new TreeMap<>();
    jdbc.query(
        "select m.code, m.outcome, m.result from pull_material m join pull p on p.id = m.pull_id where p.case_no = ? and m.outcome <> 'PENDING' order by m.changed_at",
        row -> {
          latest.put(row.getString(1), material(row, 0));
        },
        caseNo);
    return latest;
  }

  private StoredMaterial material(ResultSet row, int n) throws SQLException {
    return new StoredMaterial(
        row.getString(1), Outcome.valueOf(row.getString(2)), row.getString(3));
  }

  /** The pulls of a case, the newest first. */
  List<Stored> ofCase(String caseNo) {
    return jdbc.query(PULL + "where case_no = ? order by asked_at desc", this::pull, caseNo);
  }

  /** The pulls of which something is not known yet. */
  List<Stored> open() {
    return jdbc.query(
        PULL
            + "where id in (select pull_id from pull_material where outcome = 'PENDING') order by asked_at",
        this::pull);
  }

  /** Whether a file was given for a case, to that asker if one is named. */
  boolean isGiven(String sha256, String caseNo, Optional<String> asker) {
    Integer found =
        jdbc.queryForObject(
            "select count(*) from pull p join pull_material m on m.pull_id = p.id where m.sha256 = ? and p.case_no = ? and (p.asker = ? or ? = '')",
            Integer.class,
            sha256,
            caseNo,
            asker.orElse(""),
            asker.orElse(""));
    return found != null && found > 0;
  }

  private Stored pull(ResultSet row, int n) throws SQLException {
    return new Stored(
        row.getString("id"),
        row.getString("asker"),
        row.getString("request_id"),
        row.getString("digest"),
        row.getString("door"),
        row.getString("case_no"),
        row.getString("request"),
        instant(row, "asked_at").orElseThrow(),
        instant(row, "answered_at"));
  }
}
