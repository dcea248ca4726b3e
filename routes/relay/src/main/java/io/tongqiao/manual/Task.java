package io.tongqiao.manual;

import io.tongqiao.journal.StoredDelivery;
import java.time.Instant;
import java.util.Optional;

/**
 * What a clerk has to enter.
 *
 * @param version grows with every change
 * @param content the fields as JSON, name to text; personal data
 * @param contentVersion the delivery's version that they were made of
 * @param takenBy account of who has it, or ended it; empty for nobody
 * @param receiptNo the system's number; of a refusal too, where it gave one
 * @param reason the system's no in the clerk's words
 * @param noes how many times the system had said no to the message when it was ended
 * @param delivery the delivery that waits for it, as it stands now
 */
public record Task(
    long id,
    String system,
    String messageId,
    String operation,
    String caseNo,
    State state,
    int version,
    String content,
    int contentVersion,
    String takenBy,
    Optional<Instant> takenUntil,
    String receiptNo,
    String reason,
    int noes,
    Instant openedAt,
    Instant changedAt,
    Waiting delivery) {

  /** Where a task stands. */
  public enum State {
    /** Nobody has it. */
    OPEN,
    /** A clerk has it for a while. */
    TAKEN,
    /** Entered, with a receipt number. */
    DONE,
    /** The system does not take it. */
    REFUSED,
    /** An operator has skipped or returned the message. Never written: it follows from that. */
    WITHDRAWN
  }

  /** The delivery behind a task. */
  public record Waiting(long id, StoredDelivery.State state, int version) {

    /** Whether a person has decided that the system need not get it. */
    boolean withdrawn() {
      return state == StoredDelivery.State.SKIPPED || state == StoredDelivery.State.RETURNED;
    }
  }

  /** Whether it was entered or refused. */
  public boolean ended() {
    return state == State.DONE || state == State.REFUSED;
  }

  /** Whether a clerk has it at a moment. */
  public boolean isTaken(Instant now) {
    return state == State.TAKEN && takenUntil.filter(until -> until.isAfter(now)).isPresent();
  }

  /** Whether it is this clerk who has it at a moment. */
  public boolean isWith(String clerk, Instant now) {
    return isTaken(now) && takenBy.equals(clerk);
  }

  /** As whoever looks for work sees it: a time that is over frees it. */
  public State stateAt(Instant now) {
    if (!ended() && delivery.withdrawn()) {
      return State.WITHDRAWN;
    }
    return state == State.TAKEN && !isTaken(now) ? State.OPEN : state;
  }
}
