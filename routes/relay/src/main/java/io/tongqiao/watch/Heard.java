package io.tongqiao.watch;

import static io.tongqiao.journal.Columns.at;
import static io.tongqiao.journal.Columns.instant;

import io.tongqiao.relay.Durability;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * When each system was last heard of. Kept in the journal once a minute, so that a start does not
 * make a silent system look as if it had just spoken.
 */
@Component
public class Heard {

  private static final Logger LOG = LoggerFactory.getLogger(Heard.class);

  private final JdbcClient jdbc;
  private final Clock clock;
  private final Map<String, Instant> last = new ConcurrentHashMap<>();
  private final Map<String, Instant> kept = new ConcurrentHashMap<>();
  private final Instant begun;

  Heard(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.begun = clock.instant();
    jdbc.sql("select system, at from heard")
        .query(
            row -> {
              kept.put(row.getString(1), instant(row, "at").orElseThrow());
            });
    last.putAll(kept);
  }

  /** Something came from a system, whatever became of it. */
  void of(String system) {
    last.put(system, clock.instant());
  }

  /** When that was last; when nobody has ever heard of it, when that was first asked. */
  Instant from(String system) {
    return last.computeIfAbsent(system, s -> begun);
  }

  /** Writes down what is new. */
  @Scheduled(fixedDelay = 60_000)
  void keep() {
    try {
      last.forEach(
          (system, moment) -> {
            if (!moment.equals(kept.get(system))) {
              write(system, moment);
              kept.put(system, moment);
            }
          });
    } catch (RuntimeException e) {
      if (!Durability.isAway(e)) {
        LOG.error("when systems were last heard of could not be kept", e);
      }
    }
  }

  private void write(String system, Instant moment) {
    int known =
        jdbc.sql("update heard set at = ? where system = ? and at < ?")
            .params(at(moment), system, at(moment))
            .update();
    if (known == 0) {
      jdbc.sql("insert into heard (system, at) values (?, ?) on conflict do nothing")
          .params(system, at(moment))
          .update();
    }
  }
}
