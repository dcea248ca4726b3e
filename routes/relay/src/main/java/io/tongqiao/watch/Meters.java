package io.tongqiao.watch;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/**
 * Counts what happens on the way of a message. Meters are looked up once; what a message costs here
 * is an increment or two.
 */
@Component
public class Meters {

  /** Deliveries by system and outcome, as {@link Recent} reads them. */
  static final String ATTEMPTS = "tongqiao.delivery.attempts";

  /** Bounds of the histograms: what people wait for, in calls that may take up to a minute. */
  private static final Duration[] BOUNDS = {
    Duration.ofMillis(25),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2500),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10),
    Duration.ofSeconds(30)
  };

  private record Pair(String one, String other) {}

  private final MeterRegistry registry;
  private final Timer commits;
  private final Map<Pair, Counter> decisions = new ConcurrentHashMap<>();
  private final Map<Pair, Counter> attempts = new ConcurrentHashMap<>();
  private final Map<String, Timer> calls = new ConcurrentHashMap<>();
  private final Map<String, Timer> intakes = new ConcurrentHashMap<>();

  /** Counts in a registry. */
  public Meters(MeterRegistry registry) {
    this.registry = registry;
    this.commits =
        timer("tongqiao.journal.commit", "A transaction of the journal, until it is on the disk")
            .register(registry);
  }

  private static Timer.Builder timer(String name, String description) {
    return Timer.builder(name).description(description).serviceLevelObjectives(BOUNDS);
  }

  /**
   * A message was decided on at a door.
   *
   * @param door a word of the relay's, or {@code <system>:<door>}
   * @param outcome accepted, duplicate, refused, or not_now
   * @param nanos from decoded to decided
   */
  public void decided(String door, String outcome, long nanos) {
    decisions
        .computeIfAbsent(
            new Pair(door, outcome),
            p ->
                Counter.builder("tongqiao.intake")
                    .description("Messages that came to a door")
                    .tags("door", p.one, "outcome", p.other)
                    .register(registry))
        .increment();
    intakes
        .computeIfAbsent(
            door,
            d ->
                timer("tongqiao.intake.duration", "From decoded to decided, the journal included")
                    .tag("door", d)
                    .register(registry))
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  /**
   * An attempt at a delivery has ended.
   *
   * @param outcome confirmed, rejected, not_now, pending, or ours
   * @param millis from mapping to answer
   */
  public void attempted(String system, String outcome, long millis) {
    attempts
        .computeIfAbsent(
            new Pair(system, outcome),
            p ->
                Counter.builder(ATTEMPTS)
                    .description("Attempts at deliveries, by what came of them")
                    .tags("system", p.one, "outcome", p.other)
                    .register(registry))
        .increment();
    calls
        .computeIfAbsent(
            system,
            s ->
                timer("tongqiao.delivery.duration", "An attempt, from mapping to answer")
                    .tag("system", s)
                    .register(registry))
        .record(millis, TimeUnit.MILLISECONDS);
  }

  /** A transaction of the journal is on the disk. */
  public void committed(long nanos) {
    commits.record(nanos, TimeUnit.NANOSECONDS);
  }
}
