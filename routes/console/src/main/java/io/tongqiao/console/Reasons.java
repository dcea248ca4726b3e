package io.tongqiao.console;

import java.util.Optional;

/** What a reason must be that stays in the audit. */
public final class Reasons {

  private Reasons() {}

  /** What is wrong with a reason that has to be given; empty when nothing is. */
  public static Optional<String> wrong(String reason) {
    if (reason.isBlank() || reason.length() > Asked.LONGEST_REASON) {
      return Optional.of("写明理由，至多 " + Asked.LONGEST_REASON + " 个字");
    }
    return Asked.PERSONAL.matcher(reason).find()
        ? Optional.of("理由中似有身份证号或手机号，而理由会长期留在审计中。用报文编号或办件编号代替个人信息")
        : Optional.empty();
  }
}
