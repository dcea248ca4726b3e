package io.tongqiao.journal;

import static io.tongqiao.journal.JournalContract.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.tongqiao.journal.DeliveryJournal.Settled;
import io.tongqiao.journal.StoredDelivery.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the journal promises of lanes, whatever database it stands on. */
interface LaneContract {

  /** A store of its own for each class; cases keep the tests apart. */
  JournalStore store();

  private DeliveryJournal deliveries() {
    return store().deliveries();
  }

  private List<Copy> advance(String... caseNos) {
    return store()
        .in(
            () -> {
              store().cases().lock(List.of(caseNos));
              return deliveries().advance(List.of(caseNos));
            });
  }

  private static Copy copy(StoredDelivery delivery) {
    return new Copy(delivery.id(), delivery.system(), delivery.caseNo());
  }

  private void settle(StoredDelivery delivery, State state, Instant next) {
    Optional<Instant> nextAttempt = state == State.WAITING ? Optional.of(next) : Optional.empty();
    var end =
        new Settlement(
            state,
            Optional.empty(),
            state == State.DELIVERED,
            "",
            "",
            "cause",
            "",
            Optional.empty(),
            Optional.empty(),
            1,
            nextAttempt);
    deliveries().settle(List.of(new Settled(delivery, end)));
  }

  private void move(StoredDelivery delivery, State state) {
    deliveries().moveTo(List.of(delivery.id()), state, "");
  }

  private List<State> states(List<StoredDelivery> lane) {
    return lane.stream().map(d -> store().found(d.id()).state()).toList();
  }

  @Test
  default void advance_behindOneThatIsDone_readiesTheNextAlone() {
    for (State done : List.of(State.DELIVERED, State.SKIPPED, State.RETURNED)) {
      List<StoredDelivery> lane = store().lane("f1-" + done, "prov-yctb", 3);
      assertThat(advance("f1-" + done)).as("the first is on its way").isEmpty();
      move(lane.get(0), done);
      assertThat(advance("f1-" + done)).containsExactly(copy(lane.get(1)));
      assertThat(advance("f1-" + done)).isEmpty();
      assertThat(states(lane)).containsExactly(done, State.READY, State.BACKLOG);
    }
    assertThat(advance("f1-none")).isEmpty();
    assertThat(deliveries().advance(List.of())).isEmpty();
  }

  @Test
  default void advance_behindOneThatIsParkedOrWaits_readiesNothing() {
    List<StoredDelivery> lane = store().lane("f2", "prov-yctb", 2);
    move(lane.get(0), State.PARKED);
    assertThat(advance("f2")).isEmpty();
    move(lane.get(0), State.READY);
    settle(lane.get(0), State.WAITING, NOW.plusMillis(1));
    assertThat(advance("f2")).isEmpty();
    assertThat(states(lane)).containsExactly(State.WAITING, State.BACKLOG);
  }

  @Test
  default void advance_ofWhatIsDue_readiesItAgain() {
    List<StoredDelivery> lane = store().lane("f3", "prov-yctb", 2);
    settle(lane.get(0), State.WAITING, NOW);
    assertThat(advance("f3")).containsExactly(copy(lane.get(0)));
    assertThat(store().found(lane.get(0).id()).nextAttemptAt()).isEmpty();
    assertThat(store().found(lane.get(0).id()).attempts()).isEqualTo(1);
    assertThat(states(lane)).containsExactly(State.READY, State.BACKLOG);
  }

  @Test
  default void advance_afterHurry_readiesIt() {
    List<StoredDelivery> lane = store().lane("f4", "prov-yctb", 2);
    settle(lane.get(0), State.WAITING, NOW.plus(Duration.ofHours(1)));
    assertThat(advance("f4")).isEmpty();
    deliveries().hurry(lane.get(0).id());
    assertThat(advance("f4")).containsExactly(copy(lane.get(0)));
  }

  @Test
  default void advance_ofManyLanes_leavesOtherCasesAlone() {
    List<StoredDelivery> a = store().lane("f5-a", "prov-yctb", 2);
    List<StoredDelivery> b = store().lane("f5-a", "city-power", 2);
    List<StoredDelivery> c = store().lane("f5-b", "prov-yctb", 2);
    List<StoredDelivery> d = store().lane("f5-c", "prov-yctb", 2);
    List.of(a, b, c, d).forEach(lane -> move(lane.get(0), State.DELIVERED));
    assertThat(advance("f5-a", "f5-b"))
        .containsExactlyInAnyOrder(copy(a.get(1)), copy(b.get(1)), copy(c.get(1)));
    assertThat(states(d)).containsExactly(State.DELIVERED, State.BACKLOG);
  }

  @Test
  default void advance_withALaterOneOnItsWay_readiesNothing() {
    List<StoredDelivery> lane = store().lane("f6", "prov-yctb", 3);
    move(lane.get(0), State.DELIVERED);
    move(lane.get(1), State.READY);
    move(lane.get(0), State.BACKLOG);
    assertThat(advance("f6")).isEmpty();
    assertThat(states(lane)).containsExactly(State.BACKLOG, State.READY, State.BACKLOG);
  }

