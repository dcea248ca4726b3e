package io.tongqiao.journal;

import io.tongqiao.schema.Receipt;
import java.time.Instant;
import java.util.Optional;

/**
 * How one attempt ended.
 *
 * @param state where the delivery stands now
 * @param level acknowledgement given, empty for none
 * @param confirmed whether they said yes, even where the delivery is parked for another reason
 * @param receiptNo their number, or empty
 * @param code their code, or empty
 * @param cause in an operator's words; empty when delivered without remark
 * @param lossy translations that lost something, one a line
 * @param request what was sent, as text without credentials
 * @param response what came back, as text
 * @param millis duration of the call
 * @param nextAttemptAt when waiting
 * @param dialect digest of the folder in whose words it goes on waiting for an answer, or empty
 */
public record Settlement(
    StoredDelivery.State state,
    Optional<Receipt.Level> level,
    boolean confirmed,
    String receiptNo,
    String code,
    String cause,
    String lossy,
    Optional<String> request,
    Optional<String> response,
    long millis,
    Optional<Instant> nextAttemptAt,
    String dialect) {

  static Settlement rejectedLater(StoredDelivery delivery, String code, String cause) {
    return new Settlement(
        StoredDelivery.State.PARKED,
        Optional.of(Receipt.Level.FINAL),
        false,
        delivery.receiptNo(),
        code,
        cause,
        delivery.lossy(),
        Optional.empty(),
        Optional.empty(),
        delivery.millis(),
        Optional.empty(),
        "");
  }
}
