package io.tongqiao.console;

import io.tongqiao.schema.Finding;
import java.util.Optional;
import java.util.regex.Pattern;

/** What an operator may give as a reason: some words, which stay in the audit for years. */
public final class Reasons {

  /** Characters that it may have. */
  public static final int LONGEST = 1000;

  /** Numbers of identity cards and mobile phones, as they might slip in. */
  private static final Pattern PERSONAL =
      Pattern.compile("(?<!\\d)(\\d{17}[\\dXx]|1[3-9]\\d{9})(?!\\d)");

  private Reasons() {}

  /** Why a reason that must be there is none; empty when it is good. */
  public static Optional<Finding> fault(String reason) {
    if (reason.isBlank() || reason.length() > LONGEST) {
      return Optional.of(new Finding("/reason", "缺少理由，或超过 " + LONGEST + " 个字", "写明理由"));
    }
    return personalFault(reason);
  }

  /** The same in a line of words. */
  public static Optional<String> words(String reason) {
    return fault(reason).map(wrong -> wrong.message() + "：" + wrong.fix());
  }

  static Optional<Finding> personalFault(String reason) {
    if (!personal(reason)) {
      return Optional.empty();
    }
    return Optional.of(new Finding("/reason", "理由中似有身份证号或手机号，而理由会长期留在审计中", "用报文编号或办件编号代替个人信息"));
  }

  /** Whether there is a number in it that may be a person's. */
  static boolean personal(String text) {
    return PERSONAL.matcher(text).find();
  }
}
