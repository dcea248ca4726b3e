package io.tongqiao.bench.drill;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** What the senders have seen: acceptances, first receipts, repetitions, refusals. Thread-safe. */
final class Acceptances {

  private final ConcurrentLinkedQueue<Message> messages = new ConcurrentLinkedQueue<>();
  private final Map<String, JsonNode> receipts = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Fault> faults = new ConcurrentLinkedQueue<>();
  private final Map<String, AtomicLong> answers = new ConcurrentHashMap<>();
  private final AtomicLong accepted = new AtomicLong();
  private final AtomicLong resent = new AtomicLong();

  /** Takes down an answer to whatever was sent, under the trouble that there was at the time. */
  void heard(String trouble, Answer answer) {
    answers.computeIfAbsent(trouble + answer.said(), s -> new AtomicLong()).incrementAndGet();
  }

  /** A message was accepted for the first time. */
  void accepted(Message message, Answer answer) {
    answer.receipt().ifPresent(receipt -> receipts.put(message.id(), receipt));
    messages.add(message);
    accepted.incrementAndGet();
  }

  /** A message that had been accepted was accepted again. */
  void again(Message message, Answer answer) {
    if (answer.receipt().isEmpty()) {
      return;
    }
    JsonNode receipt = answer.receipt().get();
    JsonNode first =
        Optional.ofNullable(receipts.putIfAbsent(message.id(), receipt)).orElse(receipt);
    if (!Receipts.same(first, receipt)) {
      String seen = "首次回执 " + first + "，重发得到 " + receipt;
      faults.add(
          new Fault(
              Fault.Kind.RECEIPT_MISMATCH, message.id(), message.source(), message.caseNo(), seen));
    }
  }

  /** A message was refused though nothing is wrong with it. */
  void refused(Message message, Answer answer) {
    String seen = message.event() + " 得到 " + answer.said() + " " + answer.detail();
    faults.add(
        new Fault(Fault.Kind.REFUSED, message.id(), message.source(), message.caseNo(), seen));
  }

  void resent() {
    resent.incrementAndGet();
  }

  long acceptedSoFar() {
    return accepted.get();
  }

  long resentSoFar() {
    return resent.get();
  }

  List<Message> messages() {
    return List.copyOf(messages);
  }

  Map<String, JsonNode> receipts() {
    return receipts;
  }

  List<Fault> faults() {
    return new ArrayList<>(faults);
  }

  /** How often each answer was heard, by trouble and answer. */
  Map<String, AtomicLong> answers() {
    return answers;
  }
}
