package io.tongqiao.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.tongqiao.schema.CodeLists;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** How pulls are printed. */
final class PullText {

  private final CodeLists codes;

  PullText(CodeLists codes) {
    this.codes = codes;
  }

  /** One row a pull, what came of its materials beneath. */
  void list(PrintWriter out, JsonNode answer) {
    var table = new Table(List.of("提出时间", "部门", "经办", "事项", "办件编号", "提出系统", "调取编号"));
    for (JsonNode pull : answer.path("pulls")) {
      JsonNode purpose = pull.path("purpose");
      table.row(
          List.of(
              Words.time(pull.path("askedAt")),
              purpose.path("orgName").asText(),
              purpose.path("username").asText(),
              purpose.path("itemName").asText(),
              pull.path("caseNo").asText(),
              pull.path("asker").asText(),
              pull.path("pull").asText()));
      table.note("被查：" + joined(pull.path("holders")));
      pull.path("materials").forEach(material -> table.note(brief(material)));
    }
    out.println(table.text());
    out.println(
        "共 " + answer.path("total").asLong() + " 次，列出最新的 " + answer.path("pulls").size() + " 次");
  }

  private String brief(JsonNode material) {
    String from =
        material.has("document") ? "，" + material.at("/document/system").asText() + " 提供" : "";
    return material.path("code").asText()
        + " "
        + material.path("name").asText()
        + "："
        + outcome(material)
        + from;
  }

  /** The ground, and for each material who was asked and what came of it. */
  void whole(PrintWriter out, JsonNode pull) {
    JsonNode purpose = pull.path("purpose");
    field(out, "调取编号", pull.path("pull"));
    field(out, "提出系统", pull.path("asker"));
    field(out, "请求编号", pull.path("requestId"));
    field(out, "部门", purpose.path("orgName"));
    field(out, "部门代码", purpose.path("orgCode"));
    field(out, "经办", purpose.path("username"));
    field(out, "事项", purpose.path("itemName"));
    field(out, "实施编码", purpose.path("itemCode"));
    field(out, "办件编号", purpose.path("businessCode"));
    out.println("提出时间：" + Words.time(pull.path("askedAt")));
    out.println("答复时间：" + Words.time(pull.path("answeredAt")));
    out.println("被查：" + joined(pull.path("holders")));
    var table = new Table(List.of("材料", "方式", "问过谁", "证照", "结果", "对方代码", "毫秒"));
    pull.path("materials").forEach(material -> material(table, material));
    out.println(table.text());
  }

  private void material(Table table, JsonNode material) {
    String name = material.path("code").asText() + " " + material.path("name").asText();
    table.row(List.of(name, strategy(material), "-", "-", outcome(material), "-", "-"));
    JsonNode document = material.path("document");
    if (document.isObject()) {
      String again = document.path("reused").asBoolean() ? "，沿用以前调取的" : "";
      table.note(
          document.path("system").asText()
              + " 提供，可信等级 "
              + document.path("trustLevel").asText()
              + "，核验于 "
              + Words.time(document.path("verifiedAt"))
              + again);
    }
    if (material.has("reason")) {
      table.note("原因：" + material.path("reason").asText());
    }
    for (JsonNode attempt : material.path("tried")) {
      table.row(
          List.of(
              "",
              strategy(attempt),
              Words.text(attempt.path("system")),
              Words.text(attempt.path("document")),
              outcome(attempt),
              Words.text(attempt.path("code")),
              attempt.path("millis").asText()));
      if (attempt.has("reason")) {
        table.note("原因：" + attempt.path("reason").asText());
      }
    }
  }

  /** The outcome of a material or an attempt in words. */
  String outcome(JsonNode node) {
    return label("prerequisite-outcome", node.path("outcome").asText());
  }

  /** The strategy of a material or an attempt in words; {@code -} for none. */
  String strategy(JsonNode node) {
    return node.has("strategy")
        ? label("prerequisite-strategy", node.path("strategy").asText())
        : "-";
  }

  private String label(String list, String code) {
    return codes.label(list, code).map(CodeLists.Label::zh).orElse(code);
  }

  private static String joined(JsonNode texts) {
    return StreamSupport.stream(texts.spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.joining("、"));
  }

  private static void field(PrintWriter out, String name, JsonNode value) {
    out.println(name + "：" + Words.text(value));
  }
}
