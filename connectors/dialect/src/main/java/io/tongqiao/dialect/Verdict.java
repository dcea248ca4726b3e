package io.tongqiao.dialect;

import io.tongqiao.schema.Receipt;

/**
 * What an answer means.
 *
 * @param outcome confirmed, rejected, not now, or pending
 * @param level the level of acknowledgement it gives
 * @param receiptNo their number, or empty
 * @param code their code, or empty
 * @param message their words, or why it is "not now" or what is waited for
 */
public record Verdict(
    Outcome outcome, Receipt.Level level, String receiptNo, String code, String message) {

  /** What may be answered. */
  public enum Outcome {
    /** They have it, and accept it. */
    CONFIRMED,
    /** Their business no: the lane parks. */
    REJECTED,
    /** Time out, busy, unreadable: the lane waits and tries again. */
    NOT_NOW,
    /** They have it, and will answer later: the lane waits, and nothing has failed. */
    PENDING
  }

  /** Whether it is a yes or a no. */
  public boolean answers() {
    return outcome == Outcome.CONFIRMED || outcome == Outcome.REJECTED;
  }

  /** "Not now", with the reason. */
  public static Verdict notNow(String reason) {
    return new Verdict(Outcome.NOT_NOW, Receipt.Level.TRANSPORT, "", "", reason);
  }
}
