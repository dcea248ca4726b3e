package io.tongqiao.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.List;

/** How a delivery is printed. */
final class DeliveryText {

  private DeliveryText() {}

  /** After an act: where it stands now. */
  static void line(PrintWriter out, JsonNode delivery) {
    out.println(
        "投递 "
            + delivery.path("deliveryId").asText()
            + "（"
            + delivery.path("system").asText()
            + "，办件 "
            + delivery.path("caseNo").asText()
            + "）"
            + Words.state(delivery.path("state").asText()));
  }

  /** All that is known, but for texts. */
  static void whole(PrintWriter out, JsonNode delivery) {
    line(out, delivery);
    field(out, "事件", delivery.path("event"));
    field(out, "操作", delivery.path("operation"));
    field(out, "报文编号", delivery.path("messageId"));
    field(out, "发送方", delivery.path("source"));
    field(out, "发送方编号", delivery.path("sourceMessageId"));
    out.println("受理时间：" + Words.time(delivery.path("acceptedAt")));
    out.println("状态时间：" + Words.time(delivery.path("changedAt")));
    out.println("下次尝试：" + Words.time(delivery.path("nextAttemptAt")));
    field(out, "已试次数", delivery.path("attempts"));
    field(out, "报文版本", delivery.path("version"));
    field(out, "代码", delivery.path("code"));
    field(out, "原因", delivery.path("cause"));
    field(out, "对方回执号", delivery.path("receiptNo"));
    delivery.path("lossy").forEach(lossy -> out.println("有损转换：" + lossy.asText()));
    receipts(out, delivery.path("receipts"));
    versions(out, delivery.path("versions"));
  }

  private static void field(PrintWriter out, String name, JsonNode value) {
    out.println(name + "：" + Words.text(value));
  }

  private static void receipts(PrintWriter out, JsonNode receipts) {
    if (!receipts.isEmpty()) {
      var table = new Table(List.of("回执时间", "层级", "结论", "代码", "回执号"));
      for (JsonNode receipt : receipts) {
        boolean accepted = receipt.path("outcome").asText().equals("ACCEPTED");
        table.row(
            List.of(
                Words.time(receipt.path("time")),
                receipt.path("level").asText(),
                accepted ? "接受" : "拒绝",
                Words.text(receipt.path("code")),
                Words.text(receipt.path("receiptNo"))));
      }
      out.println(table.text());
    }
  }

  private static void versions(PrintWriter out, JsonNode versions) {
    if (!versions.isEmpty()) {
      var table = new Table(List.of("更正时间", "何人", "版本"));
      for (JsonNode version : versions) {
        table.row(
            List.of(
                Words.time(version.path("time")),
                version.path("actor").asText(),
                version.path("version").asText()));
        table.note("理由：" + version.path("reason").asText());
      }
      out.println(table.text());
    }
  }

  /** The message, and what went over the wire. */
  static void texts(PrintWriter out, JsonNode texts) {
    out.println("== 报文（第 " + texts.path("version").asText() + " 版）");
    out.println(texts.path("message").toPrettyString());
    out.println("== 最近一次发出");
    out.println(Words.text(texts.path("request")));
    out.println("== 最近一次答复");
    out.println(Words.text(texts.path("response")));
  }
}
