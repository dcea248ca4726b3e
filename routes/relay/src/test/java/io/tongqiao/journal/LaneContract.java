package io.tongqiao.journal;

import static io.tongqiao.journal.JournalContract.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.tongqiao.journal.StoredDelivery.State;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the journal promises of lanes, whatever database it stands on. */
interface LaneContract {

  /** A store of its own for each class; cases keep the tests apart. */
  JournalStore store();

  private LaneJournal lanes() {
    return store().lanes();
  }

  private List<Copy> advance(String... caseNos) {
    return store().advance(List.of(caseNos));
  }

  private void move(StoredDelivery delivery, State state) {
    lanes().moveTo(List.of(delivery.id()), state, "");
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
      assertThat(advance("f1-" + done)).containsExactly(JournalStore.copy(lane.get(1)));
      assertThat(advance("f1-" + done)).isEmpty();
      assertThat(states(lane)).containsExactly(done, State.READY, State.BACKLOG);
    }
    assertThat(advance("f1-none")).isEmpty();
    assertThat(lanes().advance(List.of())).isEmpty();
  }

  @Test
  default void advance_behindOneThatIsParkedOrWaits_readiesNothing() {
    List<StoredDelivery> lane = store().lane("f2", "prov-yctb", 2);
    move(lane.get(0), State.PARKED);
    assertThat(advance("f2")).isEmpty();
    move(lane.get(0), State.READY);
    store().settle(lane.get(0), State.WAITING, NOW.plusMillis(1));
    assertThat(advance("f2")).isEmpty();
    assertThat(states(lane)).containsExactly(State.WAITING, State.BACKLOG);
  }

  @Test
  default void advance_ofWhatIsDue_readiesItAgain() {
    List<StoredDelivery> lane = store().lane("f3", "prov-yctb", 2);
    store().settle(lane.get(0), State.WAITING, NOW);
    assertThat(advance("f3")).containsExactly(JournalStore.copy(lane.get(0)));
    assertThat(store().found(lane.get(0).id()).nextAttemptAt()).isEmpty();
    assertThat(store().found(lane.get(0).id()).attempts()).isEqualTo(1);
    assertThat(states(lane)).containsExactly(State.READY, State.BACKLOG);
  }

  @Test
  default void advance_afterHurry_readiesIt() {
    List<StoredDelivery> lane = store().lane("f4", "prov-yctb", 2);
    store().settle(lane.get(0), State.WAITING, NOW.plus(Duration.ofHours(1)));
    assertThat(advance("f4")).isEmpty();
    lanes().hurry(lane.get(0).id());
    assertThat(advance("f4")).containsExactly(JournalStore.copy(lane.get(0)));
  }

  @Test
  default void advance_ofManyLanes_leavesOtherCasesAlone() {
    List<StoredDelivery> a = store().lane("f5-a", "prov-yctb", 2);
    List<StoredDelivery> b = store().lane("f5-a", "city-power", 2);
    List<StoredDelivery> c = store().lane("f5-b", "prov-yctb", 2);
    List<StoredDelivery> d = store().lane("f5-c", "prov-yctb", 2);
    List.of(a, b, c, d).forEach(lane -> move(lane.get(0), State.DELIVERED));
    assertThat(advance("f5-a", "f5-b"))
        .containsExactlyInAnyOrder(
            JournalStore.copy(a.get(1)), JournalStore.copy(b.get(1)), JournalStore.copy(c.get(1)));
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
}
