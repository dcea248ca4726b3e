package io.tongqiao.journal;

import java.time.Instant;

/**
 * A version of a system's folder that the journal keeps.
 *
 * @param version its number, from 1, a system
 * @param digest of the folder
 * @param shipped whether it came with the program or the site's directory
 * @param actor who brought it
 * @param reason why
 */
public record SystemVersion(
    String system,
    int version,
    String digest,
    boolean shipped,
    String actor,
    String reason,
    Instant at) {}
