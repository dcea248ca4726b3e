package io.tongqiao.dialect;

import java.time.Duration;
import java.util.Objects;

/**
 * What an HTTP door gives to the system that asks there, instead of taking a message.
 *
 * @param what a token or a case
 * @param caseNo of a case: JSLT over the request, which case is asked for
 * @param lifetime of a token
 */
public record Gives(What what, String caseNo, Duration lifetime) {

  /** Fills in what was left out. */
  public Gives {
    caseNo = Objects.requireNonNullElse(caseNo, "null");
    lifetime = Objects.requireNonNullElse(lifetime, Duration.ofMinutes(30));
  }

  /** Kinds of gifts. */
  public enum What {
    /** A short-lived token that the system may show in the place of its key. */
    TOKEN,
    /** What the system was last told of a case, in its own dialect. */
    CASE
  }
}
