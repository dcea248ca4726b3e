package io.tongqiao.relay;

import io.tongqiao.dialect.Descriptor;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * Opens when many different lanes in a row could not be delivered; then one probe at a time tests
 * the system. Not thread-safe: its {@link Gate} holds the lock.
 */
final class Breaker {

  private Descriptor.Breaker rules;
  private final Set<String> failing = new HashSet<>();
  private boolean open;
  private boolean probing;
  private Instant nextProbe = Instant.EPOCH;

  Breaker(Descriptor.Breaker rules) {
    this.rules = rules;
  }

  /** Other rules are in force; while it is open, a probe under them is due at once. */
  void follow(Descriptor.Breaker next) {
    rules = next;
    nextProbe = Instant.EPOCH;
  }

  boolean isOpen() {
    return open;
  }

  /** Whether a probe is on its way. */
  boolean isProbing() {
    return probing;
  }

  Instant nextProbe() {
    return nextProbe;
  }

  /** How many different lanes have failed in a row. */
  int failing() {
    return failing.size();
  }

  /** A call begins; gives whether it is a probe. */
  boolean begin() {
    probing = open;
    return open;
  }

  /** The system answered, yes or no; gives whether the breaker closes by it. */
  boolean answered(boolean probe) {
    unused(probe);
    failing.clear();
    boolean closes = open;
    open = false;
    return closes;
  }

  /** The system could not take a lane's message; gives whether the breaker opens by it. */
  boolean failed(boolean probe, String caseNo, Instant now) {
    unused(probe);
    nextProbe = now.plus(rules.probe());
    failing.add(caseNo);
    boolean opens = !open && failing.size() >= rules.lanes();
    open |= opens;
    return opens;
  }

  /** No call was made after all. */
  void unused(boolean probe) {
    probing &= !probe;
  }
}
