package io.tongqiao.dialect;

import io.tongqiao.schema.Receipt;

/**
 * What an answer means.
 *
 * @param outcome confirmed, rejected, or not now
 * @param level the level of acknowledgement it gives
 * @param receiptNo their number, or empty
 * @param code their code, or empty
 * @param message their words, or why it is "not now"
 */
public record Verdict(
    Outcome outcome, Receipt.Level level, String receiptNo, String code, String message) {

  /** The three answers. */
  public enum Outcome {
    /** They have it, and accept it. */
    CONFIRMED,
    /** Their business no: the lane parks. */
    REJECTED,
    /** Time out, busy, unreadable: the lane waits and tries again. */
    NOT_NOW
  }

  /** "Not now", with the reason. */
  public static Verdict notNow(String reason) {
    return new Verdict(Outcome.NOT_NOW, Receipt.Level.TRANSPORT, "", "", reason);
  }
}
