package io.tongqiao.console.page;

import io.tongqiao.journal.StoredDelivery.State;

/** What a glance at a delivery's state should tell, beside its words. */
enum LaneLight {
  READY("↻", "well"),
  BACKLOG("‖", "held"),
  WAITING("◔", "held"),
  PARKED("▲", "bad"),
  DELIVERED("●", "well"),
  SKIPPED("»", "held"),
  RETURNED("←", "held");

  private final String sign;
  private final String tone;

  LaneLight(String sign, String tone) {
    this.sign = sign;
    this.tone = tone;
  }

  /** Gives pages the light of a state. */
  static final class Looks {

    public LaneLight of(State state) {
      return valueOf(state.name());
    }

    public LaneLight of(String state) {
      return valueOf(state);
    }
  }

  public String sign() {
    return sign;
  }

  public String tone() {
    return tone;
  }
}
