package io.tongqiao.relay;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Deliveries that this process is working on, so that a second copy of one is let go. */
@Component
class InFlight {

  private final Set<Long> deliveries = ConcurrentHashMap.newKeySet();

  /** Begins; false when it has begun already. */
  boolean begin(long delivery) {
    return deliveries.add(delivery);
  }

  void end(long delivery) {
    deliveries.remove(delivery);
  }

  boolean has(long delivery) {
    return deliveries.contains(delivery);
  }
}
