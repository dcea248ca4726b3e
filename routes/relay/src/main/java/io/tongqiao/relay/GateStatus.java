package io.tongqiao.relay;

import java.time.Instant;
import java.util.Optional;

/**
 * How the gate of a system stands.
 *
 * @param reason in an operator's words; empty while flowing
 * @param next when it will change by itself, as far as that is known
 */
public record GateStatus(State state, Instant since, String reason, Optional<Instant> next) {

  /** How a system is being called. */
  public enum State {
    /** As fast as its limits allow. */
    FLOWING,
    /** After its breaker has closed: at a paced rate, until what had gathered is gone. */
    DRAINING,
    /** Its breaker is open: one probe at a time. */
    BREAKER_OPEN,
    /** Outside its hours. */
    CLOSED,
    /** An operator has stopped it. */
    PAUSED
  }

  static GateStatus of(State state, Instant since, String reason) {
    return new GateStatus(state, since, reason, Optional.empty());
  }
}
