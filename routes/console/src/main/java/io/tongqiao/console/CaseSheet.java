package io.tongqiao.console;

import io.tongqiao.journal.CaseHistory.Exchange;
import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.schema.CaseState;
import io.tongqiao.schema.EventType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A case over all systems, as far as whoever asks may see it; persons and numbers masked, no texts.
 *
 * @param applicantCode the number of the applicant's document
 * @param threads where it stands at systems that keep a progress of their own
 * @param materials documents that were asked for, each as it stands now
 * @param entries what happened, in order of time
 */
public record CaseSheet(
    String caseNo,
    CaseState state,
    String item,
    String itemName,
    String applicant,
    String applicantCode,
    List<Progress> threads,
    List<Lane> lanes,
    List<Material> materials,
    List<Entry> entries) {

  /** Where a case stands at a system. */
  public record Progress(String system, CaseState state) {}

  /**
   * All that went to a system.
   *
   * @param state of the first delivery that is not done, else of the last
   * @param open how many are not done
   * @param delivery its number
   * @param since when it came to that state
   * @param cause why it stands there; empty when it does not
   */
  public record Lane(
      String system,
      State state,
      int open,
      int all,
      long delivery,
      Instant since,
      Optional<Instant> nextAttemptAt,
      String cause) {}

  /** A prerequisite document. */
  public record Material(String code, String name, String outcome, String system) {}

  /** What an entry tells. */
  public enum Kind {
    /** A message was accepted. */
    MESSAGE,
    /** A message on its way to a system, at its last change. */
    DELIVERY,
    /** An operator has moved a delivery. */
    ACT,
    /** Documents were asked for. */
    PULL,
    /** The granted case was pushed to a department that supervises it. */
    PUSH,
    /** That department has claimed it. */
    CLAIM,
    /** A clerk is to enter it, or has. */
    TASK
  }

  /**
   * Something that happened.
   *
   * @param system it came from, went to, or was asked by; of a push, who has claimed
   * @param event of the message; empty where there is none
   * @param delivery its number, where there is one, else 0; its texts are at {@code
   *     /ops/v1/deliveries/{id}/texts}
   * @param state of the delivery, task or push
   * @param detail why, in the words of the system or operator
   * @param exchanges of a delivery: each answer that counted, and the last "not now"
   */
  public record Entry(
      Instant at,
      Kind kind,
      String system,
      Optional<EventType> event,
      String messageId,
      long delivery,
      String operation,
      String state,
      String receiptNo,
      String code,
      String detail,
      String actor,
      int attempts,
      long millis,
      List<Exchange> exchanges) {}
}
