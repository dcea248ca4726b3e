package io.tongqiao.console;

import java.util.Optional;
import java.util.regex.Pattern;

/** What must hold of a reason, which stands in the audit for good. */
public final class Reason {

  /** In characters. */
  static final int LONGEST = 1000;

  static final String PERSONAL = "理由中似有身份证号或手机号，而理由会长期留在审计中";
  static final String INSTEAD = "用报文编号或办件编号代替个人信息";

  /** Numbers of identity cards and mobile phones, as they might slip in. */
  private static final Pattern NUMBERS =
      Pattern.compile("(?<!\\d)(\\d{17}[\\dXx]|1[3-9]\\d{9})(?!\\d)");

  private Reason() {}

  static boolean isPersonal(String reason) {
    return NUMBERS.matcher(reason).find();
  }

  /** What is wrong with one, and what to do; empty when it may stand. */
  public static Optional<String> fault(String reason) {
    if (reason.isBlank() || reason.length() > LONGEST) {
      return Optional.of("写明理由，至多 " + LONGEST + " 个字");
    }
    return isPersonal(reason) ? Optional.of(PERSONAL + "。" + INSTEAD) : Optional.empty();
  }
}
