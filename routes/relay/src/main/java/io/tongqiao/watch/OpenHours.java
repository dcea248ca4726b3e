package io.tongqiao.watch;

import io.tongqiao.dialect.Window;
import io.tongqiao.schema.WorkCalendar;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** How much of a time was time in which a system could have been heard of. */
@Component
class OpenHours {

  /** A system that was not heard of for so long is told anyway; nobody counts further back. */
  private static final Duration LONGEST = Duration.ofDays(60);

  private static final Duration STEP = Duration.ofMinutes(5);

  private final WorkCalendar calendar;
  private final Span office;

  OpenHours(WorkCalendar calendar, AlertProperties settings) {
    this.calendar = calendar;
    this.office = Span.of(settings.hours());
  }

  /** Whether a system is open; without a window of its own, whether people are at work. */
  boolean open(Optional<Window> window, Instant moment) {
    return window
        .map(w -> w.closedUntil(moment, calendar).isEmpty())
        .orElseGet(
            () ->
                office.contains(moment)
                    && calendar.isWorkday(LocalDate.ofInstant(moment, Span.CHINA)));
  }

  /**
   * Whether more than so much of the time since a moment was open, to five minutes; closed times
   * count nothing.
   */
  boolean passed(Duration limit, Optional<Window> window, Instant since, Instant now) {
    Instant earliest = now.minus(LONGEST);
    Duration counted = Duration.ZERO;
    Instant at = since.isBefore(earliest) ? earliest : since;
    while (at.plus(STEP).isBefore(now)) {
      at = at.plus(STEP);
      if (open(window, at)) {
        counted = counted.plus(STEP);
      }
      if (counted.compareTo(limit) >= 0) {
        return true;
      }
    }
    return false;
  }
}
