package io.tongqiao.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.cli.OperatorOptions.Request;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
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
    throw new ParameterException(spec.commandLine(), "请给出子命令：list、repair");
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
      @Option(names = "--case", paramLabel = "NO", defaultValue = "", description = "只看这个办件")
          String caseNo,
      @Option(
              names = "--cause",
              paramLabel = "TEXT",
              defaultValue = "",
              description = "只看这个代码，或原因中有这些字的")
          String cause,
      @Option(
              names = "--age",
              paramLabel = "MINUTES",
              defaultValue = "0",
              description = "只看至少停了几分钟的")
          int age,
      @Option(names = "--causes", description = "按系统和原因归并") boolean causes,
      @Option(names = "--limit", defaultValue = "50", description = "最多列出几条，至多 500") int limit,
      @Option(names = "--offset", defaultValue = "0", description = "跳过前几条") int offset)
      throws IOException, InterruptedException {
    String filter =
        "system="
            + OperatorClient.encoded(system)
            + "&state="
            + OperatorClient.encoded(state)
            + "&caseNo="
            + OperatorClient.encoded(caseNo)
            + "&cause="
            + OperatorClient.encoded(cause)
            + "&age="
            + age;
    if (causes) {
      return operator.get("lanes/causes?" + filter, LaneCommands::causes);
    }
    return operator.get(
        "lanes?" + filter + "&limit=" + limit + "&offset=" + offset, LaneCommands::lanes);
  }

  /** What is to be done; one of them. */
  private static final class Deed {

    @Option(names = "--resend", required = true, description = "原样再送一次")
    private boolean resend;

    @Option(names = "--skip", required = true, description = "跳过：对方不再收到这一份，后面的接着送")
    private boolean skip;

    @Option(names = "--return", required = true, description = "退回给发送方，并告知理由，后面的接着送")
    private boolean giveBack;

    @Option(
        names = "--correct",
        required = true,
        paramLabel = "FILE",
        description = "用更正后的报文再送；报文先用 delivery texts <投递编号> --save 取得")
    private Path correct;

    private String act() {
      if (resend) {
        return "/resend";
      }
      if (skip) {
        return "/skip";
      }
      return giveBack ? "/return" : "/correct";
    }
  }

  @Command(
      name = "repair",
      mixinStandardHelpOptions = true,
      description = "办理停着的通道中的第一份：重发、跳过、退回或更正。")
  int repair(
      @Mixin OperatorOptions operator,
      @Parameters(paramLabel = "<case>", description = "办件编号") String caseNo,
      @Parameters(paramLabel = "<system>", description = "系统") String system,
      @ArgGroup(multiplicity = "1") Deed deed,
      @Option(
              names = {"--because", "--reason"},
              required = true,
              paramLabel = "TEXT",
              description = "理由，留在审计中，不写个人信息")
          String because)
      throws IOException, InterruptedException {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("reason", because);
    if (deed.correct != null) {
      body.set("message", MessageFile.read(spec, deed.correct));
    }
    return operator.find(
        "lanes?system="
            + OperatorClient.encoded(system)
            + "&caseNo="
            + OperatorClient.encoded(caseNo),
        lanes -> first(lanes).map(id -> new Request("deliveries/" + id + deed.act(), body)),
        "办件 " + caseNo + " 给 " + system + " 的报文没有停着的。用 lane list --case " + caseNo + " 查看",
        DeliveryText::line);
  }

  private static Optional<String> first(JsonNode answer) {
    return Optional.of(answer.at("/lanes/0/deliveryId").asText()).filter(id -> !id.isEmpty());
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
