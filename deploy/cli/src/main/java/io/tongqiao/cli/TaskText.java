package io.tongqiao.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.List;

/** Tasks as a clerk reads them. */
final class TaskText {

  private TaskText() {}

  static void list(PrintWriter out, JsonNode answer) {
    var table = new Table(List.of("任务", "系统", "操作", "办件编号", "事项", "当事人", "状态", "自"));
    for (JsonNode task : answer.path("tasks")) {
      table.row(
          List.of(
              task.path("id").asText(),
              task.path("system").asText(),
              task.path("operation").asText(),
              task.path("caseNo").asText(),
              Words.text(task.path("item")),
              Words.text(task.path("party")),
              state(task),
              Words.time(task.path("openedAt"))));
      if (task.has("reason")) {
        table.note("对方的理由：" + task.path("reason").asText());
      }
    }
    out.println(table.text());
    out.println(
        "共 " + answer.path("total").asLong() + " 件，列出 " + answer.path("tasks").size() + " 件");
  }

  private static String state(JsonNode task) {
    String late = task.path("late").asBoolean() ? "，已超时限" : "";
    String by = task.has("by") ? " " + task.path("by").asText() : "";
    return switch (task.path("state").asText()) {
      case "OPEN" -> "待录入" + late;
      case "TAKEN" -> "录入中" + by + late;
      case "DONE" -> "已录入" + by;
      case "REFUSED" -> "对方不收" + by;
      case "WITHDRAWN" -> "不用录了";
      default -> task.path("state").asText();
    };
  }

  static void line(PrintWriter out, JsonNode task) {
    out.println(
        "任务 "
            + task.path("id").asText()
            + "（"
            + task.path("system").asText()
            + "，办件 "
            + task.path("caseNo").asText()
            + "）"
            + state(task)
            + (task.has("takenUntil") ? "，到 " + Words.time(task.path("takenUntil")) : "")
            + (task.has("receiptNo") ? "，回执号 " + task.path("receiptNo").asText() : ""));
  }

  static void whole(PrintWriter out, JsonNode task) {
    line(out, task);
    if (task.has("systemName")) {
      out.println("打开 " + task.path("systemName").asText() + "  " + task.path("address").asText());
    }
    String section = "";
    for (JsonNode field : task.path("fields")) {
      if (!field.path("section").asText().equals(section)) {
        section = field.path("section").asText();
        out.println("— " + section + " —");
      }
      out.println(
          "  "
              + field.path("label").asText()
              + (field.path("confirm").asBoolean() ? " *" : "")
              + "："
              + field.path("value").asText()
              + (field.has("hint") ? "    （" + field.path("hint").asText() + "）" : ""));
    }
    if (task.path("masked").asBoolean()) {
      out.println("内容已遮掩：先领取（tongqiao task take " + task.path("id").asText() + "）才看得到全部");
      return;
    }
    out.println("录完后运行 tongqiao task done " + task.path("id").asText() + "，带 * 的要照对方界面再输入一次");
  }

  static void taken(PrintWriter out, JsonNode answer) {
    out.println(
        "已记下办件 "
            + answer.path("caseNo").asText()
            + " 的结果，消息 "
            + answer.path("messageId").asText()
            + (answer.path("known").asBoolean() ? "（先前已经录过，未重复）" : ""));
  }
}
