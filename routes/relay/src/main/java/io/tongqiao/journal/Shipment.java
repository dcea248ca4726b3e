package io.tongqiao.journal;

import java.time.Instant;
import java.util.Optional;

/**
 * A package of ours that goes through a gap (网闸).
 *
 * @param name its name
 * @param previous name of the last one about the same case that is known to have come; empty for
 *     none
 * @param payloadSm3 digest of what it says
 * @param dialect digest of the folder in whose words it speaks; empty for one of before versions
 *     were kept
 * @param times how often its marker was written
 * @param sentAt when last
 * @param answeredAt when it was answered; on a one-way link when it was first ferried
 * @param answer the acknowledgement
 */
public record Shipment(
    String system,
    String name,
    String messageId,
    String caseNo,
    String operation,
    String previous,
    String payloadSm3,
    String dialect,
    int times,
    Optional<Instant> sentAt,
    Optional<Instant> answeredAt,
    byte[] answer) {}
