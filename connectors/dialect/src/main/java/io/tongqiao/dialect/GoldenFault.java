package io.tongqiao.dialect;

import java.util.List;
import java.util.Optional;

/** Where a golden is not as the folder makes it now: its first line that differs. */
final class GoldenFault {

  private static final String FIX = "核对后用 tongqiao system check --update 重新生成";

  private GoldenFault() {}

  /**
   * The fault.
   *
   * @param kept the file as it is; empty when it is not there
   */
  static Fault of(String file, Optional<String> kept, String made) {
    if (kept.isEmpty()) {
      return new Fault(file, 0, "还没有这个文件", FIX);
    }
    List<String> is = kept.get().lines().toList();
    List<String> should = made.lines().toList();
    int i = 0;
    while (i < is.size() && i < should.size() && is.get(i).equals(should.get(i))) {
      i++;
    }
    String first = i < should.size() ? should.get(i).strip() : "（到此为止）";
    return new Fault(file, i + 1, "与现在生成的不同，这一行应为 " + first, FIX);
  }
}
