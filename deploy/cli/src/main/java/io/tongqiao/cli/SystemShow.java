package io.tongqiao.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What there is to know of one system. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "查看一个系统：文件夹写了什么、怎么调用、密钥和到期、停着的原因（systems/…）。")
final class SystemShow implements Callable<Integer> {

  private static final int LABEL = 10;

  @Mixin private OperatorOptions operator;

  @Parameters(paramLabel = "<system>", description = "系统编号")
  private String system;

  @Override
  public Integer call() throws IOException, InterruptedException {
    return operator.get("systems/" + OperatorClient.encoded(system), SystemShow::print);
  }

  private static void print(PrintWriter out, JsonNode system) {
    out.println(system.path("id").asText() + " " + system.at("/name/zh").asText());
    line(out, "主管部门", system.at("/owner/zh").asText());
    line(
        out,
        "层级网络",
        Words.tier(system.path("tier").asText())
            + "，"
            + Words.network(system.path("network").asText()));
    line(out, "版本", system.path("version").asText());
    line(
        out,
        "调用",
        Words.calls(system.path("calls").asText())
            + "，自 "
            + Words.time(system.path("since"))
            + (system.has("reason") ? "，" + system.path("reason").asText() : ""));
    line(out, "未了结", open(system.path("open")));
    line(out, "传输", system.path("transport").asText() + " " + system.path("endpoint").asText());
    line(out, "认证", system.path("auth").asText());
    line(out, "限制", values(system.path("limits")));
    line(out, "重试", values(system.path("retry")));
    line(out, "熔断", values(system.path("breaker")));
    line(out, "时段", system.has("window") ? window(system.path("window")) : "全天");
    for (JsonNode secret : system.path("secrets")) {
      line(out, "密钥", secret(secret));
    }
    parts(out, system);
    causes(out, system.path("causes"));
    for (JsonNode fault : system.path("faults")) {
      line(out, "文件夹错误", fault.path("file").asText() + " " + fault.path("message").asText());
    }
  }

  private static void line(PrintWriter out, String label, String text) {
    out.println(label + " ".repeat(Math.max(1, LABEL - Table.width(label))) + text);
  }

  private static String open(JsonNode open) {
    List<String> counts = new ArrayList<>();
    open.properties()
        .forEach(e -> counts.add(Words.state(e.getKey()) + " " + e.getValue().asText()));
    return counts.isEmpty() ? "0" : String.join("，", counts);
  }

  /** Names and values as system.yaml has them. */
  private static String values(JsonNode object) {
    List<String> values = new ArrayList<>();
    object.properties().forEach(e -> values.add(e.getKey() + " " + e.getValue().asText()));
    return String.join("，", values);
  }

  private static String window(JsonNode window) {
    String days =
        window.path("workdays").asBoolean() ? "工作日" : String.join(" ", texts(window.path("days")));
    return days + " " + String.join(" ", texts(window.path("hours")));
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }

  private static String secret(JsonNode secret) {
    return secret.path("name").asText()
        + (secret.path("there").asBoolean() ? " 已设" : " 缺少")
        + (secret.has("expiresAt") ? "，有效至 " + Words.time(secret.path("expiresAt")) : "");
  }

  private static void parts(PrintWriter out, JsonNode system) {
    for (JsonNode operation : system.path("operations")) {
      line(out, "发往", operation.path("name").asText() + "  " + way(operation));
    }
    for (JsonNode door : system.path("doors")) {
      line(
          out,
          "来自",
          door.path("name").asText()
              + "  "
              + door.path("transport").asText()
              + " "
              + door.path("path").asText());
    }
  }

  private static String way(JsonNode part) {
    return (part.path("method").asText() + " " + part.path("path").asText()).strip();
  }

  private static void causes(PrintWriter out, JsonNode causes) {
    if (causes.isEmpty()) {
      return;
    }
    var table = new Table(List.of("状态", "最早", "通道数"));
    for (JsonNode cause : causes) {
      table.row(
          List.of(
              Words.state(cause.path("state").asText()),
              Words.time(cause.path("oldest")),
              cause.path("lanes").asText()));
      table.note("原因：" + cause.path("reason").asText());
    }
    out.println(table.text());
  }
}
