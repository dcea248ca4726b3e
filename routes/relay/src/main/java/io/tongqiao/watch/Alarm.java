package io.tongqiao.watch;

import java.time.Instant;

/**
 * Something that an operator must look at.
 *
 * @param rule what kind of thing
 * @param subject system or secret that it is about; empty for the whole
 * @param since when it began, as far as that is known
 * @param what what happened, in an operator's words
 * @param remedy what to do
 */
record Alarm(Rule rule, String subject, Instant since, String what, String remedy) {

  /** The rules, with what tells people the kind. */
  enum Rule {
    REFUSING("暂停受理", true),
    DISK("磁盘空间不足", true),
    BREAKER("系统熔断", false),
    ERROR_RATE("失败率过高", false),
    OLDEST("积压过久", false),
    PARKED("待人工处理", false),
    SILENCE("长时间没有来文", false),
    EXPIRY("密钥或证书到期", false),
    BROKEN("系统未启用", false);

    private final String title;
    private final boolean urgent;

    Rule(String title, boolean urgent) {
      this.title = title;
      this.urgent = urgent;
    }

    String title() {
      return title;
    }

    /** Whether it is told in quiet hours. */
    boolean urgent() {
      return urgent;
    }

    /** As it stands in labels and in JSON. */
    String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** Rule and subject tell one alarm from another. */
  String key() {
    return rule.name() + " " + subject;
  }
}
