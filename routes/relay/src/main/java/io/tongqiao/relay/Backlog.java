package io.tongqiao.relay;

import io.tongqiao.journal.OpenQueries;
import io.tongqiao.journal.OpenQueries.Open;
import io.tongqiao.journal.StoredDelivery.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.springframework.stereotype.Component;

/** How much is open for each system, counted at most every two seconds however many ask. */
@Component
class Backlog {

  private static final Duration AGE = Duration.ofSeconds(2);

  private final OpenQueries queries;
  private final Clock clock;
  private Map<String, Open> counted = Map.of();
  private Instant at = Instant.EPOCH;

  Backlog(OpenQueries queries, Clock clock) {
    this.queries = queries;
    this.clock = clock;
  }

  /** Open deliveries of a system by state; states without any are left out. */
  synchronized Map<State, Long> of(String system) {
    Instant now = clock.instant();
    if (!now.isBefore(at.plus(AGE))) {
      counted = queries.bySystem();
      at = now;
    }
    return counted.getOrDefault(system, Open.NOTHING).counts();
  }
}
