package io.tongqiao.relay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.journal.Journal;
import io.tongqiao.journal.StoredMessage;
import io.tongqiao.schema.CaseMessage;
import io.tongqiao.schema.Finding;
import io.tongqiao.schema.Problem;
import io.tongqiao.schema.Problem.Kind;
import io.tongqiao.schema.Receipt;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jms.JmsException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Takes a canonical message in: checks it, writes it to the journal, puts it on the broker, and
 * only then gives a receipt. A crash after the journal and before the broker is mended by {@link
 * Sweep}; a sender that got no receipt sends again and gets the same one.
 */
@Component
public class Intake {

  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

  private final Examination examination;
  private final CaseProgress progress;
  private final Journal journal;
  private final Outbox outbox;
  private final TransactionOperations transactions;
  private final JsonMapper json;
  private final Clock clock;

  Intake(
      Examination examination,
      CaseProgress progress,
      Journal journal,
      Outbox outbox,
      TransactionOperations transactions,
      JsonMapper json,
      Clock clock) {
    this.examination = examination;
    this.progress = progress;
    this.journal = journal;
    this.outbox = outbox;
    this.transactions = transactions;
    this.json = json;
    this.clock = clock;
  }

  /**
   * Accepts a message that came to a door.
   *
   * @param system who is known to have sent it
   * @param door where it came in, for the journal
   * @param envelope the canonical message
   */
  public Decision accept(String system, String door, ObjectNode envelope) {
    try {
      Recorded recorded =
          transactions.execute(
              status -> {
                Recorded written = record(system, door, envelope);
                if (written.nothingToKeep()) {
                  status.setRollbackOnly();
                }
                return written;
              });
      publish(recorded);
      return recorded.decision;
    } catch (DataAccessException | TransactionException | JmsException e) {
      LOG.error(
          "cannot accept a message from {} at {}: journal or broker is not available; the sender was told to try again",
          system,
          door,
          e);
      return refused(Problem.of(Kind.UNAVAILABLE, "暂时无法可靠保存报文，未受理。请稍后原样重发"));
    }
  }

  /** A decision, and the message to be published when there is one. */
  record Recorded(Decision decision, Optional<StoredMessage> message) {

    /** Why it was refused. */
    Optional<String> refusal() {
      return decision instanceof Decision.Refused refused
          ? Optional.of(refused.problem().detail())
          : Optional.empty();
    }

    /** Of a refused message nothing is kept, but for the audit of a conflict. */
    boolean nothingToKeep() {
      return decision instanceof Decision.Refused refused
          && refused.problem().kind() != Kind.CONFLICT;
    }
  }

  /**
   * Checks and writes, within the caller's transaction; {@link #publish} must follow when it has
   * been committed.
   */
  Recorded record(String system, String door, ObjectNode envelope) {
    Examination.Findings found = examination.examine(system, envelope);
    if (found.problem().isPresent()) {
      return new Recorded(refused(found.problem().get()), Optional.empty());
    }
    var message = new CaseMessage(envelope);
    String head = journal.lockCase(message.caseNo());
    String id = CaseMessage.messageId(message.source(), message.id());
    Optional<StoredMessage> known = journal.message(id);
    if (known.isPresent()) {
      return again(known.get(), message);
    }
    CaseProgress.Step step = progress.step(message, read(head));
    if (step.problem().isPresent()) {
      return new Recorded(refused(step.problem().get().about(message.caseNo())), Optional.empty());
    }
    return first(id, door, message, step, found.warnings());
  }

  /** Puts a recorded message on the broker. */
  void publish(Recorded recorded) {
    recorded.message.ifPresent(m -> outbox.accepted(m.id(), m.caseNo(), m.body()));
  }

  private Recorded again(StoredMessage known, CaseMessage message) {
    if (!known.digest().equals(message.digest())) {
      journal.audit(message.source(), "message.conflict", known.id(), "同一编号，内容不同，已拒绝");
      var finding =
          new Finding("/id", "编号 " + message.id() + " 已用于另一份内容不同的报文", "内容有变就用新的编号；重发则保持内容不变");
      Problem problem = Problem.of(Kind.CONFLICT, "同一编号的报文已受理，但内容不同", List.of(finding));
      return new Recorded(refused(problem.about(known.id())), Optional.empty());
    }
    Decision decision = new Decision.Duplicate(Receipt.fromJson(read(known.receipt())));
    return new Recorded(
        decision, known.dispatchedAt().isPresent() ? Optional.empty() : Optional.of(known));
  }

  private Recorded first(
      String id, String door, CaseMessage message, CaseProgress.Step step, List<Finding> warnings) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    String digest = message.digest();
    ObjectNode completed = message.envelope().deepCopy();
    completed.withObject("/data").set("case", step.completed());
    if (!completed.has("time")) {
      completed.put(
          "time",
          DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
              now.atOffset(ZoneOffset.ofHours(8)).withNano(0)));
    }
    var receipt =
        new Receipt(
            id,
            message.source(),
            message.id(),
            message.caseNo(),
            "tongqiao",
            Receipt.Level.BUSINESS,
            Receipt.Outcome.ACCEPTED,
            "TQ-" + id.substring(0, 12).toUpperCase(Locale.ROOT),
            now,
            "",
            "",
            warnings);
    var stored =
        new StoredMessage(
            id,
            0,
            message.source(),
            message.id(),
            message.event().name(),
            message.caseNo(),
            digest,
            door,
            completed.toString(),
            receipt.toJson().toString(),
            now,
            Optional.empty());
    journal.insert(stored);
    step.state().ifPresent(state -> journal.moveTo(message.caseNo(), step.thread(), state));
    step.head().ifPresent(head -> journal.updateCase(message.caseNo(), head.toString()));
    return new Recorded(new Decision.Accepted(receipt), Optional.of(stored));
  }

  private JsonNode read(String text) {
    try {
      return json.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("the journal holds a text that is not JSON", e);
    }
  }

  private static Decision refused(Problem problem) {
    return new Decision.Refused(problem);
  }
}
