package io.tongqiao.simulator;

/**
 * What came of a sample sent to one of the relay's doors.
 *
 * @param status HTTP status; 200 when a queue has taken it
 * @param body the relay's reply as text; empty for a queue
 * @param millis how long it took
 * @param accepted whether the reply means that the relay has the message
 */
public record Played(int status, String body, long millis, boolean accepted) {

  /** Whether the same may be accepted later. */
  boolean notNow() {
    return !accepted && notNow(status);
  }

  /** Whether an HTTP status means that the same may be accepted later. */
  static boolean notNow(int status) {
    return status >= 500 || status == 429 || status == 408;
  }
}
