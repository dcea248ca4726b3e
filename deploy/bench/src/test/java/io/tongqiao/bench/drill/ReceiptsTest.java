package io.tongqiao.bench.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReceiptsTest {

  private final Books books = new Books();
  private final Map<String, Optional<JsonNode>> views = books.views();
  private final LedgerLine work = books.of(Books.WINDOW).get(0);
  private final Message message = books.account().messages().get(work.messageId());

  private List<Fault> faults() {
    return Receipts.faults(
        books.account(), books.lines, Map.of(message.id(), Books.receipt(message.id())), views);
  }

  private ObjectNode view() {
    return (ObjectNode) views.get(message.id()).orElseThrow();
  }

  private ObjectNode delivery() {
    return (ObjectNode) Receipts.delivery(view(), Books.WINDOW).orElseThrow();
  }

  @Test
  void receipts_thatAgree_areFaultless() {
    assertThat(faults()).isEmpty();
  }

  @Test
  void systemsNumber_thatTheServerReportsOtherwise_isAMismatch() {
    delivery().put("receiptNo", "another");

    assertThat(faults()).singleElement().satisfies(f -> is(f, Fault.Kind.RECEIPT_MISMATCH));
  }

  @Test
  void ownReceipt_thatTheServerReportsOtherwise_isAMismatch() {
    view().set("receipt", Books.receipt(Books.NOBODY));

    assertThat(faults()).singleElement().satisfies(f -> is(f, Fault.Kind.RECEIPT_MISMATCH));
  }

  @Test
  void delivery_thatTheServerDoesNotCallDelivered_isUnsettled() {
    delivery().put("state", "WAITING");

    assertThat(faults()).singleElement().satisfies(f -> is(f, Fault.Kind.UNSETTLED));
  }

  @Test
  void delivery_thatTheServerHasForgotten_isUnsettled() {
    JsonNode forgotten = view().remove("deliveries");

    assertThat(faults()).hasSameSizeAs(forgotten).allSatisfy(f -> is(f, Fault.Kind.UNSETTLED));
  }

  @Test
  void acceptedMessage_thatTheServerDoesNotKnow_isMissing() {
    views.put(message.id(), Optional.empty());

    assertThat(faults()).singleElement().satisfies(f -> is(f, Fault.Kind.MISSING));
  }

  @Test
  void repetition_withTheSameReceipt_isFaultless() {
    assertThat(repeated(Books.receipt(message.id()))).isEmpty();
  }

  @Test
  void repetition_withAnotherReceipt_isAMismatch() {
    ObjectNode later = Books.receipt(message.id()).put("time", "2026-05-01T01:00:01Z");

    assertThat(repeated(later)).singleElement().satisfies(f -> is(f, Fault.Kind.RECEIPT_MISMATCH));
  }

  private List<Fault> repeated(ObjectNode receipt) {
    var acceptances = new Acceptances();
    acceptances.accepted(message, Answer.accepted("202", Optional.of(Books.receipt(message.id()))));
    acceptances.again(message, Answer.accepted("200", Optional.of(receipt)));
    return acceptances.faults();
  }

  private void is(Fault fault, Fault.Kind kind) {
    assertThat(fault.kind()).isEqualTo(kind);
    assertThat(fault.messageId()).isEqualTo(message.id());
  }
}