  @Test
  default void lane_asked_showsTheFirstThatIsNotDoneAndWhatStandsBehindIt() {
    List<StoredDelivery> lane = store().lane("f7", "prov-yctb", 4);
    move(lane.get(0), State.DELIVERED);
    advance("f7");
    settle(lane.get(1), State.WAITING, NOW.plusSeconds(30));
    store().lane("f7", "city-power", 1).forEach(d -> move(d, State.DELIVERED));
    assertThat(
            store()
                .jdbc()
                .sql(
                    "select delivery_id, message_id, state, reason, since, next_attempt_at, attempts, backlog from lane where case_no = 'f7'")
                .query(
                    (row, n) ->
                        List.of(
                            row.getLong(1),
                            row.getString(2),
                            row.getString(3),
                            row.getString(4),
                            Columns.instant(row, "since").orElseThrow(),
                            Columns.instant(row, "next_attempt_at").orElseThrow(),
                            row.getInt(7),
                            row.getLong(8)))
                .list())
        .containsExactly(
            List.of(
                lane.get(1).id(),
                lane.get(1).messageId(),
                "WAITING",
                "cause",
                NOW,
                NOW.plusSeconds(30),
                1,
                2L));
  }

  /** A delivery as a plain model has it. */
  final class Planned {
    private final StoredDelivery stored;
    private State state;
    private Instant next;

    Planned(StoredDelivery stored) {
      this.stored = stored;
      this.state = stored.state();
    }

    private boolean due() {
      return state == State.BACKLOG || (state == State.WAITING && !next.isAfter(NOW));
    }
  }

  /**
   * Random lives of a few lanes, each step also taken by a plain model: whatever happens, a lane has
   * at most one that is ready, that is the first not done, and it is ready whenever it may be.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  default void advance_inAnyLife_doesAsThePlainModel(long seed) {
    var random = new Random(seed);
    List<String> cases = List.of("f8-" + seed + "-a", "f8-" + seed + "-b", "f8-" + seed + "-c");
    Map<String, List<Planned>> lanes = new LinkedHashMap<>();
    for (int step = 0; step < 150; step++) {
      String caseNo = cases.get(random.nextInt(cases.size()));
      String system = random.nextBoolean() ? "prov-yctb" : "city-power";
      List<Planned> lane = lanes.computeIfAbsent(caseNo + system, l -> new ArrayList<>());
      if (random.nextInt(3) == 0) {
        accept(lane, caseNo, system, step);
      } else {
        happen(lane, random);
      }
      List<String> asked = random.nextBoolean() ? cases : List.of(caseNo);
      List<Copy> expected = new ArrayList<>();
      lanes.values().forEach(l -> expected.addAll(readied(l, asked)));
      assertThat(advance(asked.toArray(String[]::new)))
          .as("seed %d, step %d", seed, step)
          .containsExactlyInAnyOrderElementsOf(expected);
      lanes.values().forEach(this::assertInOrder);
    }
  }

  private void accept(List<Planned> lane, String caseNo, String system, int step) {
    StoredMessage message = store().insert(caseNo, "s" + step);
    boolean busy = lane.stream().anyMatch(p -> !p.state.done());
    StoredDelivery stored =
        busy ? store().behind(message, system) : store().deliver(message, system);
    lane.add(new Planned(stored));
  }

  /** An attempt ends, an operator acts on a parked one, or time passes for one that waits. */
  private void happen(List<Planned> lane, Random random) {
    Optional<Planned> first = lane.stream().filter(p -> !p.state.done()).findFirst();
    if (first.isEmpty()) {
      return;
    }
    Planned planned = first.get();
    switch (planned.state) {
      case READY -> {
        planned.state =
            List.of(State.DELIVERED, State.DELIVERED, State.WAITING, State.PARKED)
                .get(random.nextInt(4));
        planned.next = NOW.plusSeconds(random.nextInt(3));
        settle(planned.stored, planned.state, planned.next);
      }
      case WAITING -> {
        planned.next = NOW;
        deliveries().hurry(planned.stored.id());
      }
      case PARKED -> {
        planned.state =
            List.of(State.SKIPPED, State.RETURNED, State.BACKLOG).get(random.nextInt(3));
        move(planned.stored, planned.state);
      }
      default -> throw new AssertionError(planned.state + " in front of a lane");
    }
  }

  private static List<Copy> readied(List<Planned> lane, List<String> cases) {
    boolean onItsWay = lane.stream().anyMatch(p -> p.state == State.READY);
    Optional<Planned> first = lane.stream().filter(p -> !p.state.done()).findFirst();
    if (onItsWay || first.isEmpty() || !cases.contains(first.get().stored.caseNo())) {
      return List.of();
    }
    if (!first.get().due()) {
      return List.of();
    }
    first.get().state = State.READY;
    return List.of(copy(first.get().stored));
  }

  private void assertInOrder(List<Planned> lane) {
    List<State> states = states(lane.stream().map(p -> p.stored).toList());
    assertThat(states).isEqualTo(lane.stream().map(p -> p.state).toList());
    assertThat(states).filteredOn(s -> s == State.READY).hasSizeLessThanOrEqualTo(1);
    List<State> open = states.stream().filter(s -> !s.done()).toList();
    assertThat(open.stream().skip(1)).allMatch(s -> s == State.BACKLOG);
  }
}
