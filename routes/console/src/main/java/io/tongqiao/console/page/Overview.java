package io.tongqiao.console.page;

import io.tongqiao.console.people.Scope;
import io.tongqiao.dialect.Catalogue;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Descriptor.Network;
import io.tongqiao.dialect.Descriptor.Tier;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.journal.OpenQueries;
import io.tongqiao.journal.OpenQueries.Open;
import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.relay.GateStatus;
import io.tongqiao.relay.Gates;
import io.tongqiao.relay.Throughput;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** How all systems stand, counted at most once a second however many look. */
@Component
class Overview {

  private static final Duration AGE = Duration.ofSeconds(1);

  private final Catalogue catalogue;
  private final Gates gates;
  private final OpenQueries open;
  private final Throughput throughput;
  private final Clock clock;
  private List<Tile> counted = List.of();
  private Instant at = Instant.EPOCH;

  Overview(Catalogue catalogue, Gates gates, OpenQueries open, Throughput throughput, Clock clock) {
    this.catalogue = catalogue;
    this.gates = gates;
    this.open = open;
    this.throughput = throughput;
    this.clock = clock;
  }

  /** The tiles that may be seen, the worst first. */
  List<Tile> tiles(Scope scope) {
    return counted().stream().filter(tile -> scope.includes(tile.id())).toList();
  }

  /** The same by tier and network. */
  static Map<Tier, Map<Network, List<Tile>>> islands(List<Tile> tiles) {
    return tiles.stream()
        .collect(
            Collectors.groupingBy(
                Tile::tier,
                java.util.TreeMap::new,
                Collectors.groupingBy(Tile::network, java.util.TreeMap::new, Collectors.toList())));
  }

  private synchronized List<Tile> counted() {
    Instant now = clock.instant();
    if (!now.isBefore(at.plus(AGE))) {
      counted = count(now);
      at = now;
    }
    return counted;
  }

  private List<Tile> count(Instant now) {
    Map<String, Open> bySystem = open.bySystem();
    Map<String, GateStatus> statuses = gates.statuses();
    Map<String, Throughput.Minute> minutes = throughput.lastMinute();
    List<Tile> tiles = new ArrayList<>();
    for (Dialect dialect : catalogue.working()) {
      String id = dialect.descriptor().id();
      tiles.add(
          tile(
              dialect.descriptor(),
              Optional.ofNullable(statuses.get(id)),
              bySystem.getOrDefault(id, Open.NOTHING),
              minutes.getOrDefault(id, Throughput.Minute.QUIET),
              now));
    }
    for (Catalogue.Broken broken : catalogue.broken()) {
      broken
          .descriptor()
          .ifPresent(
              d ->
                  tiles.add(
                      tile(
                          d,
                          Optional.empty(),
                          bySystem.getOrDefault(d.id(), Open.NOTHING),
                          Throughput.Minute.QUIET,
                          now)));
    }
    tiles.sort(Comparator.comparing(Tile::light).thenComparing(Tile::id));
    return List.copyOf(tiles);
  }

  private static Tile tile(
      Descriptor system,
      Optional<GateStatus> gate,
      Open open,
      Throughput.Minute minute,
      Instant now) {
    long parked = open.count(State.PARKED);
    long waiting = open.count(State.WAITING);
    return new Tile(
        system.id(),
        system.name(),
        system.tier(),
        system.network(),
        Tile.glance(gate, parked, waiting),
        gate.map(GateStatus::reason).orElse(""),
        open.count(),
        parked,
        open.oldest().map(first -> Duration.between(first, now)),
        minute.delivered(),
        minute.failed());
  }
}
