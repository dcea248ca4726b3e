package io.tongqiao.relay;

import io.tongqiao.dialect.Catalogue;
import io.tongqiao.dialect.Retry;
import io.tongqiao.dialect.Verdict;
import io.tongqiao.journal.Settlement;
import io.tongqiao.journal.StoredDelivery;
import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.schema.Receipt;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.stereotype.Component;

/** What an attempt means for its delivery: done, waiting until when, or parked and why. */
@Component
class Endings {

  private final Catalogue catalogue;
  private final Clock clock;

  Endings(Catalogue catalogue, Clock clock) {
    this.catalogue = catalogue;
    this.clock = clock;
  }

  /**
   * The end of an attempt.
   *
   * @param refusedNews why what the answer tells of the case cannot be kept
   */
  Settlement settlement(StoredDelivery delivery, Attempt attempt, Optional<String> refusedNews) {
    Verdict verdict = attempt.verdict();
    State state =
        switch (verdict.outcome()) {
          case CONFIRMED -> refusedNews.isPresent() ? State.PARKED : State.DELIVERED;
          case REJECTED -> State.PARKED;
          case NOT_NOW -> givesUp(delivery) ? State.PARKED : State.WAITING;
          case PENDING -> State.WAITING;
        };
    boolean said = !attempt.ours() && verdict.answers();
    Optional<Receipt.Level> level = said ? Optional.of(verdict.level()) : Optional.empty();
    String cause =
        switch (state) {
          case DELIVERED -> "";
          case WAITING -> verdict.message();
          default ->
              verdict.outcome() == Verdict.Outcome.NOT_NOW
                  ? "试了 "
                      + (delivery.attempts() + 1)
                      + " 次仍未送到（retry.attempts）："
                      + verdict.message()
                  : refusedNews.map(why -> "对方已受理，但其答复不能成为办件消息：" + why).orElse(verdict.message());
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
        state == State.WAITING ? Optional.of(nextAttempt(delivery)) : Optional.empty(),
        verdict.outcome() == Verdict.Outcome.PENDING ? attempt.dialect() : "");
  }

  /** After every so many attempts; whoever resends it grants it as many again. */
  private boolean givesUp(StoredDelivery delivery) {
    int most = retry(delivery).attempts();
    return most > 0 && (delivery.attempts() + 1) % most == 0;
  }

  private Instant nextAttempt(StoredDelivery delivery) {
    double random = ThreadLocalRandom.current().nextDouble();
    return clock.instant().plus(retry(delivery).pauseAfter(delivery.attempts() + 1, random));
  }

  private Retry retry(StoredDelivery delivery) {
    return catalogue.find(delivery.system()).orElseThrow().descriptor().retry();
  }
}
