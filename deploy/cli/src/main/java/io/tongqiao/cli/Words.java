package io.tongqiao.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The API's words, as an operator reads them. */
final class Words {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.ofHours(8));

  private Words() {}

  /** Of the state of a delivery. */
  static String state(String state) {
    return switch (state) {
      case "DELIVERED" -> "已送达";
      case "PARKED" -> "待人工处理";
      case "WAITING" -> "等待重试";
      case "BACKLOG" -> "排队";
      case "READY" -> "在途";
      case "SKIPPED" -> "已跳过";
      case "RETURNED" -> "已退回";
      default -> state;
    };
  }

  /** Of how a system is being called. */
  static String calls(String calls) {
    return switch (calls) {
      case "FLOWING" -> "正常";
      case "DRAINING" -> "恢复中";
      case "BREAKER_OPEN" -> "已熔断";
      case "CLOSED" -> "非业务时段";
      case "PAUSED" -> "已暂停";
      case "BROKEN" -> "未启用";
      default -> calls;
    };
  }

  /** Of the tier that a system belongs to. */
  static String tier(String tier) {
    return switch (tier) {
      case "central" -> "国垂";
      case "province" -> "省垂";
      case "city" -> "市垂";
      case "county" -> "县";
      default -> "-";
    };
  }

  /** Of the network that a system stands in. */
  static String network(String network) {
    return switch (network) {
      case "internet" -> "互联网";
      case "extranet" -> "政务外网";
      case "private" -> "部门专网";
      default -> "-";
    };
  }

  /** Of how a replay stands. */
  static String replay(String state) {
    return switch (state) {
      case "RUNNING" -> "进行中";
      case "DONE" -> "已完成";
      case "CANCELLED" -> "已取消";
      default -> state;
    };
  }

  /** Of what is done in bulk. */
  static String act(String act) {
    return switch (act) {
      case "RESEND" -> "补发";
      case "SKIP" -> "成批跳过";
      case "RETURN" -> "成批退回";
      default -> act;
    };
  }

  /** A moment, at +08:00; {@code -} for none. */
  static String time(JsonNode moment) {
    return moment.isTextual() ? TIME.format(Instant.parse(moment.asText())) : "-";
  }

  /** A text; {@code -} for none. */
  static String text(JsonNode value) {
    return value.asText().isEmpty() ? "-" : value.asText();
  }
}
