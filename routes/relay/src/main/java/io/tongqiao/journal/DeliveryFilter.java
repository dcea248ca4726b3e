package io.tongqiao.journal;

import io.tongqiao.journal.StoredDelivery.State;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which deliveries of a system a bulk is about.
 *
 * @param states at least one
 * @param from accepted at this moment or later
 * @param until accepted before this moment
 * @param code the system's code or ours; empty for any
 * @param cause why they stand still, word for word; empty for any
 */
public record DeliveryFilter(
    String system,
    Set<State> states,
    Optional<Instant> from,
    Optional<Instant> until,
    String code,
    String cause) {

  /** All that stand still for the same reason as this one. */
  public static DeliveryFilter like(StoredDelivery one) {
    return new DeliveryFilter(
        one.system(),
        Set.of(one.state()),
        Optional.empty(),
        Optional.empty(),
        one.code(),
        one.cause());
  }

  /** Whether a delivery of the system stands as they do. */
  public boolean fits(StoredDelivery delivery) {
    return states.contains(delivery.state())
        && (code.isEmpty() || code.equals(delivery.code()))
        && (cause.isEmpty() || cause.equals(delivery.cause()));
  }
}
