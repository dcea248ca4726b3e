package io.tongqiao.journal;

import static io.tongqiao.journal.JournalContract.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.tongqiao.journal.LaneQueries.Filter;
import io.tongqiao.journal.LaneQueries.Lane;
import io.tongqiao.journal.StoredDelivery.State;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is told of that which stands still, whatever database the journal stands on. */
interface StandingContract {

  /** The states in which a lane stands still. */
  Set<State> STILL = EnumSet.of(State.PARKED, State.WAITING);

  /** A store of its own for each class; systems keep the tests apart. */
  JournalStore store();

  private StoredDelivery stand(String caseNo, String system, State state, String cause) {
    StoredDelivery first = store().lane(caseNo, system, 3).get(0);
    store().lanes().moveTo(List.of(first.id()), state, cause);
    return first;
  }

  private void since(StoredDelivery delivery, Instant moment) {
    store()
        .jdbc()
        .sql("update delivery set changed_at = ? where id = ?")
        .params(Columns.at(moment), delivery.id())
        .update();
  }

  private static Filter of(String system) {
    return new Filter(system, Set.of(Account.EVERY), STILL, "", "", Optional.empty(), "", "");
  }

  private List<Long> ids(Filter filter) {
    List<Long> ids = store().standing().page(filter, 0, 50).stream().map(Lane::deliveryId).toList();
    assertThat(store().standing().count(filter)).isEqualTo(ids.size());
    return ids;
  }

  @Test
  default void page_tellsTheFirstThatIsNotDoneAndWhatStandsBehindIt() {
    List<StoredDelivery> lane = store().lane("s1", "standing-1", 4);
    store().lanes().moveTo(List.of(lane.get(0).id()), State.DELIVERED, "");
    store().advance(List.of("s1"));
    store().settle(lane.get(1), State.WAITING, NOW.plusSeconds(30));
    stand("s2", "standing-1", State.READY, "");
    assertThat(ids(of("standing-1"))).containsExactly(lane.get(1).id());
    assertThat(store().standing().page(of("standing-1"), 0, 50))
        .containsExactly(
            new Lane(
                "standing-1",
                "s1",
                lane.get(1).id(),
                lane.get(1).messageId(),
                State.WAITING,
                "",
                "cause",
                NOW,
                Optional.of(NOW.plusSeconds(30)),
                1,
                2));
  }

  @Test
  default void page_hasThoseThatHaveStoodLongestFirst() {
    StoredDelivery late = stand("s3", "standing-2", State.PARKED, "甲");
    StoredDelivery early = stand("s4", "standing-2", State.WAITING, "乙");
    StoredDelivery between = stand("s5", "standing-2", State.PARKED, "丙");
    since(early, NOW.minusSeconds(20));
    since(between, NOW.minusSeconds(10));
    assertThat(ids(of("standing-2"))).containsExactly(early.id(), between.id(), late.id());
    assertThat(store().standing().page(of("standing-2"), 1, 1))
        .extracting(Lane::deliveryId)
        .containsExactly(between.id());
  }

  @Test
  default void aFilter_leavesOutWhatItDoesNotAskFor() {
    StoredDelivery full = stand("s6", "standing-3", State.PARKED, "磁盘 100% 已满");
    StoredDelivery refused = stand("s7", "standing-3", State.WAITING, "Refused");
    StoredDelivery elsewhere = stand("s8", "standing-4", State.PARKED, "Refused");
    since(full, NOW.minusSeconds(60));
    store().jdbc().sql("update delivery set code = 'E7' where id = ?").param(full.id()).update();
    Set<String> both = Set.of("standing-3", "standing-4");
    Optional<Instant> never = Optional.empty();
    assertThat(ids(Filter.of(both, STILL)))
        .containsExactly(full.id(), refused.id(), elsewhere.id());
    assertThat(ids(Filter.of(both, EnumSet.of(State.WAITING)))).containsExactly(refused.id());
    assertThat(ids(new Filter("", both, STILL, "s8", "", never, "", "")))
        .containsExactly(elsewhere.id());
    assertThat(ids(new Filter("", both, STILL, "", "rEFUSED", never, "", "")))
        .containsExactly(refused.id(), elsewhere.id());
    assertThat(ids(new Filter("", both, STILL, "", "0% 已", never, "", "")))
        .containsExactly(full.id());
    assertThat(ids(new Filter("", both, STILL, "", "%", never, "", ""))).containsExactly(full.id());
    assertThat(ids(new Filter("", both, STILL, "", "E7", never, "", "")))
        .containsExactly(full.id());
    assertThat(ids(new Filter("", both, STILL, "", "", never, "E7", "")))
        .containsExactly(full.id());
    assertThat(ids(new Filter("standing-4", both, STILL, "", "", never, "", "Refused")))
        .containsExactly(elsewhere.id());
    Optional<Instant> aMinute = Optional.of(NOW.minusSeconds(60));
    assertThat(ids(new Filter("", both, STILL, "", "", aMinute, "", "")))
        .containsExactly(full.id());
    assertThat(ids(new Filter("standing-4", Set.of("standing-3"), STILL, "", "", never, "", "")))
        .as("out of scope")
        .isEmpty();
  }

  @Test
  default void causes_groupWhatStandsForTheSameReason() {
    StoredDelivery first = stand("s10", "standing-5", State.PARKED, "对方拒绝");
    stand("s11", "standing-5", State.PARKED, "对方拒绝");
    stand("s12", "standing-5", State.WAITING, "对方拒绝");
    since(first, NOW.minusSeconds(5));
    List<LaneQueries.Cause> causes = store().standing().causes(of("standing-5"));
    assertThat(causes)
        .containsExactly(
            new LaneQueries.Cause(
                "standing-5", State.PARKED, "", "对方拒绝", 2, NOW.minusSeconds(5), first.id()),
            new LaneQueries.Cause(
                "standing-5", State.WAITING, "", "对方拒绝", 1, NOW, causes.get(1).example()));
  }

  @Test
  default void whatStoodStillBefore_isToldBesideAnEarlierOneThatGoesAgain() {
    List<StoredDelivery> lane = store().lane("s13", "standing-6", 3);
    store().lanes().moveTo(List.of(lane.get(0).id()), State.DELIVERED, "");
    store().lanes().moveTo(List.of(lane.get(1).id()), State.PARKED, "对方拒绝");
    store().lanes().moveTo(List.of(lane.get(0).id()), State.READY, "");
    assertThat(ids(of("standing-6"))).containsExactly(lane.get(1).id());
    assertThat(
            Stream.of(State.READY, State.PARKED, State.BACKLOG)
                .map(s -> store().open().bySystem().get("standing-6").count(s)))
        .containsExactly(1L, 1L, 1L);
  }

  @Test
  default void open_tellsTheOldest() {
    StoredDelivery first = stand("s14", "standing-7", State.PARKED, "");
    stand("s15", "standing-7", State.WAITING, "");
    Instant before = NOW.minusSeconds(7);
    store()
        .jdbc()
        .sql("update delivery set created_at = ? where id = ?")
        .params(Columns.at(before), first.id())
        .update();
    assertThat(store().open().bySystem().get("standing-7").oldest()).contains(before);
    assertThat(store().open().bySystem().get("standing-7").count()).isEqualTo(6);
  }
}
