package io.tongqiao.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** What an operator is told when the other side does not accept our clock. */
record ClockWords(Clock clock) {

  /** The whole complaint about an answer. */
  String complaint(JsonNode answer) {
    String date = answer.path("headers").path("date").asText();
    return "网关不认本机时间" + difference(date) + "。请校准本机时钟（NTP）后等待自动重试";
  }

  /** How far the clocks are apart; empty where the other side's Date header (RFC 9110) is none. */
  String difference(String date) {
    try {
      Instant theirs = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return "，本机与对方相差 " + Duration.between(theirs, clock.instant()).toSeconds() + " 秒";
    } catch (DateTimeException e) {
      return "";
    }
  }
}
