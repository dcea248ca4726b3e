package io.tongqiao.journal;

import java.time.Instant;

/**
 * A message as it was accepted.
 *
 * @param seq order of acceptance
 * @param id Tongqiao's id
 * @param source sending system
 * @param sourceId the sender's own number
 * @param event event name
 * @param caseNo case number
 * @param digest of the canonical JSON as it came, before it was completed
 * @param door where it came in
 * @param body the canonical message, completed with what was known of the case
 * @param receipt the receipt that the sender was given, JSON
 * @param acceptedAt when it was accepted
 */
public record StoredMessage(
    long seq,
    String id,
    String source,
    String sourceId,
    String event,
    String caseNo,
    String digest,
    String door,
    String body,
    String receipt,
    Instant acceptedAt) {

  /** The same message with its place in the order of acceptance. */
  public StoredMessage withSeq(long given) {
    return new StoredMessage(
        given, id, source, sourceId, event, caseNo, digest, door, body, receipt, acceptedAt);
  }
}
