package io.tongqiao.bench.drill;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Receipts as they were given against those that the server reports: its own to the senders, and
 * the systems' numbers in their ledgers.
 */
final class Receipts {

  private static final List<String> FIELDS =
      List.of(
          "messageId",
          "source",
          "sourceMessageId",
          "caseNo",
          "issuer",
          "level",
          "outcome",
          "receiptNo",
          "time");

  private final Map<String, String> numbers = new HashMap<>();
  private final List<Fault> faults = new ArrayList<>();

  private Receipts(List<LedgerLine> lines) {
    for (LedgerLine line : lines) {
      if (line.worked() && !line.messageId().isEmpty()) {
        numbers.putIfAbsent(
            key(line.system(), line.operation(), line.messageId()), line.receiptNo());
      }
    }
  }

  /** Whether two receipts are one, however they were written. */
  static boolean same(JsonNode one, JsonNode other) {
    return FIELDS.stream()
        .allMatch(field -> one.path(field).asText().equals(other.path(field).asText()));
  }

  /**
   * All faults in what the server reports.
   *
   * @param given the receipt that each sender got first, by message id
   * @param views what the server tells of each message; empty where it knows none
   */
  static List<Fault> faults(
      Account account,
      List<LedgerLine> lines,
      Map<String, JsonNode> given,
      Map<String, Optional<JsonNode>> views) {
    var receipts = new Receipts(lines);
    for (Message message : account.messages().values()) {
      Optional<JsonNode> view = views.getOrDefault(message.id(), Optional.empty());
      if (view.isPresent()) {
        receipts.own(message, Optional.ofNullable(given.get(message.id())), view.get());
      } else if (message.order() != Message.UNKNOWN) {
        receipts.fault(Fault.Kind.MISSING, message, message.source(), "受理过，通桥却不知道它");
      }
    }
    for (Duty duty : account.duties()) {
      views
          .getOrDefault(duty.message().id(), Optional.empty())
          .ifPresent(view -> receipts.delivery(duty, view));
    }
    return receipts.faults;
  }

  private void own(Message message, Optional<JsonNode> given, JsonNode view) {
    if (given.isPresent() && !same(given.get(), view.path("receipt"))) {
      String seen = "给过 " + given.get() + "，现在查到 " + view.path("receipt");
      fault(Fault.Kind.RECEIPT_MISMATCH, message, message.source(), seen);
    }
  }

  private void delivery(Duty duty, JsonNode view) {
    Optional<JsonNode> delivery = delivery(view, duty.system());
    String state = delivery.map(d -> d.path("state").asText()).orElse("没有这次投递");
    if (!state.equals("DELIVERED")) {
      String cause = delivery.map(d -> d.path("cause").asText()).orElse("");
      fault(Fault.Kind.UNSETTLED, duty.message(), duty.system(), state + " " + cause);
      return;
    }
    String number = numbers.get(key(duty.system(), duty.operation(), duty.message().id()));
    String reported = delivery.get().path("receiptNo").asText();
    if (number != null && !number.equals(reported)) {
      String seen = "对方给的是“" + number + "”，通桥报的是“" + reported + "”";
      fault(Fault.Kind.RECEIPT_MISMATCH, duty.message(), duty.system(), seen);
    }
  }

  /** The delivery of a message to a system, in what the server tells of the message. */
  static Optional<JsonNode> delivery(JsonNode view, String system) {
    return StreamSupport.stream(view.path("deliveries").spliterator(), false)
        .filter(delivery -> delivery.path("system").asText().equals(system))
        .findFirst();
  }

  private void fault(Fault.Kind kind, Message message, String system, String seen) {
    faults.add(new Fault(kind, message.id(), system, message.caseNo(), seen));
  }

  private static String key(String system, String operation, String messageId) {
    return system + "/" + operation + "/" + messageId;
  }
}
