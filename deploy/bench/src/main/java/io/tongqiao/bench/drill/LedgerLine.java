package io.tongqiao.bench.drill;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A line of a played system's ledger, as the simulator's README describes it.
 *
 * @param seq rising within a ledger
 * @param received whether the system got it; else it sent it
 * @param done received: the work was done, now or before; sent: the door accepted it
 * @param repeat whether the same work had been done before
 * @param answer the sample that was answered with or sent
 */
record LedgerLine(
    long seq,
    String system,
    boolean received,
    String operation,
    String caseNo,
    String messageId,
    String digest,
    boolean done,
    boolean repeat,
    String receiptNo,
    String answer) {

  static LedgerLine of(JsonNode json) {
    return new LedgerLine(
        json.path("seq").asLong(),
        json.path("system").asText(),
        json.path("direction").asText().equals("received"),
        json.path("operation").asText(),
        json.path("caseNo").asText(),
        json.path("messageId").asText(),
        json.path("digest").asText(),
        json.path("done").asBoolean(),
        json.path("repeat").asBoolean(),
        json.path("receiptNo").asText(),
        json.path("answer").asText());
  }

  /** Work that a system has done, for the first time or again. */
  boolean worked() {
    return received && done;
  }

  /** Whether the work was done and its answer withheld. */
  boolean lostAnswer() {
    return received && answer.equals("misbehaviour:lost");
  }
}
