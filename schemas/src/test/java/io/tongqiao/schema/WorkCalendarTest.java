package io.tongqiao.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkCalendarTest {

  private final WorkCalendar calendar = WorkCalendar.load();

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "2026-03-02, true",
    "2026-03-07, false",
    "2026-03-08, false",
    "2026-01-04, true",
    "2026-02-14, true",
    "2026-02-15, false",
    "2026-02-23, false",
    "2026-02-24, true",
    "2025-10-08, false",
    "2024-02-18, true",
    "2027-02-08, true",
    "2027-02-13, false",
    "2019-10-01, true"
  })
  void isWorkday_noticesOrTheWeek_asTheySay(LocalDate day, boolean workday) {
    assertThat(calendar.isWorkday(day)).isEqualTo(workday);
  }

  @Test
  void isWorkday_listedDays_areThoseOfTheNotices() {
    long workdays =
        LocalDate.of(2024, 1, 1)
            .datesUntil(LocalDate.of(2027, 1, 1))
            .filter(calendar::isWorkday)
            .count();

    assertThat(workdays).isEqualTo(251 + 248 + 248);
  }

  @Test
  void knownUntil_ownCalendar_isTheEndOfTheLastNotice() {
    assertThat(calendar.knownUntil()).isEqualTo("2026-12-31");
  }

  @Test
  void extendedBy_operatorsDays_areAddedAndGoFirst() throws IOException {
    WorkCalendar extended =
        calendar.extendedBy(
            file(
                """
                # 本地安排
                2027-02-06..2027-02-12 off 春节
                2027-02-13  work
                2026-02-14 off  停电检修   # 原为调休上班
                known-until 2027-12-31
                """));

    assertThat(extended.isWorkday(LocalDate.of(2027, 2, 8))).isFalse();
    assertThat(extended.isWorkday(LocalDate.of(2027, 2, 13))).isTrue();
    assertThat(extended.isWorkday(LocalDate.of(2026, 2, 14))).isFalse();
    assertThat(extended.isWorkday(LocalDate.of(2026, 2, 28))).isTrue();
    assertThat(extended.knownUntil()).isEqualTo("2027-12-31");
    assertThat(calendar.isWorkday(LocalDate.of(2026, 2, 14))).isTrue();
  }

  @Test
  void extendedBy_fewDays_doesNotMakeTheirYearKnown() throws IOException {
    assertThat(calendar.extendedBy(file("2027-03-01 off\n")).knownUntil()).isEqualTo("2026-12-31");
  }

  @ParameterizedTest
  @CsvSource({
    "2027-01-01, 看不懂",
    "2027-01-01 free 元旦, 看不懂",
    "2027-02-30 off 春节, 2027-02-30 不是存在的日期",
    "2027-02-12..2027-02-06 off 春节, 起止日期不对",
    "2027-10-01..2072-10-07 off 国庆节, 起止日期不对",
    "2026-12-01 work, 写了两次",
    "known-until soon, soon 不是存在的日期"
  })
  void extendedBy_badLine_isRefusedWithFileLineAndFix(String line, String message)
      throws IOException {
    Path file = file("2026-12-01 off\n\n" + line + "\n");

    assertThatThrownBy(() -> calendar.extendedBy(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(file + ":3  ")
        .hasMessageContaining(message)
        .hasMessageContaining("改法：");
  }

  @Test
  void extendedBy_fileMissing_saysWhichFile() {
    assertThatThrownBy(() -> calendar.extendedBy(directory.resolve("none.txt")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("none.txt");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-10-13, 2, 2026-10-15",
    "2026-09-30, 1, 2026-10-08",
    "2026-02-13, 2, 2026-02-24",
    "2026-10-10, 1, 2026-10-12"
  })
  void after_daysOff_areNotCounted(LocalDate day, int count, LocalDate reached) {
    assertThat(calendar.after(day, count)).isEqualTo(reached);
  }

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("workdays.txt"), text);
  }
}
