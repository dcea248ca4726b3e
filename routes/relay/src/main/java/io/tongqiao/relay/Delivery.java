package io.tongqiao.relay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.dialect.Conversation;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.dialect.TranslationException;
import io.tongqiao.dialect.Verdict;
import io.tongqiao.journal.DeliveryJournal;
import io.tongqiao.journal.DeliveryJournal.Turn;
import io.tongqiao.journal.StoredDelivery;
import io.tongqiao.schema.CaseMessage;
import io.tongqiao.version.SpokenVersions;
import io.tongqiao.watch.Watch;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Header;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Takes one message to one system: from canonical, call, read the answer, journal. The journal is
 * asked first whether this was done already; a crash during the call brings the message back, and
 * the call is repeated with the same message id.
 */
@Component
public class Delivery implements DisposableBean {

  /** Route variable: the system that a queue is for. */
  static final String SYSTEM = "system";

  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

  private final SpokenVersions versions;
  private final Conversations conversations;
  private final Gates gates;
  private final InFlight inFlight;
  private final Settling settling;
  private final JsonMapper json;
  private final Watch watch;
  private final Clock clock;
  private final GroupCommit<Long, Optional<Turn>> turns;

  Delivery(
      SpokenVersions versions,
      Conversations conversations,
      Gates gates,
      InFlight inFlight,
      DeliveryJournal deliveries,
      Settling settling,
      JsonMapper json,
      Watch watch,
      Clock clock) {
    this.versions = versions;
    this.conversations = conversations;
    this.gates = gates;
    this.inFlight = inFlight;
    this.settling = settling;
    this.json = json;
    this.watch = watch;
    this.clock = clock;
    this.turns = new GroupCommit<>("turns", ids -> turns(deliveries, ids));
  }

  private static List<Optional<Turn>> turns(DeliveryJournal deliveries, List<Long> ids) {
    Map<Long, Turn> found = deliveries.turns(ids);
    return ids.stream().map(id -> Optional.ofNullable(found.get(id))).toList();
  }

  /**
   * Delivers what a copy stands for, when the system's gate lets it pass. A copy of what is not
   * ready is a second one, left over by a crash; whoever readies the delivery sends a new one.
   */
  public void deliver(@Header(Queues.DELIVERY) long id, @Variable(SYSTEM) String system)
      throws InterruptedException {
    if (!inFlight.begin(id)) {
      return;
    }
    try {
      pass(gates.of(system), id, system);
    } finally {
      inFlight.end(id);
    }
  }

  private void pass(Gate gate, long id, String system) throws InterruptedException {
    boolean probe = gate.enter();
    boolean told = false;
    try {
      Optional<Turn> turn = turns.submit(id);
      if (turn.isEmpty()) {
        return;
      }
      StoredDelivery delivery = turn.get().delivery();
      Dialect dialect = versions.of(system, turn.get().dialect());
      CaseMessage message = read(turn.get().body());
      Attempt attempt =
          watch.attempt(
              delivery,
              message.envelope(),
              () -> attempt(dialect, delivery, message),
              Attempt::outcome);
      if (!attempt.ours()) {
        tell(gate, probe, delivery, attempt);
        told = true;
      }
      settling.settle(delivery, attempt);
    } finally {
      if (!told) {
        gate.unused(probe);
      }
    }
  }

  private static void tell(Gate gate, boolean probe, StoredDelivery delivery, Attempt attempt) {
    if (attempt.verdict().outcome() == Verdict.Outcome.NOT_NOW) {
      gate.failed(probe, delivery.caseNo());
      return;
    }
    gate.answered(probe);
  }

  /** Ends after the routes, which use it. */
  @Override
  public void destroy() {
    turns.close();
  }

  private Attempt attempt(Dialect dialect, StoredDelivery delivery, CaseMessage message) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.ofHours(8));
    Optional<Dialect.Draft> draft = Optional.empty();
    long started = System.nanoTime();
    try {
      draft =
          Optional.of(dialect.draft(delivery.operation(), message, delivery.messageId(), today));
      Conversation.Exchange exchange = conversations.with(dialect).call(draft.get());
      Attempt answered = Attempt.answered(dialect, draft.get(), exchange, millisSince(started));
      if (exchange.verdict().outcome() != Verdict.Outcome.CONFIRMED) {
        return answered;
      }
      return told(answered, dialect, draft.get(), message, exchange.answer());
    } catch (TranslationException e) {
      return Attempt.untranslatable(draft, e, millisSince(started));
    } catch (IOException e) {
      return Attempt.unanswered(
          draft, sent(dialect, draft), Conversation.words(e), millisSince(started));
    } catch (RuntimeException e) {
      LOG.error(
          "message {} to {} is parked: a fault of our own; release it when that is mended",
          delivery.messageId(),
          delivery.system(),
          withoutWords(e));
      return Attempt.broken(draft, e, millisSince(started));
    }
  }

  /** What went out without an answer, or would have. */
  private static Optional<String> sent(Dialect dialect, Optional<Dialect.Draft> draft) {
    try {
      return draft.isPresent() ? Optional.of(dialect.readable(draft.get())) : Optional.empty();
    } catch (TranslationException e) {
      return Optional.empty();
    }
  }

  /** The call has been made and confirmed, whatever becomes of its news. */
  private Attempt told(
      Attempt answered,
      Dialect dialect,
      Dialect.Draft draft,
      CaseMessage message,
      JsonNode answer) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.ofHours(8));
    try {
      return answered.withNews(dialect.news(draft, message, answer, today).map(watch::told));
    } catch (TranslationException e) {
      return answered.withoutNews(e);
    }
  }

  /** Where it happened; the words of an exception may quote the message. */
  private static Exception withoutWords(RuntimeException e) {
    var where = new IllegalStateException(e.getClass().getName());
    where.setStackTrace(e.getStackTrace());
    return where;
  }

  private static long millisSince(long started) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
  }

  private CaseMessage read(String body) {
    try {
      return new CaseMessage((ObjectNode) json.readTree(body));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the journal holds a message that is not JSON", e);
    }
  }
}
