package io.tongqiao.manual;

import io.tongqiao.dialect.Form;
import io.tongqiao.schema.Finding;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Holds two entries of the same against each other. What was expected is never said: whoever is
 * told it need not look at the screen.
 */
final class DoubleEntry {

  private static final int LONGEST_NUMBER = 128;

  private final List<Finding> findings = new ArrayList<>();

  /** What is wrong. */
  List<Finding> findings() {
    return findings;
  }

  /** The fields that are typed back from the system's screen, against what was to be entered. */
  DoubleEntry fields(Form form, Map<String, String> content, Map<String, String> typed) {
    for (String name : typed.keySet()) {
      if (form.field(name).filter(Form.Field::confirm).isEmpty()) {
        wrong("/confirms/" + name, "没有这个要核对的字段", "只写任务中 confirm 为 true 的字段");
      }
    }
    for (Form.Field field : form.confirmed()) {
      String one = content.getOrDefault(field.name(), "");
      String other = typed.getOrDefault(field.name(), "");
      compare("/confirms/" + field.name(), "“" + field.label() + "”", one, other);
    }
    return this;
  }

  /** A receipt number, typed twice. */
  DoubleEntry receipt(Form.Receipt rules, String number, String again) {
    if (number.isEmpty() || number.length() > LONGEST_NUMBER) {
      wrong("/receiptNo", "没有" + rules.label() + "，或长过 " + LONGEST_NUMBER + " 个字", where(rules));
      return this;
    }
    compare("/receiptNoAgain", "第二次输入的" + rules.label(), number, again);
    if (!rules.fits(number)) {
      wrong("/receiptNo", rules.label() + "的样子不对", where(rules));
    }
    return this;
  }

  private static String where(Form.Receipt rules) {
    return "照对方界面输入" + (rules.hint().isEmpty() ? "" : "：" + rules.hint()) + "。没有它就不算录完";
  }

  /** One text typed twice. */
  DoubleEntry same(String pointer, String what, String one, String other) {
    compare(pointer, what, one, other);
    return this;
  }

  private void compare(String pointer, String what, String one, String other) {
    String first = trimmed(one);
    String second = trimmed(other);
    if (first.equals(second)) {
      return;
    }
    if (second.isEmpty()) {
      wrong(pointer, what + "没有照对方界面再输入一次", "照对方界面输入，不要复制任务里的内容");
      return;
    }
    if (narrow(first).equals(narrow(second))) {
      wrong(pointer, what + "与录入的内容全角半角（或中间的空格）不同", "看清括号、数字、字母是全角还是半角：界面上错了先改界面，否则重新输入");
      return;
    }
    wrong(pointer, what + "与录入的内容不一致", "对照对方界面逐字核对：界面上抄错的先改界面，否则重新输入");
  }

  /** Without blanks at both ends, the ideographic one and the one that does not break included. */
  static String trimmed(String text) {
    return text.replaceAll("^[\\s\\u00a0\\u3000]+|[\\s\\u00a0\\u3000]+$", "");
  }

  private static String narrow(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC).replaceAll("\\s", "");
  }

  private void wrong(String pointer, String message, String fix) {
    findings.add(new Finding(pointer, message, fix));
  }
}
