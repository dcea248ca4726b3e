package io.tongqiao.prerequisite;

import static io.tongqiao.journal.Columns.instant;

import io.tongqiao.journal.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Pulls of all askers, for whoever has to account for them: who asked what about whom, on what
 * ground, and what was given.
 */
@Repository
public class PullSearch {

  private static final String COLUMNS =
      "select p.id, p.asker, p.request_id, p.door, p.case_no, p.org_name, p.org_code, p.username, p.item_name, p.item_code, p.asked_at, p.answered_at";

  private final JdbcClient jdbc;

  PullSearch(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Which pulls; a text is empty for any.
   *
   * @param holderCode number of the person or organisation that was asked about, upper or lower
   *     case
   * @param orgCode 统一社会信用代码 of the department that asked
   * @param orgName its name, as it stood in the request
   * @param from asked at this moment or later
   * @param to asked before this moment
   */
  public record Filter(
      String holderCode,
      String caseNo,
      String orgCode,
      String orgName,
      Optional<Instant> from,
      Optional<Instant> to) {}

  /**
   * A request as it was kept.
   *
   * @param caseNo 办件编号, which is one of the five elements
   * @param orgCode empty when the request had none
   * @param answeredAt when its asker got an answer; what came later went out as messages
   */
  public record Pull(
      String id,
      String asker,
      String requestId,
      String door,
      String caseNo,
      String orgName,
      String orgCode,
      String username,
      String itemName,
      String itemCode,
      Instant askedAt,
      Optional<Instant> answeredAt) {}

  /**
   * A pull with what came of it.
   *
   * @param holders numbers of those whose documents were asked for: personal data
   * @param materials by their codes
   */
  public record Found(Pull pull, List<String> holders, List<Material> materials) {}

  /**
   * A material of it.
   *
   * @param result the material of {@code prerequisites.schema.json}: personal data
   */
  public record Material(String code, String result, Instant changedAt) {}

  /** How many there are. */
  public long count(Filter filter) {
    return jdbc.sql("select count(*) from pull p" + where(filter))
        .params(parameters(filter))
        .query(Long.class)
        .single();
  }

  /** The newest of them, the newest first. */
  public List<Found> newest(Filter filter, int limit) {
    return found(
        jdbc.sql(
                COLUMNS
                    + " from pull p"
                    + where(filter)
                    + " order by p.asked_at desc, p.id fetch first :limit rows only")
            .params(parameters(filter))
            .param("limit", limit));
  }

  /** One pull. */
  public Optional<Found> find(String id) {
    return found(jdbc.sql(COLUMNS + " from pull p where p.id = :id").param("id", id)).stream()
        .findFirst();
  }

  private List<Found> found(JdbcClient.StatementSpec statement) {
    List<Pull> pulls = statement.query(PullSearch::pull).list();
    if (pulls.isEmpty()) {
      return List.of();
    }
    List<String> ids = pulls.stream().map(Pull::id).toList();
    Map<String, List<String>> holders = holders(ids);
    Map<String, List<Material>> materials = materials(ids);
    return pulls.stream()
        .map(
            p ->
                new Found(
                    p,
                    holders.getOrDefault(p.id, List.of()),
                    materials.getOrDefault(p.id, List.of())))
        .toList();
  }

  private Map<String, List<String>> holders(List<String> ids) {
    Map<String, List<String>> holders = new HashMap<>();
    jdbc.sql(
            "select pull_id, holder_code from pull_holder where pull_id in (:ids) order by holder_code")
        .param("ids", ids)
        .query(
            row -> {
              holders
                  .computeIfAbsent(row.getString(1), id -> new ArrayList<>())
                  .add(row.getString(2));
            });
    return holders;
  }

  private Map<String, List<Material>> materials(List<String> ids) {
    Map<String, List<Material>> materials = new HashMap<>();
    jdbc.sql(
            "select pull_id, code, result, changed_at from pull_material where pull_id in (:ids) order by code")
        .param("ids", ids)
        .query(
            row -> {
              materials
                  .computeIfAbsent(row.getString(1), id -> new ArrayList<>())
                  .add(
                      new Material(
                          row.getString(2),
                          row.getString(3),
                          instant(row, "changed_at").orElseThrow()));
            });
    return materials;
  }

  private static String where(Filter filter) {
    List<String> conditions = new ArrayList<>();
    if (!filter.holderCode.isEmpty()) {
      conditions.add(
          "p.id in (select h.pull_id from pull_holder h where h.holder_code in (:holders))");
    }
    if (!filter.caseNo.isEmpty()) {
      conditions.add("p.case_no = :caseNo");
    }
    if (!filter.orgCode.isEmpty()) {
      conditions.add("p.org_code = :orgCode");
    }
    if (!filter.orgName.isEmpty()) {
      conditions.add("p.org_name = :orgName");
    }
    filter.from.ifPresent(from -> conditions.add("p.asked_at >= :from"));
    filter.to.ifPresent(to -> conditions.add("p.asked_at < :to"));
    return conditions.isEmpty()
        ? ""
        : conditions.stream().collect(Collectors.joining(" and ", " where ", ""));
  }

  /** As a number may have been written: an identity card's last character in either case. */
  private static Map<String, Object> parameters(Filter filter) {
    Map<String, Object> parameters = new HashMap<>();
    String code = filter.holderCode;
    parameters.put(
        "holders", List.of(code, code.toUpperCase(Locale.ROOT), code.toLowerCase(Locale.ROOT)));
    parameters.put("caseNo", filter.caseNo);
    parameters.put("orgCode", filter.orgCode);
    parameters.put("orgName", filter.orgName);
    filter.from.ifPresent(from -> parameters.put("from", Columns.at(from)));
    filter.to.ifPresent(to -> parameters.put("to", Columns.at(to)));
    return parameters;
  }

  private static Pull pull(ResultSet row, int n) throws SQLException {
    return new Pull(
        row.getString("id"),
        row.getString("asker"),
        row.getString("request_id"),
        row.getString("door"),
        row.getString("case_no"),
        row.getString("org_name"),
        row.getString("org_code"),
        row.getString("username"),
        row.getString("item_name"),
        row.getString("item_code"),
        instant(row, "asked_at").orElseThrow(),
        instant(row, "answered_at"));
  }
}
