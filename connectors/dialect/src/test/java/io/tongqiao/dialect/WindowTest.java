package io.tongqiao.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.tongqiao.schema.WorkCalendar;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowTest {

  private static final WorkCalendar CALENDAR = WorkCalendar.load();
  private static final String OFFICE =
      "{days: workdays, hours: [\"08:30-12:00\", \"14:00-17:30\"]}";

  @ParameterizedTest
  @CsvSource({
    "2026-03-02T08:30:00, ",
    "2026-03-02T11:59:59.999, ",
    "2026-03-02T15:00:00, ",
    "2026-03-02T00:00:00, 2026-03-02T08:30:00",
    "2026-03-02T08:29:59.999, 2026-03-02T08:30:00",
    "2026-03-02T12:00:00, 2026-03-02T14:00:00",
    "2026-03-02T17:30:00, 2026-03-03T08:30:00",
    "2026-03-06T18:00:00, 2026-03-09T08:30:00",
    "2026-02-13T18:00:00, 2026-02-14T08:30:00",
    "2026-02-14T18:00:00, 2026-02-24T08:30:00",
    "2026-09-30T20:00:00, 2026-10-08T08:30:00"
  })
  void closedUntil_officeHours_isTheNextOpeningInChina(String now, String opens) {
    assertThat(closedUntil(OFFICE, now)).isEqualTo(Optional.ofNullable(opens).map(WindowTest::at));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-02-16T09:00:00, ",
    "2026-02-15T23:59:59, 2026-02-16T00:00:00",
    "2026-02-17T00:00:00, 2026-02-21T00:00:00",
    "2026-02-22T00:00:00, 2026-02-23T00:00:00"
  })
  void closedUntil_daysListed_asksNoCalendar(String now, String opens) {
    assertThat(closedUntil("{days: [sat, mon]}", now))
        .isEqualTo(Optional.ofNullable(opens).map(WindowTest::at));
  }

  @Test
  void closedUntil_hoursThatMeetAtMidnight_areOneOpening() {
    String night = "{hours: [\"00:00-06:00\", \"20:00-24:00\"]}";

    assertThat(closedUntil(night, "2026-03-07T23:59:59.999")).isEmpty();
    assertThat(closedUntil(night, "2026-03-08T00:00:00")).isEmpty();
    assertThat(closedUntil(night, "2026-03-08T06:00:00")).contains(at("2026-03-08T20:00:00"));
  }

  @Test
  void closedUntil_allDay_isNeverClosed() {
    assertThat(closedUntil("{days: all, hours: [\"00:00-24:00\"]}", "2026-03-08T03:00:00"))
        .isEmpty();
  }

  @Test
  void window_leftOut_isNone() {
    assertThat(descriptor("").window()).isEmpty();
  }

  private static Optional<Instant> closedUntil(String window, String now) {
    return descriptor("window: " + window).window().orElseThrow().closedUntil(at(now), CALENDAR);
  }

  private static Descriptor descriptor(String part) {
    try {
      return new DescriptorReader().read(LocatedYaml.parse("id: small\n" + part).tree());
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Instant at(String local) {
    return OffsetDateTime.parse(local + "+08:00").toInstant();
  }
}
