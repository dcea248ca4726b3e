package io.tongqiao.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tongqiao.journal.Journal;
import io.tongqiao.journal.LaneJournal;
import io.tongqiao.journal.StoredDelivery;
import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.simulator.LedgerEntry;
import io.tongqiao.simulator.Misbehaviour;
import io.tongqiao.simulator.Misbehaviour.Kind;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Order within a lane, and only there. */
@RelayTest
class LaneIT {

  private static final String POWER = "city-power";
  private static final String PROVINCE = "prov-yctb";

  @Autowired private Relay relay;

  @AfterEach
  void behave() {
    relay.ministries().behave(PROVINCE);
  }

  private void misbehave(String system, Misbehaviour how) {
    relay.ministries().misbehave(system, how);
  }

  @Test
  void lane_behindOneThatWaits_standsStillWhileOthersFlow() {
    misbehave(PROVINCE, Misbehaviour.of(Kind.STATUS).status(503).times(4));
    String stuck = relay.caseFor(PROVINCE);
    relay.until(stuck, PROVINCE, State.WAITING);
    relay.bureau(stuck, "event-withdraw");
    StoredDelivery second = relay.until(stuck, PROVINCE, State.BACKLOG);
    assertThat(second.operation()).isEqualTo("push-void");
    assertThat(second.attempts()).isZero();
    String other = relay.caseFor(POWER);
    relay.until(other, POWER, State.DELIVERED);
    relay.until(stuck, PROVINCE, State.DELIVERED);
    assertThat(relay.done(PROVINCE, stuck))
        .extracting(LedgerEntry::operation)
        .containsExactly("push-case", "push-void");
    assertThat(relay.deliveries(stuck, PROVINCE))
        .extracting(StoredDelivery::state)
        .containsOnly(State.DELIVERED);
  }

  @Test
  void lane_behindOneThatIsParked_standsStillWhileAnotherCaseFlows() {
    misbehave(PROVINCE, Misbehaviour.of(Kind.BUSINESS));
    String stuck = relay.caseFor(PROVINCE);
    relay.until(stuck, PROVINCE, State.PARKED);
    relay.bureau(stuck, "event-withdraw");
    relay.until(stuck, PROVINCE, State.BACKLOG);
    String other = relay.caseFor(PROVINCE);
    relay.until(other, PROVINCE, State.DELIVERED);
    assertThat(relay.received(PROVINCE, stuck)).hasSize(1);
    assertThat(relay.bean(Journal.class).messages(stuck)).hasSize(3);
  }

  @ParameterizedTest
  @EnumSource(value = State.class, names = "READY", mode = EnumSource.Mode.EXCLUDE)
  void copy_ofWhatIsNotReady_isNotDelivered(State state) throws Exception {
    String caseNo = relay.caseFor(POWER);
    StoredDelivery delivery = relay.until(caseNo, POWER, State.DELIVERED);
    LaneJournal journal = relay.bean(LaneJournal.class);
    relay.untilQuiet(caseNo);
    journal.moveTo(List.of(delivery.id()), state, "");
    relay.bean(Delivery.class).deliver(delivery.id(), POWER);
    assertThat(relay.received(POWER, caseNo)).hasSize(1);
    assertThat(relay.deliveries(caseNo, POWER))
        .singleElement()
        .satisfies(d -> assertThat(d.state()).isEqualTo(state));
    journal.moveTo(List.of(delivery.id()), State.DELIVERED, "");
  }
}
