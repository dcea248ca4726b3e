package io.tongqiao.watch;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.tongqiao.dialect.Catalogue;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.relay.GateStatus;
import io.tongqiao.relay.RelayProperties;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** What stands, as gauges; they show what {@link Sight} saw last, however often they are read. */
@Component
class Gauges {

  private final Catalogue catalogue;
  private final Sight sight;
  private final MultiGauge lanes;
  private final MultiGauge backlog;
  private final MultiGauge oldest;
  private final MultiGauge gates;
  private final MultiGauge expiries;

  Gauges(MeterRegistry registry, Catalogue catalogue, Sight sight, RelayProperties properties) {
    this.catalogue = catalogue;
    this.sight = sight;
    this.lanes =
        multi(registry, "tongqiao.lanes", "Lanes by the state of the first delivery not done");
    this.backlog =
        multi(registry, "tongqiao.backlog", "Deliveries that stand behind another of their lane");
    this.oldest =
        MultiGauge.builder("tongqiao.oldest.open")
            .description("Age of the oldest delivery that is not done")
            .baseUnit("seconds")
            .register(registry);
    this.gates = multi(registry, "tongqiao.gate", "1 for the state in which a system's gate is");
    this.expiries =
        MultiGauge.builder("tongqiao.expiry")
            .description("Until a certificate or secret runs out")
            .baseUnit("days")
            .register(registry);
    Gauge.builder("tongqiao.systems.broken", () -> catalogue.broken().size())
        .description("System folders that stay down")
        .register(registry);
    whole("tongqiao.accepting", s -> s.refusal().isEmpty() ? 1 : 0)
        .description("1 while messages are accepted")
        .register(registry);
    whole("tongqiao.disk.free", Sight.Seen::free)
        .description("Room on the disk of the data")
        .baseUnit("bytes")
        .register(registry);
    Gauge.builder("tongqiao.disk.needed", () -> properties.minFree().toBytes())
        .description("Room below which nothing is accepted")
        .baseUnit("bytes")
        .register(registry);
  }

  private static MultiGauge multi(MeterRegistry registry, String name, String description) {
    return MultiGauge.builder(name).description(description).register(registry);
  }

  private Gauge.Builder<?> whole(String name, ToDoubleFunction<Sight.Seen> value) {
    return Gauge.builder(
        name, () -> sight.last().map(s -> value.applyAsDouble(s)).orElse(Double.NaN));
  }

  /** Has a row for each system and secret that there is; what a row shows is asked for later. */
  @Scheduled(fixedDelayString = "${tongqiao.watch:5s}")
  void list() {
    sight.last().ifPresent(this::list);
  }

  private void list(Sight.Seen seen) {
    List<String> systems =
        catalogue.working().stream().map(Dialect::descriptor).map(d -> d.id()).toList();
    lanes.register(lanes(systems));
    backlog.register(rows(systems, (s, now) -> now.openFor(s).count(State.BACKLOG)));
    oldest.register(rows(systems, Gauges::age));
    gates.register(gates(seen.gates().keySet()));
    expiries.register(expiries(seen.expiries()));
  }

  private Row<?> row(Tags tags, ToDoubleFunction<Sight.Seen> value) {
    return Row.of(tags, () -> sight.last().map(value::applyAsDouble).orElse(Double.NaN));
  }

  private List<Row<?>> rows(List<String> systems, ToDoubleBiFunction<String, Sight.Seen> value) {
    List<Row<?>> rows = new ArrayList<>();
    systems.forEach(s -> rows.add(row(Tags.of("system", s), now -> value.applyAsDouble(s, now))));
    return rows;
  }

  private List<Row<?>> lanes(List<String> systems) {
    List<Row<?>> rows = new ArrayList<>();
    for (String system : systems) {
      for (State state : List.of(State.READY, State.WAITING, State.PARKED)) {
        Tags tags = Tags.of("system", system, "state", word(state));
        rows.add(row(tags, now -> now.openFor(system).count(state)));
      }
    }
    return rows;
  }

  private static double age(String system, Sight.Seen seen) {
    return seen.openFor(system).oldest().map(since -> seconds(since, seen.at())).orElse(0.0);
  }

  private static double seconds(Instant since, Instant now) {
    return Math.max(0, Duration.between(since, now).toMillis() / 1000.0);
  }

  private List<Row<?>> gates(Set<String> systems) {
    List<Row<?>> rows = new ArrayList<>();
    for (String system : systems) {
      for (GateStatus.State state : GateStatus.State.values()) {
        Tags tags = Tags.of("system", system, "state", word(state));
        rows.add(
            row(
                tags,
                now ->
                    Optional.ofNullable(now.gates().get(system))
                            .filter(gate -> gate.state() == state)
                            .isPresent()
                        ? 1
                        : 0));
      }
    }
    return rows;
  }

  private List<Row<?>> expiries(List<Expiries.Expiry> known) {
    List<Row<?>> rows = new ArrayList<>();
    for (Expiries.Expiry expiry : known) {
      rows.add(row(Tags.of("name", expiry.name()), now -> days(now.at(), expiry.end())));
    }
    return rows;
  }

  private static double days(Instant now, Instant end) {
    return Duration.between(now, end).toMinutes() / (24 * 60.0);
  }

  private static String word(Enum<?> state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
