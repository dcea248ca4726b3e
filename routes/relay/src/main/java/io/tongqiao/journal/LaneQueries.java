package io.tongqiao.journal;

import static io.tongqiao.journal.Columns.instant;
import static io.tongqiao.journal.Columns.numbers;

import io.tongqiao.journal.StoredDelivery.State;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The lanes that are not done, for whoever watches them: each by the first of its deliveries that
 * is not, and where an earlier one was put on its way again, by that which stood still before, too.
 */
@Repository
public class LaneQueries {

  private static final String OLDEST_FIRST = " order by d.changed_at, d.id";

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

    /** Only what is asked for, so that an index can answer it. */
    private String where() {
      var where = new StringBuilder(" from delivery d where d.state in (:states)");
      BiConsumer<Boolean, String> and =
          (asked, condition) -> where.append(asked ? " and " + condition : "");
      and.accept(!system.isEmpty(), "d.system = :system");
      and.accept(!scope.contains(Account.EVERY), "d.system in (:scope)");
      and.accept(before.isPresent(), "d.changed_at <= :before");
      and.accept(!caseNo.isEmpty(), "d.case_no = :caseNo");
      and.accept(!words.isEmpty(), "(d.code = :words or lower(d.cause) like :like escape '!')");
      and.accept(!code.isEmpty(), "d.code = :code");
      and.accept(!cause.isEmpty(), "d.cause = :cause");
      return where.toString();
    }

    private Map<String, Object> parameters() {
      var parameters = new HashMap<String, Object>();
      parameters.put("system", system);
      parameters.put("scope", scope);
      parameters.put("states", states.stream().map(State::name).toList());
      parameters.put("caseNo", caseNo);
      parameters.put("words", words);
      parameters.put("like", like());
      before.ifPresent(moment -> parameters.put("before", Columns.at(moment)));
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
    return jdbc.sql("select count(*)" + filter.where())
        .params(filter.parameters())
        .query(Long.class)
        .single();
  }

  /** A page of them, those that have stood longest first. */
  public List<Lane> page(Filter filter, int offset, int limit) {
    List<Long> ids =
        jdbc.sql(
                "select d.id"
                    + filter.where()
                    + OLDEST_FIRST
                    + " offset :offset rows fetch next :limit rows only")
            .params(filter.parameters())
            .param("offset", offset)
            .param("limit", limit)
            .query(Long.class)
            .list();
    return jdbc.sql(
            "select d.system, d.case_no, d.id, d.message_id, d.state, d.code, d.cause, d.changed_at, d.next_attempt_at, d.attempts,"
                + " (select count(*) from delivery b where b.case_no = d.case_no and b.system = d.system and b.seq > d.seq and b."
                + DeliveryJournal.OPEN
                + ") as backlog from delivery d where d.id = any(:ids) and d.state in (:states)"
                + OLDEST_FIRST)
        .params(filter.parameters())
        .param("ids", numbers(ids))
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
                    instant(row, "changed_at").orElseThrow(),
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
            "select d.system, d.state, d.code, d.cause, count(*) as lanes, min(d.changed_at) as oldest, min(d.id) as example"
                + filter.where()
                + " group by d.system, d.state, d.code, d.cause order by lanes desc, oldest fetch first 200 rows only")
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
}
