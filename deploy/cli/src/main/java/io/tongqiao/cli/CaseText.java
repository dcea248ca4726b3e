package io.tongqiao.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** How cases are printed. */
final class CaseText {

  private CaseText() {}

  /** One row a case; where the search goes on, beneath. */
  static void list(PrintWriter out, JsonNode answer) {
    var table = new Table(List.of("办件编号", "状态", "收到时间", "事项", "申请人", "证件号", "各系统"));
    for (JsonNode one : answer.path("cases")) {
      table.row(
          List.of(
              one.path("caseNo").asText(),
              one.path("stateName").asText(),
              Words.time(one.path("openedAt")),
              Words.text(one.at("/item/name")),
              Words.text(one.at("/applicant/name")),
              Words.text(one.at("/applicant/code")),
              systems(one.path("systems"))));
    }
    out.println(table.text());
    out.println("列出 " + answer.path("cases").size() + " 件");
    if (answer.has("next")) {
      out.println("还有更早的：加上 --next=" + answer.path("next").asText() + " 接着查");
    }
  }

  private static String systems(JsonNode systems) {
    String still =
        StreamSupport.stream(systems.spliterator(), false)
            .filter(s -> !s.path("state").asText().equals("DELIVERED"))
            .map(s -> s.path("system").asText() + " " + Words.state(s.path("state").asText()))
            .collect(Collectors.joining("，"));
    return still.isEmpty() ? systems.size() + " 个系统，都已送达" : still;
  }

  /** What is known of it, how it stands at each system, and what happened. */
  static void whole(PrintWriter out, JsonNode told) {
    out.println("办件编号：" + told.path("caseNo").asText());
    out.println("状态：" + told.path("stateName").asText());
    out.println(
        "事项：" + Words.text(told.at("/item/name")) + " " + told.at("/item/implCode").asText());
    out.println(
        "申请人："
            + Words.text(told.at("/applicant/name"))
            + " "
            + told.at("/applicant/code").asText());
    lanes(out, told);
    var table = new Table(List.of("时间", "", "系统", "什么事", "结果", "编号", "投递编号", "次数"));
    told.path("timeline").forEach(entry -> entry(table, entry));
    out.println(table.text());
  }

  private static void lanes(PrintWriter out, JsonNode told) {
    var lanes = new Table(List.of("系统", "状态", "自", "下次尝试", "已了结"));
    for (JsonNode lane : told.path("lanes")) {
      int all = lane.path("all").asInt();
      lanes.row(
          List.of(
              lane.path("system").asText(),
              Words.state(lane.path("state").asText()),
              Words.time(lane.path("since")),
              Words.time(lane.path("nextAttemptAt")),
              all - lane.path("open").asInt() + "/" + all));
      if (lane.has("cause")) {
        lanes.note("原因：" + lane.path("cause").asText());
      }
    }
    out.println(lanes.text());
  }

  private static void entry(Table table, JsonNode entry) {
    table.row(
        List.of(
            Words.time(entry.path("at")),
            way(entry.path("kind").asText()),
            Words.text(entry.path("system")),
            entry.has("eventName") ? entry.path("eventName").asText() : what(entry),
            Words.state(entry.path("state").asText()),
            Words.text(entry.path("receiptNo")),
            Words.text(entry.path("deliveryId")),
            Words.text(entry.path("attempts"))));
    if (entry.has("detail")) {
      String code = entry.has("code") ? "[" + entry.path("code").asText() + "] " : "";
      String actor = entry.has("actor") ? entry.path("actor").asText() + "：" : "";
      table.note(actor + code + entry.path("detail").asText());
    }
  }

  private static String way(String kind) {
    return switch (kind) {
      case "MESSAGE" -> "来";
      case "DELIVERY" -> "去";
      default -> "";
    };
  }

  private static String what(JsonNode entry) {
    return switch (entry.path("kind").asText()) {
      case "ACT" -> act(entry.path("operation").asText());
      case "PULL" -> "调取材料";
      case "PUSH" -> "审管推送";
      case "CLAIM" -> "监管认领";
      case "TASK" -> "二次录入";
      default -> Words.text(entry.path("operation"));
    };
  }

  private static String act(String act) {
    return switch (act) {
      case "delivery.resend" -> "人工重发";
      case "delivery.correct" -> "人工更正";
      case "delivery.skip" -> "人工跳过";
      case "delivery.return" -> "人工退回";
      default -> act;
    };
  }
}
