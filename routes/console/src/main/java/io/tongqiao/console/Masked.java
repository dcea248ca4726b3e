package io.tongqiao.console;

import io.tongqiao.schema.Identifiers;
import java.util.Locale;
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

  /** Shaped as numbers of identity cards, of today and of before 1999, and of mobile phones. */
  private static final Pattern PERSONAL =
      Pattern.compile("(?<![0-9A-Za-z])(\\d{17}[\\dXx]|\\d{15}|1\\d{10})(?![0-9A-Za-z])");

  private static final int CARD = 18;
  private static final int PLACE = 6;
  private static final int MOST = 8;

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

  /** A text of which nothing is known: a number as one, of all else the first character. */
  static String value(String text) {
    if (NUMBER.matcher(text).matches()) {
      return number(text);
    }
    String name = name(text);
    return name.substring(0, Math.min(name.length(), MOST));
  }

  /** A text in which there may be numbers. */
  static String numbersIn(String text) {
    return NUMBER.matcher(text).replaceAll((MatchResult found) -> number(found.group()));
  }

  /** An address: its first six characters, which tell the place and nobody's door. */
  static String address(String address) {
    int shown = Math.min(PLACE, address.length() / 2);
    return address.substring(0, shown) + "*".repeat(address.length() - shown);
  }

  /**
   * A text for people, such as the words of another system, in which there may be numbers of
   * persons; other numbers, such as those of cases, stay.
   */
  static String personal(String text) {
    return PERSONAL
        .matcher(text)
        .replaceAll(
            (MatchResult found) ->
                isPersonal(found.group()) ? number(found.group()) : found.group());
  }

  /** Of eighteen digits those that GB 11643 allows. */
  private static boolean isPersonal(String number) {
    return number.length() != CARD || Identifiers.idNumber(number.toUpperCase(Locale.ROOT));
  }
}
