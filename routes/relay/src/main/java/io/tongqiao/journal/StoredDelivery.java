package io.tongqiao.journal;

import java.time.Instant;
import java.util.Optional;

/**
 * One message on its way to one system. Wire texts are kept in the journal but are not part of this
 * view.
 *
 * @param seq the message's place in the order of acceptance
 * @param version 0 for the message as it was accepted, else an operator's correction
 * @param level highest acknowledgement so far, or empty
 * @param cause why it waits or is parked, in an operator's words
 * @param lossy translations that lost something, one a line
 * @param millis of the last call
 */
public record StoredDelivery(
    long id,
    String messageId,
    long seq,
    String system,
    String caseNo,
    String operation,
    State state,
    int version,
    int attempts,
    String level,
    String receiptNo,
    String code,
    String cause,
    String lossy,
    long millis,
    Instant createdAt,
    Instant changedAt,
    Optional<Instant> nextAttemptAt) {

  /** Where a delivery stands. */
  public enum State {
    /** On its way: the first of its lane that is not done. */
    READY,
    /** Behind an earlier one of its lane. */
    BACKLOG,
    /** "Not now": tried again at its next attempt. */
    WAITING,
    /** Needs a person; its lane stands still. */
    PARKED,
    /** Confirmed at the level its dialect can give. */
    DELIVERED,
    /** A person has decided that the system need not get it. */
    SKIPPED,
    /** A person has returned it to its sender. */
    RETURNED;

    /** Whether the lane goes on behind it. */
    public boolean done() {
      return this == DELIVERED || this == SKIPPED || this == RETURNED;
    }
  }
}
