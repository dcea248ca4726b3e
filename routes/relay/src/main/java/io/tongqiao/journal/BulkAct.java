package io.tongqiao.journal;

import io.tongqiao.journal.StoredDelivery.State;
import java.util.EnumSet;
import java.util.Set;

/** What a bulk does to each of its deliveries. */
public enum BulkAct {
  /** Sent again. */
  RESEND,
  /** Left out for good. */
  SKIP,
  /** Returned to its sender. */
  RETURN;

  /** The states in which it can be done. */
  public Set<State> from() {
    return switch (this) {
      case RESEND ->
          EnumSet.of(State.PARKED, State.WAITING, State.DELIVERED, State.SKIPPED, State.RETURNED);
      case SKIP -> EnumSet.of(State.PARKED, State.WAITING);
      case RETURN -> EnumSet.of(State.PARKED);
    };
  }
}
