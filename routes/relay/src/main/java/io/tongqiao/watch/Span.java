package io.tongqiao.watch;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hours of a day at +08:00; they may go over midnight.
 *
 * @param from the first minute
 * @param to the first minute after it
 */
record Span(LocalTime from, LocalTime to) {

  static final ZoneOffset CHINA = ZoneOffset.ofHours(8);

  private static final Pattern TEXT =
      Pattern.compile("([01]\\d|2[0-3]):([0-5]\\d)-([01]\\d|2[0-3]):([0-5]\\d)");

  /** Reads {@code 22:00-07:00}. */
  static Span of(String text) {
    Matcher found = TEXT.matcher(text);
    if (!found.matches()) {
      throw new IllegalArgumentException("时段 " + text + " 要写成 22:00-07:00");
    }
    return new Span(LocalTime.parse(text.substring(0, 5)), LocalTime.parse(text.substring(6)));
  }

  boolean contains(Instant moment) {
    LocalTime time = LocalTime.ofInstant(moment, CHINA);
    boolean afterFrom = !time.isBefore(from);
    boolean beforeTo = time.isBefore(to);
    return from.isBefore(to) ? afterFrom && beforeTo : afterFrom || beforeTo;
  }

  /** When it ends next, after a moment. */
  Instant endAfter(Instant moment) {
    ZonedDateTime end = moment.atZone(CHINA).with(to);
    return (end.toInstant().isAfter(moment) ? end : end.plusDays(1)).toInstant();
  }
}
