package io.tongqiao.relay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.dialect.Catalogue;
import io.tongqiao.dialect.Conversation;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.dialect.TranslationException;
import io.tongqiao.dialect.Verdict;
import io.tongqiao.journal.DeliveryJournal;
import io.tongqiao.journal.StoredDelivery;
import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.schema.CaseMessage;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Takes one message to one system: from canonical, call, read the answer, journal. The journal is
 * asked first whether this was done already; a crash during the call brings the message back, and
 * the call is repeated with the same message id.
 */
@Component
public class Delivery {

  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

  private final Catalogue catalogue;
  private final Conversations conversations;
  private final DeliveryJournal deliveries;
  private final Settling settling;
  private final JsonMapper json;
  private final Clock clock;

  Delivery(
      Catalogue catalogue,
      Conversations conversations,
      DeliveryJournal deliveries,
      Settling settling,
      JsonMapper json,
      Clock clock) {
    this.catalogue = catalogue;
    this.conversations = conversations;
    this.deliveries = deliveries;
    this.settling = settling;
    this.json = json;
    this.clock = clock;
  }

  /**
   * Delivers a copy, unless it is behind another of its lane. A copy of what is not ready is a
   * second one, left over by a crash or by the sweep; whoever readies the delivery sends a new one.
   */
  public void deliver(
      @Header(Queues.MESSAGE_ID) String messageId,
      @Header(Queues.SYSTEM) String system,
      @Body String body) {
    StoredDelivery delivery = deliveries.find(messageId, system).orElseThrow();
    if (delivery.state() != State.READY) {
      return;
    }
    if (deliveries.behindAnother(delivery)) {
      deliveries.moveTo(delivery.id(), State.BACKLOG);
      return;
    }
    Dialect dialect = catalogue.find(system).orElseThrow();
    settling.settle(delivery, attempt(dialect, delivery, read(body)));
  }

  private Attempt attempt(Dialect dialect, StoredDelivery delivery, CaseMessage message) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.ofHours(8));
    Optional<Dialect.Draft> draft = Optional.empty();
    long started = System.nanoTime();
    try {
      draft =
          Optional.of(dialect.draft(delivery.operation(), message, delivery.messageId(), today));
      Conversation.Exchange exchange = conversations.with(dialect).call(draft.get());
      Attempt answered = Attempt.answered(draft.get(), exchange, millisSince(started));
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
      return answered.withNews(dialect.news(draft, message, answer, today));
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
      throw new IllegalArgumentException("a copy on the broker is not JSON", e);
    }
  }
}
