package io.tongqiao.schema;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Dates and times are of the calendar, and what ends does not end before it began. */
final class DateRules {

  private record Pair(String first, String second, String message) {}

  private static final List<Pair> ORDERED =
      List.of(
          new Pair("start", "end", "结束时间早于开始时间"),
          new Pair("validFrom", "validTo", "有效期截止早于有效期起始"),
          new Pair("since", "until", "限制截止日早于起始日"),
          new Pair("noticeTime", "responseTime", "补正时间早于补正告知时间"));

  private static final List<Pair> USUALLY_ORDERED =
      List.of(
          new Pair("applyTime", "acceptTime", "受理时间早于申请时间"),
          new Pair("acceptTime", "promiseTime", "承诺办结时间早于受理时间"));

  private final Set<String> times;
  private final Set<String> dates;

  DateRules(Set<String> times, Set<String> dates) {
    this.times = times;
    this.dates = dates;
  }

  void check(JsonObjects object, List<Finding> errors, List<Finding> warnings) {
    object.object().fieldNames().forEachRemaining(field -> exists(object, field, errors));
    ORDERED.forEach(pair -> ordered(object, pair, errors));
    USUALLY_ORDERED.forEach(pair -> ordered(object, pair, warnings));
  }

  private void exists(JsonObjects object, String field, List<Finding> errors) {
    boolean dated = times.contains(field) || dates.contains(field);
    if (dated && !object.text(field).isEmpty() && instant(object, field).isEmpty()) {
      errors.add(new Finding(object.at(field), "日期或时区不存在", "请填写日历上存在的日期；时区写成 +08:00"));
    }
  }

  private void ordered(JsonObjects object, Pair pair, List<Finding> findings) {
    Optional<Instant> first = instant(object, pair.first());
    Optional<Instant> second = instant(object, pair.second());
    if (first.isPresent() && second.isPresent() && second.get().isBefore(first.get())) {
      findings.add(
          new Finding(
              object.at(pair.second()),
              pair.message(),
              "请核对 " + pair.first() + " 与 " + pair.second() + "；没有单独的结束时间时填开始时间"));
    }
  }

  private Optional<Instant> instant(JsonObjects object, String field) {
    String text = object.text(field);
    if (text.isEmpty()) {
      // most objects have none of the fields, and an exception for each would be most of the work
      return Optional.empty();
    }
    try {
      if (dates.contains(field)) {
        return Optional.of(LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC));
      }
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
