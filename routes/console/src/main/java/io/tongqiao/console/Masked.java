package io.tongqiao.console;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Personal data as operators see it: enough to know again whom they mean, too little for anybody
 * else.
 */
final class Masked {

  private static final int FIRST = 6;
  private static final int LAST = 4;

  /** As long as the numbers of persons, firms and mobile phones, with a digit in it. */
  private static final Pattern NUMBER =
      Pattern.compile("(?<![0-9A-Za-z])(?=[A-Za-z]*\\d)[0-9A-Za-z]{11,}(?![0-9A-Za-z])");

  private Masked() {}

  /** A number: its first six and last four characters; of a short one the first only. */
  static String number(String number) {
    if (number.length() <= FIRST + LAST) {
      return name(number);
    }
    int hidden = number.length() - FIRST - LAST;
    return number.substring(0, FIRST) + "*".repeat(hidden) + number.substring(FIRST + hidden);
  }

  /** A person's name: its first character. */
  static String name(String name) {
    if (name.isEmpty()) {
      return "";
    }
    int first = name.offsetByCodePoints(0, 1);
    return name.substring(0, first) + "*".repeat(name.codePointCount(first, name.length()));
  }

  /** A text in which there may be numbers. */
  static String numbersIn(String text) {
    return NUMBER.matcher(text).replaceAll((MatchResult found) -> number(found.group()));
  }
}
