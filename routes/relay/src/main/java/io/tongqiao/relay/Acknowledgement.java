package io.tongqiao.relay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.journal.StoredMessage;
import io.tongqiao.relay.Acceptance.Arrival;
import io.tongqiao.schema.CaseMessage;
import io.tongqiao.schema.Finding;
import io.tongqiao.schema.Receipt;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** What is kept of a message that is accepted, and what its sender is told. */
final class Acknowledgement {

  private Acknowledgement() {}

  static ObjectNode completed(CaseMessage message, ObjectNode theCase, Instant now) {
    ObjectNode completed = message.envelope().deepCopy();
    completed.withObject("/data").set("case", theCase);
    if (!completed.has("time")) {
      completed.put(
          "time",
          DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
              now.atOffset(ZoneOffset.ofHours(8)).withNano(0)));
    }
    return completed;
  }

  static Receipt receipt(Arrival arrival, List<Finding> warnings, Instant now) {
    return new Receipt(
        arrival.id(),
        arrival.message().source(),
        arrival.message().id(),
        arrival.message().caseNo(),
        "tongqiao",
        Receipt.Level.BUSINESS,
        Receipt.Outcome.ACCEPTED,
        "TQ-" + arrival.id().substring(0, 12).toUpperCase(Locale.ROOT),
        now,
        "",
        "",
        warnings);
  }

  static StoredMessage stored(Arrival arrival, String body, Receipt receipt, Instant now) {
    CaseMessage message = arrival.message();
    return new StoredMessage(
        0,
        arrival.id(),
        message.source(),
        message.id(),
        message.event().name(),
        message.caseNo(),
        arrival.digest(),
        arrival.door(),
        body,
        receipt.toJson().toString(),
        now);
  }
}
