package io.tongqiao.journal;

import static io.tongqiao.journal.JournalContract.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.tongqiao.journal.StoredDelivery.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the journal promises of lanes in any life, whatever database it stands on. */
interface LaneLifeContract {

  /** A store of its own for each class; cases keep the tests apart. */
  JournalStore store();

  private LaneJournal lanes() {
    return store().lanes();
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
   * Random lives of a few lanes, each step also taken by a plain model: whatever happens, a lane
   * has at most one that is ready, that is the first not done, and it is ready whenever it may be.
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
      assertThat(store().advance(asked))
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
        store().settle(planned.stored, planned.state, planned.next);
      }
      case WAITING -> {
        planned.next = NOW;
        lanes().hurry(planned.stored.id());
      }
      case PARKED -> {
        planned.state =
            List.of(State.SKIPPED, State.RETURNED, State.BACKLOG).get(random.nextInt(3));
        lanes().moveTo(List.of(planned.stored.id()), planned.state, "");
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
    return List.of(JournalStore.copy(first.get().stored));
  }

  private void assertInOrder(List<Planned> lane) {
    List<State> states = lane.stream().map(p -> store().found(p.stored.id()).state()).toList();
    assertThat(states).isEqualTo(lane.stream().map(p -> p.state).toList());
    assertThat(states).filteredOn(s -> s == State.READY).hasSizeLessThanOrEqualTo(1);
    List<State> open = states.stream().filter(s -> !s.done()).toList();
    assertThat(open.stream().skip(1)).allMatch(s -> s == State.BACKLOG);
  }
}
