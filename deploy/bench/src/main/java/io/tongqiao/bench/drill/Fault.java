package io.tongqiao.bench.drill;

/**
 * Something that must not be, and what was seen.
 *
 * @param messageId Tongqiao's id of the message; empty where none can be named
 */
record Fault(Kind kind, String messageId, String system, String caseNo, String seen) {

  /** Sorts of faults. */
  enum Kind {
    MISSING("丢失"),
    DOUBLED("重复"),
    INVERTED("乱序"),
    RECEIPT_MISMATCH("回执不符"),
    REFUSED("被拒绝"),
    UNSETTLED("未办结");

    private final String zh;

    Kind(String zh) {
      this.zh = zh;
    }
  }

  /** For whoever runs the drill. */
  String text() {
    return "%s：报文 %s，系统 %s，办件 %s：%s"
        .formatted(kind.zh, messageId, system, caseNo, seen.replaceAll("\\s+", " "));
  }
}
