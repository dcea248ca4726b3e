package io.tongqiao.relay;

import io.tongqiao.dialect.Catalogue;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Verdict;
import io.tongqiao.journal.DeliveryJournal;
import io.tongqiao.journal.Settlement;
import io.tongqiao.journal.StoredDelivery;
import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.schema.Receipt;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Writes how an attempt ended: the delivery, its receipt, and the news in the answer, in one
 * transaction. Then it puts the news on {@code cases} and the next of the lane on its way; what a
 * crash leaves undone there, {@link Sweep} does.
 */
@Component
class Settling {

  private static final Logger LOG = LoggerFactory.getLogger(Settling.class);

  private record Settled(
      State state, Optional<Intake.Recorded> news, Optional<StoredDelivery> next) {}

  private final Catalogue catalogue;
  private final DeliveryJournal deliveries;
  private final Intake intake;
  private final Outbox outbox;
  private final TransactionOperations transactions;
  private final Clock clock;

  Settling(
      Catalogue catalogue,
      DeliveryJournal deliveries,
      Intake intake,
      Outbox outbox,
      TransactionOperations transactions,
      Clock clock) {
    this.catalogue = catalogue;
    this.deliveries = deliveries;
    this.intake = intake;
    this.outbox = outbox;
    this.transactions = transactions;
    this.clock = clock;
  }

  void settle(StoredDelivery delivery, Attempt attempt) {
    Settled settled = transactions.execute(status -> write(delivery, attempt));
    settled.news.ifPresent(intake::publish);
    settled.next.ifPresent(this::send);
    if (settled.state != State.DELIVERED) {
      LOG.warn(
          "message {} to {} is {} after attempt {}: code {}; see the delivery's cause in GET /api/v1/messages/{}",
          delivery.messageId(),
          delivery.system(),
          settled.state,
          delivery.attempts() + 1,
          attempt.verdict().code(),
          delivery.messageId());
    }
  }

  /** Puts a delivery on its way again. */
  void send(StoredDelivery delivery) {
    outbox.copy(
        delivery.system(), delivery.messageId(), delivery.caseNo(), deliveries.body(delivery));
  }

  private Settled write(StoredDelivery delivery, Attempt attempt) {
    String door = "answer:" + delivery.operation();
    Optional<Intake.Recorded> news =
        attempt.news().map(n -> intake.record(delivery.system(), door, n));
    Optional<String> refused = news.flatMap(Intake.Recorded::refusal);
    Settlement end = settlement(delivery, attempt, attempt.newsFault().or(() -> refused));
    deliveries.settle(delivery, end);
    Optional<StoredDelivery> next =
        end.state() == State.DELIVERED
            ? deliveries.nextOfLane(delivery.system(), delivery.caseNo())
            : Optional.empty();
    return new Settled(end.state(), news, next);
  }

  private Settlement settlement(
      StoredDelivery delivery, Attempt attempt, Optional<String> refusedNews) {
    Verdict verdict = attempt.verdict();
    State state =
        switch (verdict.outcome()) {
          case CONFIRMED -> refusedNews.isPresent() ? State.PARKED : State.DELIVERED;
          case REJECTED -> State.PARKED;
          case NOT_NOW -> State.WAITING;
        };
    Optional<Receipt.Level> level =
        attempt.ours() || state == State.WAITING ? Optional.empty() : Optional.of(verdict.level());
    String cause =
        switch (state) {
          case DELIVERED -> "";
          case WAITING -> verdict.message();
          default -> refusedNews.map(why -> "对方已受理，但其答复不能成为办件消息：" + why).orElse(verdict.message());
        };
    return new Settlement(
        state,
        level,
        verdict.outcome() == Verdict.Outcome.CONFIRMED,
        verdict.receiptNo(),
        verdict.code(),
        cause,
        attempt.lossy(),
        attempt.sent(),
        attempt.received(),
        attempt.millis(),
        state == State.WAITING ? Optional.of(nextAttempt(delivery)) : Optional.empty());
  }

  private Instant nextAttempt(StoredDelivery delivery) {
    Descriptor.Retry retry = catalogue.find(delivery.system()).orElseThrow().descriptor().retry();
    return clock.instant().plus(retry.pauseAfter(delivery.attempts() + 1));
  }
}
