package io.tongqiao.probe;

import io.tongqiao.probe.Step.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A test of one system, under way or ended. Thread-safe. */
public final class Probe {

  private final String system;
  private final Instant at;
  private final Steps steps;
  private final CountDownLatch end = new CountDownLatch(1);

  Probe(String system, Instant at, Steps steps) {
    this.system = system;
    this.at = at;
    this.steps = steps;
  }

  /** Which system. */
  public String system() {
    return system;
  }

  /** When it began. */
  public Instant at() {
    return at;
  }

  /** The steps that were taken so far, in their order. */
  public List<Step> steps() {
    return steps.taken();
  }

  /** Whether all steps were taken. */
  public boolean ended() {
    return end.getCount() == 0;
  }

  /** Whether no step has failed. */
  public boolean passed() {
    return steps().stream().noneMatch(step -> step.outcome() == Outcome.FAILED);
  }

  void finish() {
    end.countDown();
  }

  /** Waits for the end, no longer than that. */
  public void await(Duration longest) throws InterruptedException {
    boolean unused = end.await(longest.toNanos(), TimeUnit.NANOSECONDS);
  }
}
