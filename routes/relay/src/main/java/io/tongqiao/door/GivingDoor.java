package io.tongqiao.door;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.dialect.Gives;
import io.tongqiao.dialect.TranslationException;
import io.tongqiao.journal.DeliveryQueries;
import io.tongqiao.journal.DeliveryQueries.Told;
import io.tongqiao.journal.Journal;
import io.tongqiao.schema.CaseMessage;
import io.tongqiao.schema.Problem;
import io.tongqiao.schema.Problem.Kind;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The doors at which a system asks instead of telling: for a token, or for the case that it was
 * notified of. It gets what was last sent to it of that case, and nothing of other cases; each look
 * is audited.
 */
@Component
class GivingDoor {

  /** An answer in the folder's words, or why there is none. */
  record Outcome(Optional<Dialect.DoorAnswer> answer, Optional<Problem> problem) {
    static Outcome of(Problem problem) {
      return new Outcome(Optional.empty(), Optional.of(problem));
    }
  }

  private final DoorTokens tokens;
  private final DeliveryQueries deliveries;
  private final Journal journal;
  private final JsonMapper json;
  private final Clock clock;

  GivingDoor(
      DoorTokens tokens,
      DeliveryQueries deliveries,
      Journal journal,
      JsonMapper json,
      Clock clock) {
    this.tokens = tokens;
    this.deliveries = deliveries;
    this.journal = journal;
    this.json = json;
    this.clock = clock;
  }

  Outcome give(SystemDoors.Found found, Gives gives, byte[] body) {
    try {
      return gives.what() == Gives.What.TOKEN
          ? token(found, gives)
          : theCase(found, found.dialect().giving().caseNo(found.name(), body));
    } catch (TranslationException e) {
      return Outcome.of(Refusals.of(e));
    }
  }

  private Outcome token(SystemDoors.Found found, Gives gives) throws TranslationException {
    String token = tokens.give(found.dialect().descriptor().id(), gives.lifetime());
    return outcome(found.dialect().giving().token(found.name(), token, gives.lifetime()));
  }

  private Outcome theCase(SystemDoors.Found found, String caseNo) throws TranslationException {
    String system = found.dialect().descriptor().id();
    Optional<Told> told = deliveries.lastTold(system, caseNo);
    if (told.isEmpty()) {
      return Outcome.of(Problem.of(Kind.NOT_FOUND, "没有通知过贵系统办件 " + caseNo + "，或报文已过保存期"));
    }
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.ofHours(8));
    Dialect.DoorAnswer answer =
        found
            .dialect()
            .giving()
            .theCase(found.name(), read(told.get().body()), told.get().messageId(), today);
    journal.audit(system, "fetch", caseNo, "door " + found.name());
    return outcome(answer);
  }

  private static Outcome outcome(Dialect.DoorAnswer answer) {
    return new Outcome(Optional.of(answer), Optional.empty());
  }

  private CaseMessage read(String body) {
    try {
      JsonNode tree = json.readTree(body);
      return new CaseMessage((ObjectNode) tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the journal holds what is no message", e);
    }
  }
}
