package io.tongqiao.console;

import io.tongqiao.console.people.Operator;
import io.tongqiao.journal.DeliveryQueries;
import io.tongqiao.journal.LaneQueries;
import io.tongqiao.journal.LaneQueries.Cause;
import io.tongqiao.journal.LaneQueries.Filter;
import io.tongqiao.journal.LaneQueries.Lane;
import io.tongqiao.journal.StoredDelivery;
import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.relay.Repair;
import io.tongqiao.schema.Finding;
import io.tongqiao.schema.Problem;
import io.tongqiao.schema.Problem.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Finds lanes that are not done, among those that whoever asks may see; personal data masked. */
@Component
public class LaneSearch {

  private static final Set<State> STILL = EnumSet.of(State.PARKED, State.WAITING);
  private static final Set<State> OPEN =
      EnumSet.of(State.READY, State.BACKLOG, State.WAITING, State.PARKED);

  private final LaneQueries lanes;
  private final DeliveryQueries deliveries;
  private final SystemDirectory directory;
  private final Clock clock;

  LaneSearch(
      LaneQueries lanes, DeliveryQueries deliveries, SystemDirectory directory, Clock clock) {
    this.lanes = lanes;
    this.deliveries = deliveries;
    this.directory = directory;
    this.clock = clock;
  }

  /**
   * What is looked for.
   *
   * @param system its id; empty for all
   * @param state names of states with commas between; empty for those that stand still
   * @param caseNo empty for all
   * @param cause the code, or words of the cause; empty for any
   * @param age minutes that it has stood so at least
   * @param like only those that stand still as this delivery does now
   */
  public record Wanted(
      String system, String state, String caseNo, String cause, int age, Optional<Long> like) {}

  /** How many there are, and some of them, those that have stood longest first. */
  public record Found(long total, List<Lane> lanes) {}

  /**
   * A page of lanes.
   *
   * @throws RefusedException when there is no such system, state or delivery
   */
  public Found page(Wanted wanted, int offset, int limit) {
    Filter filter = filter(wanted);
    return new Found(
        lanes.count(filter),
        lanes.page(filter, offset, limit).stream().map(LaneSearch::masked).toList());
  }

  /**
   * Why they stand still, the most frequent causes first; at most 200.
   *
   * @throws RefusedException when there is no such system, state or delivery
   */
  public List<Cause> causes(Wanted wanted) {
    return lanes.causes(filter(wanted)).stream().map(LaneSearch::masked).toList();
  }

  private Filter filter(Wanted wanted) {
    Set<String> scope = Operator.current().scope().systems();
    Instant now = clock.instant();
    if (wanted.like.isPresent()) {
      StoredDelivery like = visible(wanted.like.get());
      return new Filter(
          like.system(),
          scope,
          Set.of(like.state()),
          "",
          "",
          Optional.empty(),
          like.code(),
          like.cause());
    }
    if (!wanted.system.isEmpty()) {
      directory.check(wanted.system);
    }
    if (wanted.age < 0) {
      throw invalid("age", "age 要是不小于 0 的整数（分钟）", "改成整数，如 60");
    }
    Optional<Instant> before =
        wanted.age == 0 ? Optional.empty() : Optional.of(now.minus(Duration.ofMinutes(wanted.age)));
    return new Filter(
        wanted.system, scope, states(wanted.state), wanted.caseNo, wanted.cause, before, "", "");
  }

  /**
   * A delivery that whoever asks may see.
   *
   * @throws RefusedException when there is none
   */
  public StoredDelivery visible(long id) {
    return deliveries
        .find(id)
        .filter(d -> Operator.current().scope().includes(d.system()))
        .orElseThrow(() -> new RefusedException(Repair.unknown(id)));
  }

  /** A cause, as whoever looks may read it. */
  public static String masked(String cause) {
    return Masked.personal(cause);
  }

  private static Set<State> states(String state) {
    if (state.isEmpty()) {
      return STILL;
    }
    Set<State> states = EnumSet.noneOf(State.class);
    List<String> names = Arrays.asList(state.split(","));
    OPEN.stream().filter(s -> names.contains(s.name())).forEach(states::add);
    if (states.size() != names.size()) {
      throw invalid("state", "state 中有不认识的状态", "用逗号隔开的 " + OPEN);
    }
    return states;
  }

  private static Lane masked(Lane lane) {
    return new Lane(
        lane.system(),
        lane.caseNo(),
        lane.deliveryId(),
        lane.messageId(),
        lane.state(),
        lane.code(),
        Masked.personal(lane.reason()),
        lane.since(),
        lane.nextAttemptAt(),
        lane.attempts(),
        lane.backlog());
  }

  private static Cause masked(Cause cause) {
    return new Cause(
        cause.system(),
        cause.state(),
        cause.code(),
        Masked.personal(cause.reason()),
        cause.lanes(),
        cause.oldest(),
        cause.example());
  }

  static RefusedException invalid(String field, String message, String fix) {
    return new RefusedException(
        Problem.of(Kind.INVALID, message, List.of(new Finding(field, message, fix))));
  }
}
