package io.tongqiao.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Locale;

/**
 * One thing that a played system got or sent. Holds neither payloads nor personal data; absent
 * texts are empty.
 *
 * @param seq from 1, without gaps
 * @param at when it was written
 * @param system id of the played system
 * @param operation the operation that was called, or the door that was
 * @param caseNo case number as the dialect carries it
 * @param messageId the caller's id of the message, where the dialect has a place for it; of what
 *     was sent, the id of the work that it follows, where that stands apart from others of the case
 * @param subject SHA-256 of what was asked for in lower case, in hex, where the folder says where
 *     that stands
 * @param digest SHA-256 of the body on the wire, in hex
 * @param done whether the system took the work on; true for a repeat as well
 * @param repeat whether the same work had been done before
 * @param receiptNo the number given
 * @param answer name of the sample that was answered with or sent, {@code files/<name>}, {@code
 *     refused:<why>} or {@code misbehaviour:<kind>}
 * @param disposition HTTP status, {@code closed}, or what became of the queue's message: {@code
 *     accepted}, {@code rejected}, {@code released}
 */
public record LedgerEntry(
    long seq,
    Instant at,
    String system,
    Direction direction,
    String operation,
    String caseNo,
    String messageId,
    String subject,
    String digest,
    boolean done,
    boolean repeat,
    String receiptNo,
    String answer,
    String disposition) {

  /** Seen from the played system. */
  public enum Direction {
    RECEIVED,
    SENT
  }

  /** A call that came in; not yet numbered. */
  static LedgerEntry received(Call call) {
    return new LedgerEntry(
        0,
        Instant.EPOCH,
        call.system(),
        Direction.RECEIVED,
        call.operation(),
        call.caseNo(),
        call.messageId(),
        Digests.subject(call.subject()),
        call.digest(),
        false,
        false,
        "",
        "",
        "");
  }

  /** A message sent to a door; not yet numbered. */
  static LedgerEntry sent(
      String system, String door, String caseNo, String messageId, String digest, String sample) {
    return new LedgerEntry(
        0,
        Instant.EPOCH,
        system,
        Direction.SENT,
        door,
        caseNo,
        messageId,
        "",
        digest,
        false,
        false,
        "",
        sample,
        "");
  }

  LedgerEntry answered(String name, String how) {
    return new LedgerEntry(
        seq, at, system, direction, operation, caseNo, messageId, subject, digest, done, repeat,
        receiptNo, name, how);
  }

  LedgerEntry worked(String number) {
    return new LedgerEntry(
        seq,
        at,
        system,
        direction,
        operation,
        caseNo,
        messageId,
        subject,
        digest,
        true,
        repeat,
        number,
        answer,
        disposition);
  }

  LedgerEntry numbered(long number, Instant time, boolean again) {
    return new LedgerEntry(
        number,
        time,
        system,
        direction,
        operation,
        caseNo,
        messageId,
        subject,
        digest,
        done,
        again,
        receiptNo,
        answer,
        disposition);
  }

  /** What makes two calls the same work: the message id, else the very same body for a case. */
  String work() {
    String identity = messageId.isEmpty() ? caseNo + ":" + digest : messageId;
    return system + "/" + operation + "/" + identity;
  }

  /** Whether what follows belongs to this very work; else to the case. */
  boolean apart() {
    return !subject.isEmpty() && !messageId.isEmpty();
  }

  /** One kind of work for one case. */
  String caseWork() {
    return caseWork(system, operation, caseNo);
  }

  static String caseWork(String system, String operation, String caseNo) {
    return system + "/" + operation + "/" + caseNo;
  }

  ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("seq", seq);
    json.put("at", at.toString());
    json.put("system", system);
    json.put("direction", direction.name().toLowerCase(Locale.ROOT));
    json.put("operation", operation);
    json.put("caseNo", caseNo);
    json.put("messageId", messageId);
    json.put("subject", subject);
    json.put("digest", digest);
    json.put("done", done);
    json.put("repeat", repeat);
    json.put("receiptNo", receiptNo);
    json.put("answer", answer);
    json.put("disposition", disposition);
    return json;
  }

  static LedgerEntry fromJson(JsonNode json) {
    return new LedgerEntry(
        json.path("seq").asLong(),
        Instant.parse(json.path("at").asText()),
        json.path("system").asText(),
        Direction.valueOf(json.path("direction").asText().toUpperCase(Locale.ROOT)),
        json.path("operation").asText(),
        json.path("caseNo").asText(),
        json.path("messageId").asText(),
        json.path("subject").asText(),
        json.path("digest").asText(),
        json.path("done").asBoolean(),
        json.path("repeat").asBoolean(),
        json.path("receiptNo").asText(),
        json.path("answer").asText(),
        json.path("disposition").asText());
  }
}
