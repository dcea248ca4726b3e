package io.tongqiao.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One message, wherever it went; and messages sent again, many at once. */
@Command(
    name = "message",
    mixinStandardHelpOptions = true,
    description = "报文：一份报文的信封、来处和去处（messages）；成批重送（replay）。")
final class MessageCommands implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "请给出子命令：show、replay");
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "信封、来自哪里、何时受理、送往各系统的状态和原因；不含报文内容。")
  int show(
      @Mixin OperatorOptions operator,
      @Parameters(paramLabel = "<id>", description = "报文编号，32 位，见回执的 messageId 或 delivery show")
          String id)
      throws IOException, InterruptedException {
    return operator.get("messages/" + OperatorClient.encoded(id), MessageCommands::whole);
  }

  private static void whole(PrintWriter out, JsonNode message) {
    out.println("报文 " + message.path("messageId").asText());
    field(out, "办件编号", message.path("caseNo"));
    field(out, "事件", message.path("event"));
    field(out, "发送方", message.path("source"));
    field(out, "发送方编号", message.path("sourceMessageId"));
    field(out, "接口", message.path("door"));
    out.println("受理时间：" + Words.time(message.path("acceptedAt")));
    out.println("信封：");
    for (Map.Entry<String, JsonNode> attribute : message.path("envelope").properties()) {
      out.println("  " + attribute.getKey() + " = " + attribute.getValue().asText());
    }
    if (message.path("deliveries").isEmpty()) {
      out.println("没有系统要收这份报文。");
      return;
    }
    var table = new Table(List.of("投递编号", "系统", "操作", "状态", "自", "下次尝试", "已试"));
    for (JsonNode delivery : message.path("deliveries")) {
      table.row(
          List.of(
              delivery.path("deliveryId").asText(),
              delivery.path("system").asText(),
              delivery.path("operation").asText(),
              Words.state(delivery.path("state").asText()),
              Words.time(delivery.path("changedAt")),
              Words.time(delivery.path("nextAttemptAt")),
              delivery.path("attempts").asText()));
      String code = delivery.path("code").asText();
      String cause = delivery.path("cause").asText();
      if (!code.isEmpty() || !cause.isEmpty()) {
        table.note("原因：" + (code.isEmpty() ? "" : "[" + code + "] ") + cause);
      }
    }
    out.println(table.text());
  }

  private static void field(PrintWriter out, String name, JsonNode value) {
    out.println(name + "：" + Words.text(value));
  }
}
