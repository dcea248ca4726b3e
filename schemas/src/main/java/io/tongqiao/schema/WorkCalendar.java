package io.tongqiao.schema;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/**
 * Working days (工作日): Monday to Friday, but for the days off and adjusted working days of the State
 * Council's yearly notices. What is not yet known follows the week.
 */
public final class WorkCalendar {

  private final Map<LocalDate, Boolean> workdays;
  private final LocalDate knownUntil;

  private WorkCalendar(Map<LocalDate, Boolean> workdays, LocalDate knownUntil) {
    this.workdays = Map.copyOf(workdays);
    this.knownUntil = knownUntil;
  }

  /** Reads the calendar in this jar, {@code calendar/workdays.txt}. */
  public static WorkCalendar load() {
    return new WorkCalendar(Map.of(), LocalDate.MIN)
        .with(new WorkdayLines("workdays.txt").read(Resources.text("calendar/workdays.txt")));
  }

  /**
   * This calendar, where the entries of a file are added and go before those it has. The file is
   * UTF-8 text, a line an entry: a day or {@code <first>..<last>}, {@code off} or {@code work}, a
   * name; or {@code known-until} and a day; {@code #} begins a comment.
   *
   * @throws IllegalArgumentException when a line is not of this form: file, line, cause and fix, in
   *     Chinese
   * @throws UncheckedIOException when the file cannot be read as text
   */
  public WorkCalendar extendedBy(Path operatorsFile) {
    try {
      return with(new WorkdayLines(operatorsFile.toString()).read(Files.readString(operatorsFile)));
    } catch (IOException e) {
      throw new UncheckedIOException("读不出工作日历文件 " + operatorsFile + "：请确认它存在，且是 UTF-8 文本", e);
    }
  }

  private WorkCalendar with(WorkdayLines.Entries entries) {
    var all = new HashMap<>(workdays);
    all.putAll(entries.workdays());
    LocalDate until = entries.knownUntil();
    return new WorkCalendar(all, until.isAfter(knownUntil) ? until : knownUntil);
  }

  /** Whether limits in working days count this day. */
  public boolean isWorkday(LocalDate day) {
    DayOfWeek weekday = day.getDayOfWeek();
    boolean weekend = weekday == DayOfWeek.SATURDAY || weekday == DayOfWeek.SUNDAY;
    return workdays.getOrDefault(day, !weekend);
  }

  /**
   * The day that lies so many working days behind another, which itself is not counted.
   *
   * @param count 1 or more
   */
  public LocalDate after(LocalDate day, int count) {
    LocalDate reached = day;
    for (int left = count; left > 0; left -= isWorkday(reached) ? 1 : 0) {
      reached = reached.plusDays(1);
    }
    return reached;
  }

  /** The last day up to which the notices are entered; what lies behind it follows the week. */
  public LocalDate knownUntil() {
    return knownUntil;
  }
}
