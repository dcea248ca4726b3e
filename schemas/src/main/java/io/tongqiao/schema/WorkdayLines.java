package io.tongqiao.schema;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the text of a working-day calendar, and refuses it at the first bad line. */
final class WorkdayLines {

  private static final Pattern ENTRY =
      Pattern.compile("(?<first>\\S+?)(\\.\\.(?<last>\\S+))?\\s+(?<kind>off|work)(\\s.*)?");
  private static final Pattern KNOWN_UNTIL = Pattern.compile("known-until\\s+(?<day>\\S+)");
  private static final int LONGEST = 31;

  /** What a text says: whether a day is a working day, and up to when it is complete. */
  record Entries(Map<LocalDate, Boolean> workdays, LocalDate knownUntil) {}

  private final String file;
  private final Map<LocalDate, Boolean> workdays = new HashMap<>();
  private LocalDate knownUntil = LocalDate.MIN;

  /** The name is told with a fault. */
  WorkdayLines(String file) {
    this.file = file;
  }

  Entries read(String text) {
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).replaceFirst("#.*", "").strip();
      if (!line.isEmpty()) {
        line(line, i + 1);
      }
    }
    return new Entries(workdays, knownUntil);
  }

  private void line(String line, int number) {
    Matcher until = KNOWN_UNTIL.matcher(line);
    if (until.matches()) {
      knownUntil = day(until.group("day"), number);
      return;
    }
    Matcher entry = ENTRY.matcher(line);
    if (!entry.matches()) {
      throw refused(
          number, "看不懂这一行", "写成“2027-01-01 off 元旦”或“2027-02-06..2027-02-12 off 春节”，调休上班写 work");
    }
    LocalDate first = day(entry.group("first"), number);
    LocalDate last = entry.group("last") == null ? first : day(entry.group("last"), number);
    if (last.isBefore(first) || last.isAfter(first.plusDays(LONGEST - 1))) {
      throw refused(number, "起止日期不对", "先写开始日期，后写结束日期，一段不超过 " + LONGEST + " 天");
    }
    boolean workday = entry.group("kind").equals("work");
    for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
      if (workdays.putIfAbsent(day, workday) != null) {
        throw refused(number, day + " 在本文件中写了两次", "只留一处");
      }
    }
  }

  private LocalDate day(String text, int number) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw refused(number, text + " 不是存在的日期", "写成年-月-日，如 2027-01-01");
    }
  }

  private IllegalArgumentException refused(int number, String message, String fix) {
    return new IllegalArgumentException(file + ":" + number + "  " + message + "  改法：" + fix);
  }
}
