package io.tongqiao.supervision;

import java.time.Duration;
import java.time.LocalTime;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of supervision.
 *
 * @param restrictions what becomes of an application of a restricted party
 */
@ConfigurationProperties("tongqiao")
record SupervisionSettings(
    @DefaultValue("WARN") Policy restrictions, @DefaultValue Supervision supervision) {

  /** What becomes of an application of a restricted party (限制审批). */
  enum Policy {
    /** It is accepted; receipt and message say so. */
    WARN,
    /** It is refused. */
    REFUSE
  }

  /**
   * {@code tongqiao.supervision.*}.
   *
   * @param claimDays working days behind that of the push within which each department is to claim
   *     it (认领)
   * @param remindFrom when on a working day, +08:00, reminders begin to go out
   * @param contacts telephone by department (code list guide-dept) to which reminders go
   * @param look pause between two looks for what is overdue
   */
  record Supervision(
      @DefaultValue("2") int claimDays,
      @DefaultValue("09:00") LocalTime remindFrom,
      @DefaultValue Map<String, String> contacts,
      @DefaultValue("60s") Duration look) {}
}
