package io.tongqiao.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import io.tongqiao.schema.WorkCalendar;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * When a system can be called (业务时段), in the time of China (+08:00). Outside of it the system is
 * closed, which is no failure.
 *
 * @param days on which it is open
 * @param workdaysOnly of these days, only those that the calendar calls working days
 * @param hours of such a day, in order; none means the whole day
 */
public record Window(Set<DayOfWeek> days, boolean workdaysOnly, List<Hours> hours) {

  private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);
  private static final int DAY = 24 * 60;

  /** Fills in what was left out. */
  public Window {
    days = Set.copyOf(days);
    hours = hours.isEmpty() ? List.of(new Hours(0, DAY)) : List.copyOf(hours);
    if (days.isEmpty()) {
      throw new IllegalArgumentException("a window needs a day");
    }
  }

  /**
   * From and to, in minutes since midnight.
   *
   * @param to the first minute outside; 24:00 is 1440
   */
  public record Hours(int from, int to) {

    /** Reads {@code 08:30-12:00}. */
    static Hours of(String text) {
      return new Hours(minutes(text.substring(0, 5)), minutes(text.substring(6)));
    }

    private static int minutes(String time) {
      return Integer.parseInt(time.substring(0, 2)) * 60 + Integer.parseInt(time.substring(3));
    }
  }

  /** Makes one of a tree that has passed its schema. */
  static Window of(JsonNode tree) {
    JsonNode days = tree.path("days");
    List<Hours> hours = elements(tree.path("hours")).map(Hours::of).toList();
    boolean listed = days.isArray();
    Set<DayOfWeek> open = listed ? EnumSet.noneOf(DayOfWeek.class) : EnumSet.allOf(DayOfWeek.class);
    elements(days).map(Window::day).forEach(open::add);
    return new Window(open, days.asText().equals("workdays"), hours);
  }

  private static Stream<String> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText);
  }

  private static DayOfWeek day(String text) {
    return Stream.of(DayOfWeek.values())
        .filter(day -> day.name().toLowerCase(Locale.ROOT).startsWith(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("not a day of the week: " + text));
  }

  /** Empty when it is open now; else when it opens next, which is later than now. */
  public Optional<Instant> closedUntil(Instant now, WorkCalendar calendar) {
    LocalDate day = LocalDate.ofInstant(now, CHINA);
    while (true) {
      Instant midnight = day.atStartOfDay(CHINA).toInstant();
      for (Hours part : openOn(day, calendar) ? hours : List.<Hours>of()) {
        Instant from = midnight.plusSeconds(part.from() * 60L);
        Instant to = midnight.plusSeconds(part.to() * 60L);
        if (now.isBefore(to)) {
          return now.isBefore(from) ? Optional.of(from) : Optional.empty();
        }
      }
      day = day.plusDays(1);
    }
  }

  private boolean openOn(LocalDate day, WorkCalendar calendar) {
    return days.contains(day.getDayOfWeek()) && (!workdaysOnly || calendar.isWorkday(day));
  }
}
