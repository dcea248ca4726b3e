package io.tongqiao.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lanes: the deliveries of one case to one system, in their order. */
@Command(
    name = "lane",
    mixinStandardHelpOptions = true,
    description = "通道：一个办件送往一个系统的报文，按序送达（lanes）。")
final class LaneCommands implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "请给出子命令：list");
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "列出停着的通道，停得最久的在前；--causes 按原因归并。")
  int list(
      @Mixin OperatorOptions operator,
      @Option(names = "--system", defaultValue = "", description = "只看这个系统") String system,
      @Option(
              names = "--state",
              defaultValue = "",
              description = "PARKED、WAITING、READY、BACKLOG，用逗号隔开；不写为前两种")
          String state,
      @Option(names = "--causes", description = "按系统和原因归并") boolean causes,
      @Option(names = "--limit", defaultValue = "50", description = "最多列出几条，至多 500") int limit,
      @Option(names = "--offset", defaultValue = "0", description = "跳过前几条") int offset)
      throws IOException, InterruptedException {
    String filter =
        "system=" + OperatorClient.encoded(system) + "&state=" + OperatorClient.encoded(state);
    if (causes) {
      return operator.get("lanes/causes?" + filter, LaneCommands::causes);
    }
    return operator.get(
        "lanes?" + filter + "&limit=" + limit + "&offset=" + offset, LaneCommands::lanes);
  }

  private static void lanes(PrintWriter out, JsonNode answer) {
    var table = new Table(List.of("投递编号", "系统", "办件编号", "状态", "自", "下次尝试", "已试", "后面排队"));
    for (JsonNode lane : answer.path("lanes")) {
      table.row(
          List.of(
              lane.path("deliveryId").asText(),
              lane.path("system").asText(),
              lane.path("caseNo").asText(),
              Words.state(lane.path("state").asText()),
              Words.time(lane.path("since")),
              Words.time(lane.path("nextAttemptAt")),
              lane.path("attempts").asText(),
              lane.path("backlog").asText()));
      reason(table, lane);
    }
    out.println(table.text());
    out.println(
        "共 " + answer.path("total").asLong() + " 条，列出 " + answer.path("lanes").size() + " 条");
  }

  private static void causes(PrintWriter out, JsonNode answer) {
    var table = new Table(List.of("系统", "状态", "最早", "通道数"));
    for (JsonNode cause : answer.path("causes")) {
      table.row(
          List.of(
              cause.path("system").asText(),
              Words.state(cause.path("state").asText()),
              Words.time(cause.path("oldest")),
              cause.path("lanes").asText()));
      reason(table, cause);
    }
    out.println(table.text());
  }

  private static void reason(Table table, JsonNode entry) {
    String code = entry.path("code").asText();
    String reason = entry.path("reason").asText();
    if (!code.isEmpty() || !reason.isEmpty()) {
      table.note("原因：" + (code.isEmpty() ? "" : "[" + code + "] ") + reason);
    }
  }
}
