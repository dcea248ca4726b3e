package io.tongqiao.bench.load;

import java.time.Duration;

/** What a program, and others beside it, take of the processor from now on. */
final class Effort {

  /**
   * What was taken.
   *
   * @param seconds how long it was
   * @param cpu seconds of the processor that the program took
   * @param others cores that programs outside the measurement took
   */
  record Done(double seconds, double cpu, double others) {}

  private final Program program;
  private final long began = System.nanoTime();
  private final Duration cpu;
  private final Duration others;

  Effort(Program program) {
    this.program = program;
    this.cpu = program.cpu();
    this.others = Machine.others(program.processes());
  }

  Done done() {
    double seconds = (System.nanoTime() - began) / 1e9;
    Duration beside = Machine.others(program.processes()).minus(others);
    return new Done(
        seconds,
        program.cpu().minus(cpu).toNanos() / 1e9,
        Math.max(0, beside.toNanos() / 1e9 / seconds));
  }
}
