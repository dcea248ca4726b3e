package io.tongqiao.prerequisite;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.relay.Decision;
import io.tongqiao.relay.Intake;
import io.tongqiao.schema.EventType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Asks by message, through the lane of the case: what is asked is kept and repeated like any other
 * message.
 */
@Component
class Asking {

  private final Intake intake;

  Asking(Intake intake) {
    this.intake = intake;
  }

  /** Sends a question; empty when it is on its way, else why it is not. */
  Optional<Answered> ask(
      String system, Order order, Wanted wanted, ObjectNode question, Instant deadline) {
    String number = question.path("pull").asText();
    ObjectNode envelope =
        Envelopes.of(EventType.PREREQUISITE_ASKED, "ask-" + number, order.caseNo(), system);
    ObjectNode asked = question.deepCopy();
    asked.put("material", wanted.material().name());
    asked.put("deadline", LocalDate.ofInstant(deadline, ZoneOffset.ofHours(8)).toString());
    envelope.withObject("/data").set("pull", asked);
    Decision decision = intake.accept(Envelopes.SOURCE, "pull", envelope);
    return decision instanceof Decision.Refused refused
        ? Optional.of(Answered.unavailable("", refused.problem().detail()))
        : Optional.empty();
  }
}
