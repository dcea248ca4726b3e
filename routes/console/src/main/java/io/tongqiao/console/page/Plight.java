package io.tongqiao.console.page;

import com.fasterxml.jackson.databind.JsonNode;
import io.tongqiao.journal.StoredDelivery.State;
import java.util.Set;

/** What has happened to a delivery, of which follows what to do next. */
enum Plight {
  /** On its way, or behind another one. */
  MOVING("held"),
  DELIVERED("well"),
  SKIPPED("well"),
  RETURNED("well"),
  /** They could not take it, or did not answer; it is tried again. */
  WAITING("held"),
  /** They looked at it and said no. */
  REFUSED("bad"),
  /** They said no after they had said yes. */
  REFUSED_LATER("bad"),
  /** All attempts that the folder grants are used up. */
  TIRED("bad"),
  /** It cannot be said in their dialect. */
  UNTRANSLATABLE("bad"),
  /** They said yes, and what else they said cannot be understood. */
  UNREADABLE("bad"),
  /** A fault in the program. */
  BROKEN("bad");

  private static final Set<String> TO_THEM = Set.of("TO_SYSTEM", "ENCODE");
  private static final Set<String> FROM_THEM = Set.of("DECODE", "TO_CANONICAL");

  private final String tone;

  Plight(String tone) {
    this.tone = tone;
  }

  public String tone() {
    return tone;
  }

  /** Of a delivery as the API shows it. */
  static Plight of(JsonNode delivery) {
    State state = State.valueOf(delivery.path("state").asText());
    return switch (state) {
      case READY, BACKLOG -> MOVING;
      case DELIVERED -> DELIVERED;
      case SKIPPED -> SKIPPED;
      case RETURNED -> RETURNED;
      case WAITING -> WAITING;
      case PARKED -> parked(delivery);
    };
  }

  private static Plight parked(JsonNode delivery) {
    String code = delivery.path("code").asText();
    if (code.equals("INTERNAL")) {
      return BROKEN;
    }
    if (TO_THEM.contains(code)) {
      return UNTRANSLATABLE;
    }
    JsonNode receipts = delivery.path("receipts");
    JsonNode last = receipts.path(receipts.size() - 1);
    if (last.path("outcome").asText().equals("REJECTED")) {
      return last.path("level").asText().equals("FINAL") ? REFUSED_LATER : REFUSED;
    }
    boolean yes = last.path("outcome").asText().equals("ACCEPTED");
    return yes || FROM_THEM.contains(code) ? UNREADABLE : TIRED;
  }
}
