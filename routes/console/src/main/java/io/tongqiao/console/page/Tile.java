package io.tongqiao.console.page;

import io.tongqiao.dialect.Descriptor;
import io.tongqiao.relay.GateStatus;
import java.time.Duration;
import java.util.Optional;

/**
 * One system on the map.
 *
 * @param reason why it is not called as usual; empty while it is
 * @param backlog deliveries that are not done
 * @param parked those of them that wait for a person
 * @param oldest how long the oldest of them has been on its way
 * @param delivered in the last minute
 * @param failed attempts in the last minute that ended otherwise
 */
record Tile(
    String id,
    Descriptor.Name name,
    Descriptor.Tier tier,
    Descriptor.Network network,
    Light light,
    String reason,
    long backlog,
    long parked,
    Optional<Duration> oldest,
    long delivered,
    long failed) {

  private static final int HOURS = 48;

  /** What a glance should tell, the worst first. */
  enum Light {
    /** Its folder has faults and it stays down. */
    DOWN("✕", "bad"),
    /** Its breaker is open. */
    BREAKER_OPEN("⚡", "bad"),
    /** Something waits for a person. */
    PARKED("▲", "bad"),
    /** An operator has stopped it. */
    PAUSED("‖", "held"),
    /** Something is tried again later. */
    WAITING("◔", "held"),
    /** Outside of its hours. */
    CLOSED("☾", "held"),
    /** What had gathered is going out. */
    DRAINING("↻", "well"),
    /** As it should be. */
    FLOWING("●", "well");

    private final String sign;
    private final String tone;

    Light(String sign, String tone) {
      this.sign = sign;
      this.tone = tone;
    }

    /** Beside the colour, for whoever does not see it. */
    public String sign() {
      return sign;
    }

    public String tone() {
      return tone;
    }
  }

  static Light glance(Optional<GateStatus> gate, long parked, long waiting) {
    if (gate.isEmpty()) {
      return Light.DOWN;
    }
    GateStatus.State state = gate.get().state();
    if (state == GateStatus.State.BREAKER_OPEN || state == GateStatus.State.PAUSED) {
      return Light.valueOf(state.name());
    }
    if (parked > 0) {
      return Light.PARKED;
    }
    if (state == GateStatus.State.CLOSED || state == GateStatus.State.DRAINING) {
      return Light.valueOf(state.name());
    }
    return waiting > 0 ? Light.WAITING : Light.FLOWING;
  }

  /** The name in a language. */
  public String name(String language) {
    return language.equals("en") ? name.en() : name.zh();
  }

  /** How long, in the largest unit that says something. */
  public String age() {
    return oldest.map(Tile::told).orElse("–");
  }

  static String told(Duration age) {
    if (age.toMinutes() < 1) {
      return Math.max(0, age.toSeconds()) + " s";
    }
    if (age.toHours() < 1) {
      return age.toMinutes() + " min";
    }
    return age.toHours() < HOURS ? age.toHours() + " h" : age.toDays() + " d";
  }
}
