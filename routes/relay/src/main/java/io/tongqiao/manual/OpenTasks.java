package io.tongqiao.manual;

import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Form;
import io.tongqiao.relay.SystemDetails;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** How much work clerks have, system by system, and what of it is late. */
@Component
public class OpenTasks implements SystemDetails {

  /**
   * A system's work.
   *
   * @param late how many tasks are older than their form allows
   */
  public record Work(long open, long late, Instant oldest) {

    private Work and(Work other) {
      Instant first = oldest.isBefore(other.oldest) ? oldest : other.oldest;
      return new Work(open + other.open, late + other.late, first);
    }
  }

  private final TaskQueries tasks;
  private final Clock clock;

  OpenTasks(TaskQueries tasks, Clock clock) {
    this.tasks = tasks;
    this.clock = clock;
  }

  /** The work of a system; empty where there is none. */
  public Optional<Work> of(Descriptor system) {
    return system.transport() == Descriptor.Transport.MANUAL
        ? of(system, tasks.open())
        : Optional.empty();
  }

  private Optional<Work> of(Descriptor system, List<TaskQueries.Open> all) {
    return all.stream()
        .filter(open -> open.system().equals(system.id()))
        .map(open -> new Work(open.open(), late(system, open), open.oldest()))
        .reduce(Work::and);
  }

  private long late(Descriptor system, TaskQueries.Open open) {
    Optional<Instant> before =
        Optional.ofNullable(system.operations().get(open.operation()))
            .flatMap(Descriptor.Operation::form)
            .map(Form::within)
            .map(clock.instant()::minus);
    return before.filter(open.oldest()::isBefore).isPresent()
        ? tasks.openSince(system.id(), open.operation(), before.get())
        : 0;
  }

  @Override
  public Map<String, Object> detailsOf(Descriptor system) {
    var details = new TreeMap<String, Object>();
    of(system)
        .ifPresent(
            work -> {
              details.put("tasks", work.open());
              details.put("oldestTask", work.oldest().toString());
              if (work.late() > 0) {
                details.put(
                    "warning",
                    work.late() + " 件录入任务超过时限未办，见 tongqiao task list --system " + system.id());
              }
            });
    return details;
  }
}
