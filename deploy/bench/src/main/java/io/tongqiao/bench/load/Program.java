package io.tongqiao.bench.load;

import java.time.Duration;
import java.util.List;

/**
 * The processes that a stage keeps busy.
 *
 * @param measured the program itself; none when the driver is measured alone
 * @param processes all of them, the driver's own and a database's included
 */
record Program(List<ProcessHandle> measured, List<ProcessHandle> processes) {

  /** CPU time that the program itself has used so far. */
  Duration cpu() {
    return measured.stream()
        .map(p -> p.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** The driver by itself. */
  static Program driver() {
    return new Program(List.of(), List.of(ProcessHandle.current()));
  }

  /** A program that the driver has started. */
  static Program of(Child child) {
    return new Program(List.of(child.handle()), List.of(ProcessHandle.current()));
  }

  /** A program with a database of its own. */
  static Program of(Child child, Database database) {
    List<ProcessHandle> all = new java.util.ArrayList<>(database.processes());
    all.add(ProcessHandle.current());
    return new Program(List.of(child.handle()), List.copyOf(all));
  }
}
