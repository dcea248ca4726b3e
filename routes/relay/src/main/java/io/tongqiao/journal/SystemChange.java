package io.tongqiao.journal;

import java.time.Instant;

/**
 * From when on a system is spoken to in a version of its folder.
 *
 * @param version its number, from 1, a system
 * @param digest of the folder
 * @param shipped whether that version came with the program or the site's directory, and not by an
 *     operator's hand
 * @param from when it comes into force
 * @param doorsUntil until when the doors of the version before are open as well
 * @param actor who wanted it
 * @param reason why
 * @param at when that was said
 * @param withdrawn whether it was called off before it came into force
 */
public record SystemChange(
    long id,
    String system,
    int version,
    String digest,
    boolean shipped,
    Instant from,
    Instant doorsUntil,
    String actor,
    String reason,
    Instant at,
    boolean withdrawn) {}
