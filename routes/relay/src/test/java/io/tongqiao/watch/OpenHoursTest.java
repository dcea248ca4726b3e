package io.tongqiao.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tongqiao.schema.WorkCalendar;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class OpenHoursTest {

  /** A Friday, at +08:00. */
  private static final String FRIDAY = "2026-03-13T";

  private static final String MONDAY = "2026-03-16T";

  private final OpenHours hours = new OpenHours(WorkCalendar.load(), settings());

  private static AlertProperties settings() {
    var source = new MapConfigurationPropertySource(Map.of("tongqiao.alerts.every", "30s"));
    return new Binder(source).bindOrCreate("tongqiao.alerts", AlertProperties.class);
  }

  private static Instant at(String day, String time) {
    return java.time.OffsetDateTime.parse(day + time + ":00+08:00").toInstant();
  }

  @Test
  void passed_overAWeekend_countsWorkingHoursOnly() {
    Instant since = at(FRIDAY, "16:00");
    Duration limit = Duration.ofHours(4);
    assertThat(hours.passed(limit, Optional.empty(), since, at(FRIDAY, "23:00"))).isFalse();
    assertThat(hours.passed(limit, Optional.empty(), since, at(MONDAY, "09:30"))).isFalse();
    assertThat(hours.passed(limit, Optional.empty(), since, at(MONDAY, "12:20"))).isTrue();
  }

  @Test
  void open_atNightOrOnAHoliday_isClosed() {
    assertThat(hours.open(Optional.empty(), at(MONDAY, "10:00"))).isTrue();
    assertThat(hours.open(Optional.empty(), at(MONDAY, "20:00"))).isFalse();
    assertThat(hours.open(Optional.empty(), at("2026-10-01T", "10:00"))).isFalse();
  }

  @Test
  void span_overMidnight_containsBothEnds() {
    Span night = Span.of("22:00-07:00");
    assertThat(night.contains(at(MONDAY, "23:30"))).isTrue();
    assertThat(night.contains(at(MONDAY, "06:59"))).isTrue();
    assertThat(night.contains(at(MONDAY, "07:00"))).isFalse();
    assertThat(night.endAfter(at(MONDAY, "23:30"))).isEqualTo(at("2026-03-17T", "07:00"));
    assertThat(night.endAfter(at(MONDAY, "06:00"))).isEqualTo(at(MONDAY, "07:00"));
  }
}
