package io.tongqiao.relay;

import io.tongqiao.dialect.Catalogue;
import io.tongqiao.dialect.Conversation;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.dialect.Fault;
import io.tongqiao.dialect.Secrets;
import io.tongqiao.journal.StoredDelivery.State;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.boot.actuate.health.CompositeHealthContributor;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthContributor;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.NamedContributor;
import org.springframework.stereotype.Component;

/**
 * Health of each system by name. A ministry that is down is not our being down: its status is UP,
 * WAITING, PARKED, PAUSED, CLOSED (outside its hours), BREAKER_OPEN or BROKEN (its folder or its
 * secrets), and none of these moves the process's own.
 */
@Component("systems")
class SystemsHealth implements CompositeHealthContributor {

  private final Catalogue catalogue;
  private final Gates gates;
  private final Backlog backlog;
  private final Secrets secrets;
  private final List<SystemDetails> more;
  private final DoorTroubles doors;

  SystemsHealth(
      Catalogue catalogue,
      Gates gates,
      Backlog backlog,
      Secrets secrets,
      List<SystemDetails> more,
      DoorTroubles doors) {
    this.more = more;
    this.doors = doors;
    this.gates = gates;
    this.backlog = backlog;
    this.secrets = secrets;
    this.catalogue = catalogue;
  }

  private Health working(Descriptor system) {
    Map<State, Long> open = backlog.of(system.id());
    GateStatus gate = gates.of(system.id()).status();
    List<String> missing = system.secrets().filter(s -> secrets.find(s).isEmpty()).toList();
    Optional<String> trouble = doors.of(system.id());
    Health.Builder health =
        Health.status(missing.isEmpty() ? status(system, gate, open, trouble) : "BROKEN")
            .withDetail("name", system.name().zh())
            .withDetail("calls", gate.state().name())
            .withDetail("since", gate.since().toString());
    if (!gate.reason().isEmpty()) {
      health.withDetail("reason", gate.reason());
    }
    trouble.ifPresent(words -> health.withDetail("door", words));
    gate.next().ifPresent(next -> health.withDetail("next", next.toString()));
    open.forEach(
        (state, count) ->
            health.withDetail(state.name().toLowerCase(java.util.Locale.ROOT), count));
    more.forEach(part -> part.detailsOf(system).forEach(health::withDetail));
    missing.forEach(
        secret ->
            health.withDetail(
                "missing " + secret,
                "放入 <数据目录>/secrets/" + secret + "，或设环境变量 " + Conversation.environmentName(secret)));
    return health.build();
  }

  /** What waits for a clerk is no trouble. */
  private static String status(
      Descriptor system, GateStatus gate, Map<State, Long> open, Optional<String> trouble) {
    if (gate.state() != GateStatus.State.FLOWING && gate.state() != GateStatus.State.DRAINING) {
      return gate.state().name();
    }
    if (open.containsKey(State.PARKED)) {
      return "PARKED";
    }
    boolean waits =
        system.transport() != Descriptor.Transport.MANUAL && open.containsKey(State.WAITING);
    return waits || trouble.isPresent() ? "WAITING" : "UP";
  }

  private static Health broken(Catalogue.Broken broken) {
    return Health.status("BROKEN")
        .withDetail("faults", broken.faults().stream().map(Fault::toString).toList())
        .build();
  }

  private Map<String, HealthContributor> bySystem() {
    var bySystem = new TreeMap<String, HealthContributor>();
    for (Dialect dialect : catalogue.working()) {
      Descriptor system = dialect.descriptor();
      bySystem.put(system.id(), (HealthIndicator) () -> working(system));
    }
    for (Catalogue.Broken broken : catalogue.broken()) {
      bySystem.put(broken.id(), (HealthIndicator) () -> broken(broken));
    }
    return bySystem;
  }

  @Override
  public HealthContributor getContributor(String name) {
    return bySystem().get(name);
  }

  @Override
  public Iterator<NamedContributor<HealthContributor>> iterator() {
    return bySystem().entrySet().stream()
        .map(e -> NamedContributor.of(e.getKey(), e.getValue()))
        .iterator();
  }
}
