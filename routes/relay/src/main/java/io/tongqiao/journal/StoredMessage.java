package io.tongqiao.journal;

import java.time.Instant;
import java.util.Optional;

/**
 * A message as it was accepted.
 *
 * @param id Tongqiao's id
 * @param seq order of acceptance
 * @param source sending system
 * @param sourceId the sender's own number
 * @param event event name
 * @param caseNo case number
 * @param digest of the canonical JSON as it came, before it was completed
 * @param door where it came in
 * @param body the canonical message, completed with what was known of the case
 * @param receipt the receipt that the sender was given, JSON
 * @param acceptedAt when it was accepted
 * @param dispatchedAt when its deliveries were written
 */
public record StoredMessage(
    String id,
    long seq,
    String source,
    String sourceId,
    String event,
    String caseNo,
    String digest,
    String door,
    String body,
    String receipt,
    Instant acceptedAt,
    Optional<Instant> dispatchedAt) {}
