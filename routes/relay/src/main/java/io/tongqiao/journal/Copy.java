package io.tongqiao.journal;

/**
 * A delivery that is ready: what stands on {@code out.<system>} for it. The message itself is in
 * the journal.
 *
 * @param delivery the delivery's id
 */
public record Copy(long delivery, String system, String caseNo) {}
