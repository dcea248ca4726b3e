package io.tongqiao.relay;

import java.time.Instant;
import java.util.Optional;

/**
 * How the gate of a system stands.
 *
 * @param reason in an operator's words; empty while flowing
 * @param next when it will change by itself, as far as that is known
 */
public record GateStatus(State state, Instant since, String reason, Optional<Instant> next) {

  /** How a system is being called. */
  public enum State {
    /** As fast as its limits allow. */
    FLOWING,
    /** After its breaker has closed: at a paced rate, until what had gathered is gone. */
    DRAINING,
    /** Its breaker is open: one probe at a time. */
    BREAKER_OPEN,
    /** Outside its hours. */
    CLOSED,
    /** An operator has stopped it. */
    PAUSED
  }

  static GateStatus of(State state, Instant since, String reason) {
    return new GateStatus(state, since, reason, Optional.empty());
  }

  /** How a gate stands; its lock is held. */
  static GateStatus now(
      Instant since, Optional<String> pause, Optional<Instant> opens, Breaker breaker, Pace pace) {
    if (pause.isPresent()) {
      return of(State.PAUSED, since, "已由运维人员暂停：" + pause.get());
    }
    if (opens.isPresent()) {
      return new GateStatus(State.CLOSED, since, "不在对方的业务时段", opens);
    }
    if (breaker.isOpen()) {
      String reason = "连续 " + breaker.failing() + " 个办件送不到，已熔断，逐个试探";
      return new GateStatus(State.BREAKER_OPEN, since, reason, Optional.of(breaker.nextProbe()));
    }
    return pace.isDraining()
        ? of(State.DRAINING, since, "恢复中，还有 " + pace.toDrain() + " 件按限速送出")
        : of(State.FLOWING, since, "");
  }
}
