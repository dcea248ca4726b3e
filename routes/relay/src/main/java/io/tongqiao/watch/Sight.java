package io.tongqiao.watch;

import io.tongqiao.journal.OpenQueries;
import io.tongqiao.journal.OpenQueries.Open;
import io.tongqiao.relay.Durability;
import io.tongqiao.relay.GateStatus;
import io.tongqiao.relay.Gates;
import io.tongqiao.relay.RelayProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Looks at the whole every five seconds, for whoever asks meanwhile: gauges, alerts. Looking at the
 * journal never takes more than a twentieth of the time, however much is open.
 */
@Component
public class Sight {

  private static final Logger LOG = LoggerFactory.getLogger(Sight.class);
  private static final int SHARE = 20;

  /**
   * What was seen.
   *
   * @param refusal why nothing is accepted now
   * @param free bytes left on the disk of the data
   */
  record Seen(
      Instant at,
      Map<String, GateStatus> gates,
      Map<String, Open> open,
      Optional<String> refusal,
      long free,
      List<Expiries.Expiry> expiries) {

    /** What is open for a system. */
    Open openFor(String system) {
      return open.getOrDefault(system, Open.NOTHING);
    }
  }

  private final OpenQueries queries;
  private final Gates gates;
  private final Durability durability;
  private final Expiries expiries;
  private final RelayProperties properties;
  private final Clock clock;
  private volatile Optional<Seen> seen = Optional.empty();
  private Map<String, Open> open = Map.of();
  private Instant next = Instant.EPOCH;

  Sight(
      OpenQueries queries,
      Gates gates,
      Durability durability,
      Expiries expiries,
      RelayProperties properties,
      Clock clock) {
    this.queries = queries;
    this.gates = gates;
    this.durability = durability;
    this.expiries = expiries;
    this.properties = properties;
    this.clock = clock;
  }

  /** Looks once. */
  @Scheduled(fixedDelayString = "${tongqiao.watch:5s}")
  void look() {
    Instant now = clock.instant();
    if (!now.isBefore(next)) {
      count(now);
    }
    seen =
        Optional.of(
            new Seen(now, gates.statuses(), open, durability.refusal(), free(), expiries.at(now)));
  }

  private void count(Instant now) {
    long started = System.nanoTime();
    try {
      open = queries.bySystem();
    } catch (RuntimeException e) {
      if (!Durability.isAway(e)) {
        LOG.error("what is open could not be counted; the figures are those of before", e);
      }
    }
    next = now.plus(Duration.ofNanos((System.nanoTime() - started) * SHARE));
  }

  private long free() {
    try {
      return Files.getFileStore(properties.data()).getUsableSpace();
    } catch (IOException e) {
      return 0;
    }
  }

  /** What was seen last; nothing before the first look. */
  Optional<Seen> last() {
    return seen;
  }
}
