package io.tongqiao.journal;

import static io.tongqiao.journal.JournalContract.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.tongqiao.journal.StoredDelivery.State;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the journal tells of deliveries that are open, whatever database it stands on. */
interface DueContract {

  /** A store of its own for each class; cases keep the tests apart. */
  JournalStore store();

  private LaneJournal lanes() {
    return store().lanes();
  }

  @Test
  default void dueCases_areThoseWhoseTimeHasCome() {
    StoredDelivery one = store().deliver(store().insert("c13-a", "1"), "prov-yctb");
    StoredDelivery two = store().deliver(store().insert("c13-a", "2"), "city-power");
    StoredDelivery ready = store().deliver(store().insert("c13-b", "1"), "prov-yctb");
    store().settle(one, State.WAITING, Optional.empty());
    store().settle(two, State.WAITING, Optional.empty());
    assertThat(ready.state()).isEqualTo(State.READY);
    assertThat(due(NOW.plusSeconds(29))).isEmpty();
    assertThat(due(NOW.plusSeconds(30))).containsExactly("c13-a");
    lanes().moveTo(List.of(one.id()), State.READY, "");
    lanes().moveTo(List.of(two.id()), State.READY, "");
    assertThat(due(NOW.plusSeconds(86_400))).isEmpty();
  }

  private List<String> due(Instant at) {
    return store().queries().dueCases(at).stream().filter(c -> c.startsWith("c13")).toList();
  }

  @Test
  default void hurry_makesTheNextAttemptDueAndNothingElse() {
    StoredDelivery waiting = store().deliver(store().insert("c14", "1"), "hurry-a");
    StoredDelivery other = store().deliver(store().insert("c14", "2"), "hurry-b");
    store().settle(waiting, State.WAITING, Optional.empty());
    store().settle(other, State.WAITING, Optional.empty());
    lanes().hurry(waiting.id());
    assertThat(store().found(waiting.id()).nextAttemptAt()).contains(NOW);
    assertThat(store().found(waiting.id()).state()).isEqualTo(State.WAITING);
    assertThat(store().found(other.id()).nextAttemptAt()).contains(NOW.plusSeconds(30));
    lanes().moveTo(List.of(other.id()), State.PARKED, "");
    lanes().hurry(other.id());
    assertThat(store().found(other.id()).nextAttemptAt()).isEmpty();
  }

  @Test
  default void hurryAll_makesAllThatWaitsForASystemDue() {
    StoredDelivery one = store().deliver(store().insert("c15-a", "1"), "hurried");
    StoredDelivery two = store().deliver(store().insert("c15-b", "1"), "hurried");
    StoredDelivery parked = store().deliver(store().insert("c15-c", "1"), "hurried");
    StoredDelivery other = store().deliver(store().insert("c15-a", "2"), "unhurried");
    List.of(one, two, other).forEach(d -> store().settle(d, State.WAITING, Optional.empty()));
    store().settle(parked, State.PARKED, Optional.empty());
    lanes().hurryAll("hurried");
    assertThat(store().found(one.id()).nextAttemptAt()).contains(NOW);
    assertThat(store().found(two.id()).nextAttemptAt()).contains(NOW);
    assertThat(store().found(parked.id()).nextAttemptAt()).isEmpty();
    assertThat(store().found(other.id()).nextAttemptAt()).contains(NOW.plusSeconds(30));
  }

  @Test
  default void longestWaiting_isTheOneWhoseAttemptComesFirst() {
    StoredDelivery later = store().deliver(store().insert("c16-a", "1"), "probed");
    StoredDelivery sooner = store().deliver(store().insert("c16-b", "1"), "probed");
    assertThat(store().queries().longestWaiting("probed")).isEmpty();
    store().settle(later, State.WAITING, Optional.empty());
    store().settle(sooner, State.WAITING, Optional.empty());
    lanes().hurry(sooner.id());
    assertThat(store().queries().longestWaiting("probed").map(StoredDelivery::id))
        .contains(sooner.id());
  }

  @Test
  default void readySince_givesCopiesOfWhatHasBeenReadyThatLong() {
    StoredDelivery second = store().deliver(store().insert("c17-b", "1"), "since");
    StoredDelivery first = store().deliver(store().insert("c17-a", "1"), "since");
    StoredDelivery waiting = store().deliver(store().insert("c17-c", "1"), "since");
    StoredDelivery backlog = store().behind(store().insert("c17-a", "2"), "since");
    store().settle(waiting, State.WAITING, Optional.empty());
    assertThat(backlog.state()).isEqualTo(State.BACKLOG);
    assertThat(store().queries().readySince("since", NOW)).isEmpty();
    assertThat(store().queries().readySince("since", NOW.plusMillis(1)))
        .containsExactly(
            new Copy(second.id(), "since", "c17-b"), new Copy(first.id(), "since", "c17-a"));
    assertThat(store().queries().readySince("elsewhere", NOW.plusMillis(1))).isEmpty();
  }

  @Test
  default void open_countsWhatIsNotDone() {
    int count = 0;
    for (State state : State.values()) {
      count++;
      for (int i = 0; i < count; i++) {
        StoredDelivery one = store().deliver(store().insert("c18", state + "" + i), "open-system");
        lanes().moveTo(List.of(one.id()), state, "");
      }
    }
    assertThat(store().open().bySystem().get("open-system").counts())
        .isEqualTo(Map.of(State.READY, 1L, State.BACKLOG, 2L, State.WAITING, 3L, State.PARKED, 4L));
    assertThat(store().open().bySystem()).doesNotContainKey("no-system");
    assertThat(store().queries().onTheirWay("open-system")).isEqualTo(4);
    assertThat(store().queries().onTheirWay("no-system")).isZero();
  }
}
