package io.tongqiao.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CaseStateTest {

  @ParameterizedTest
  @CsvSource({
    "DRAFT, APPLY, APPLIED",
    "APPLIED, PRE_ACCEPT, PRE_ACCEPTED",
    "APPLIED, RECEIVE, RECEIVED",
    "PRE_ACCEPTED, RECEIVE, RECEIVED",
    "RECEIVED, CORRECTION_START, CORRECTING",
    "CORRECTING, CORRECTION_END, RECEIVED",
    "CORRECTING, CORRECTION_ABANDONED, CORRECTION_ABANDONED",
    "RECEIVED, ACCEPT, ACCEPTED",
    "RECEIVED, NOT_ACCEPT, NOT_ACCEPTED",
    "RECEIVED, REFUSE_ACCEPT, REFUSED",
    "ACCEPTED, STEP, PROCESSING",
    "PROCESSING, STEP, PROCESSING",
    "PROCESSING, SPECIAL_START, SUSPENDED",
    "SUSPENDED, SPECIAL_END, PROCESSING",
    "PROCESSING, TRANSFER_UP, REPORTED_UP",
    "REPORTED_UP, STEP, PROCESSING",
    "PROCESSING, APPROVED, APPROVED",
    "PROCESSING, APPROVED_TOLERANCE, APPROVED_TOLERANCE",
    "PROCESSING, REJECTED, REJECTED",
    "PROCESSING, RETURNED, RETURNED",
    "PROCESSING, CORRECTION_ABANDONED, CORRECTION_ABANDONED",
    "APPROVED, DELIVER, DELIVERED",
    "APPROVED_TOLERANCE, DELIVER, DELIVERED",
    "APPROVED, REVOKED, REVOKED",
    "APPROVED_TOLERANCE, WITHDRAWN_AFTER, WITHDRAWN",
    "DELIVERED, REVOKED, REVOKED",
    "SUSPENDED, WITHDRAW, WITHDRAWN",
    "REPORTED_UP, VOID, VOID",
    "ACCEPTED, DELETED, DELETED"
  })
  void after_allowedEvent_movesOn(CaseState from, EventType event, CaseState to) {
    assertThat(from.after(event)).contains(to);
  }

  @ParameterizedTest
  @CsvSource({
    "DRAFT, ACCEPT",
    "DRAFT, WITHDRAW",
    "APPLIED, ACCEPT",
    "APPLIED, APPLY",
    "RECEIVED, STEP",
    "ACCEPTED, APPROVED",
    "SUSPENDED, STEP",
    "SUSPENDED, APPROVED",
    "REPORTED_UP, APPROVED",
    "APPROVED, WITHDRAW",
    "APPROVED, VOID",
    "DELIVERED, DELIVER",
    "CORRECTING, ACCEPT"
  })
  void after_eventOutOfTurn_isEmpty(CaseState from, EventType event) {
    assertThat(from.after(event)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void after_eventThatMovesNoCase_leavesEveryStateAsItIs(CaseState state) {
    for (EventType event : EventType.values()) {
      if (event.movesCase()) {
        continue;
      }
      assertThat(state.after(event)).contains(state);
      assertThat(state.allowed()).doesNotContain(event);
    }
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "NOT_ACCEPTED",
        "REFUSED",
        "REJECTED",
        "RETURNED",
        "VOID",
        "DELETED",
        "CORRECTION_ABANDONED",
        "REVOKED",
        "WITHDRAWN"
      })
  void allowed_endedCase_isEmpty(CaseState state) {
    assertThat(state.allowed()).isEmpty();
  }

  @Test
  void allowed_received_isInTheOrderOfTheEvents() {
    assertThat(List.copyOf(CaseState.RECEIVED.allowed()))
        .containsExactly(
            EventType.WITHDRAW,
            EventType.ACCEPT,
            EventType.NOT_ACCEPT,
            EventType.REFUSE_ACCEPT,
            EventType.CORRECTION_START,
            EventType.VOID,
            EventType.DELETED);
  }

  @ParameterizedTest
  @EnumSource
  void allowed_everyState_isExactlyWhatMovesTheCase(CaseState state) {
    Set<EventType> moving = EnumSet.noneOf(EventType.class);
    for (EventType event : EventType.values()) {
      if (event.movesCase() && state.after(event).isPresent()) {
        moving.add(event);
      }
    }
    assertThat(state.allowed()).isEqualTo(moving);
  }

  @Test
  void states_butDraftAndPushed_areReachedByAnEvent() {
    Set<CaseState> reached = EnumSet.noneOf(CaseState.class);
    for (CaseState state : CaseState.values()) {
      state.allowed().forEach(event -> reached.add(state.after(event).orElseThrow()));
    }
    assertThat(EnumSet.complementOf(EnumSet.copyOf(reached))).containsExactly(CaseState.DRAFT);
  }
}
