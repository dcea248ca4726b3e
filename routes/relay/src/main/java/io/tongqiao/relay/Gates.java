package io.tongqiao.relay;

import io.tongqiao.dialect.Catalogue;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.journal.PauseJournal;
import io.tongqiao.schema.WorkCalendar;
import io.tongqiao.version.Follower;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The gates of all systems. An operator's pause stands in the journal, and holds on every node. */
@Component
public class Gates implements Follower {

  private final Map<String, Gate> bySystem = new ConcurrentSkipListMap<>();
  private final WorkCalendar calendar;
  private final Durability durability;
  private final Clock clock;
  private final PauseJournal pauses;

  Gates(
      Catalogue catalogue,
      WorkCalendar calendar,
      Durability durability,
      PauseJournal pauses,
      Clock clock) {
    this.calendar = calendar;
    this.durability = durability;
    this.clock = clock;
    this.pauses = pauses;
    catalogue.working().forEach(this::prepare);
    look();
  }

  @Override
  public final void prepare(Dialect next) {
    Descriptor system = next.descriptor();
    bySystem.computeIfAbsent(system.id(), id -> new Gate(system, calendar, durability, clock));
  }

  @Override
  public void follow(Dialect now, Optional<Dialect> before) {
    bySystem.get(now.descriptor().id()).follow(now.descriptor());
  }

  public Gate of(String system) {
    return bySystem.get(system);
  }

  Map<String, Gate> all() {
    return bySystem;
  }

  /** How every system that is called stands, by its id. */
  public Map<String, GateStatus> statuses() {
    Map<String, GateStatus> statuses = new TreeMap<>();
    bySystem.forEach((id, gate) -> statuses.put(id, gate.status()));
    return statuses;
  }

  /** Looks for pauses in the journal. */
  public final void look() {
    Map<String, String> paused = pauses.all();
    bySystem.forEach((id, gate) -> gate.pause(Optional.ofNullable(paused.get(id))));
  }

  /** When the relay stops, nobody may be left waiting at a gate. */
  @EventListener(ContextClosedEvent.class)
  void stop() {
    bySystem.values().forEach(Gate::stop);
  }
}
