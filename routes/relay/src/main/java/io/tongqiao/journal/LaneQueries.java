package io.tongqiao.journal;

import static io.tongqiao.journal.Columns.instant;

import io.tongqiao.journal.StoredDelivery.State;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The lanes that are not done, for whoever watches them. */
@Repository
public class LaneQueries {

  private static final String MATCHING =
      " from lane l join delivery d on d.id = l.delivery_id where l.state in (:states) and (:system = '' or l.system = :system) and (:all or l.system in (:scope)) and (:caseNo = '' or l.case_no = :caseNo) and l.since <= :before and (:words = '' or d.code = :words or lower(l.reason) like :like escape '!') and (:code = '' or d.code = :code) and (:cause = '' or l.reason = :cause) ";

  private static final Instant EVER = Instant.parse("9999-01-01T00:00:00Z");

  private final JdbcClient jdbc;

  LaneQueries(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Which lanes.
   *
   * @param system empty for all
   * @param scope systems that may be seen; with {@link Account#EVERY} in it, all
   * @param states of the first that is not done, which tells why a lane stands still
   * @param caseNo empty for all
   * @param words the whole code, or words of the reason; empty for any
   * @param before it has stood so since this moment or longer
   * @param code the whole code; empty for any
   * @param cause the whole reason; empty for any
   */
  public record Filter(
      String system,
      Set<String> scope,
      Set<State> states,
      String caseNo,
      String words,
      Optional<Instant> before,
      String code,
      String cause) {

    /** All lanes of a scope in some states. */
    public static Filter of(Set<String> scope, Set<State> states) {
      return new Filter("", scope, states, "", "", Optional.empty(), "", "");
    }

    private Map<String, Object> parameters() {
      var parameters = new HashMap<String, Object>();
      parameters.put("system", system);
      parameters.put("all", scope.contains(Account.EVERY));
      parameters.put("scope", scope);
      parameters.put("states", states.stream().map(State::name).toList());
      parameters.put("caseNo", caseNo);
      parameters.put("words", words);
      parameters.put("like", like());
      parameters.put("before", Columns.at(before.orElse(EVER)));
      parameters.put("code", code);
      parameters.put("cause", cause);
      return parameters;
    }

    private String like() {
      String literal = words.toLowerCase(Locale.ROOT).replaceAll("[!%_]", "!$0");
      return "%" + literal + "%";
    }
  }

  /**
   * A lane, by the first of its deliveries that is not done.
   *
   * @param since when that came to its state
   * @param backlog how many stand behind it
   */
  public record Lane(
      String system,
      String caseNo,
      long deliveryId,
      String messageId,
      State state,
      String code,
      String reason,
      Instant since,
      Optional<Instant> nextAttemptAt,
      int attempts,
      long backlog) {}

  /** How many there are. */
  public long count(Filter filter) {
    return jdbc.sql("select count(*)" + MATCHING)
        .params(filter.parameters())
        .query(Long.class)
        .single();
  }

  /** A page of them, those that have stood longest first. */
  public List<Lane> page(Filter filter, int offset, int limit) {
    return jdbc.sql(
            "select l.system, l.case_no, l.delivery_id, l.message_id, l.state, d.code, l.reason, l.since, l.next_attempt_at, l.attempts, l.backlog"
                + MATCHING
                + "order by l.since, l.delivery_id offset :offset rows fetch next :limit rows only")
        .params(filter.parameters())
        .param("offset", offset)
        .param("limit", limit)
        .query(
            (row, n) ->
                new Lane(
                    row.getString(1),
                    row.getString(2),
                    row.getLong(3),
                    row.getString(4),
                    State.valueOf(row.getString(5)),
                    row.getString(6),
                    row.getString(7),
                    instant(row, "since").orElseThrow(),
                    instant(row, "next_attempt_at"),
                    row.getInt(10),
                    row.getLong(11)))
        .list();
  }

  /**
   * Lanes that stand still for one and the same reason.
   *
   * @param oldest since when the first of them stands
   * @param example a delivery that one of them stands at
   */
  public record Cause(
      String system,
      State state,
      String code,
      String reason,
      long lanes,
      Instant oldest,
      long example) {}

  /** The causes, the most frequent first; at most 200. */
  public List<Cause> causes(Filter filter) {
    return jdbc.sql(
            "select l.system, l.state, d.code, l.reason, count(*) as lanes, min(l.since) as oldest, min(l.delivery_id) as example"
                + MATCHING
                + "group by l.system, l.state, d.code, l.reason order by lanes desc, oldest fetch first 200 rows only")
        .params(filter.parameters())
        .query(
            (row, n) ->
                new Cause(
                    row.getString(1),
                    State.valueOf(row.getString(2)),
                    row.getString(3),
                    row.getString(4),
                    row.getLong(5),
                    instant(row, "oldest").orElseThrow(),
                    row.getLong("example")))
        .list();
  }

  /** Since when the oldest delivery that is not done has been on its way, by system. */
  public Map<String, Instant> oldestOpen() {
    return jdbc
        .sql(
            "select system, min(created_at) as oldest from delivery where state in ('READY', 'BACKLOG', 'WAITING', 'PARKED') group by system")
        .query((row, n) -> Map.entry(row.getString(1), instant(row, "oldest").orElseThrow()))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
