package io.tongqiao.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Bulk replays, skips and returns. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = "成批办理：按条件成批重送（补发）、跳过、退回，限速，可取消，重启后接着做（replays）。")
final class ReplayCommands implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "请给出子命令：preview、start、list、show、cancel");
  }

  /** Which deliveries. */
  private static final class Filter {

    @Option(
        names = "--act",
        defaultValue = "RESEND",
        description = "办什么：RESEND 重送（默认）、SKIP 跳过、RETURN 退回；后两种只对停着的")
    private String act;

    @Option(
        names = "--like",
        paramLabel = "DELIVERY",
        description = "与这个投递停在同一系统、状态、代码、原因的全部；给了它就不再给其他条件")
    private Long like;

    @Option(names = "--system", description = "哪个系统；没有 --like 时必须给")
    private String system;

    @Option(
        names = "--state",
        split = ",",
        description = "哪些状态：PARKED、WAITING、DELIVERED、SKIPPED、RETURNED，用逗号隔开")
    private List<String> states = List.of();

    @Option(
        names = "--from",
        paramLabel = "TIME",
        description = "受理不早于，如 2026-03-16T08:00:00+08:00")
    private String from;

    @Option(names = "--until", paramLabel = "TIME", description = "受理早于")
    private String until;

    @Option(names = "--code", description = "对方或通桥给的代码")
    private String code;

    private ObjectNode json() {
      ObjectNode json = JsonNodeFactory.instance.objectNode().put("act", act);
      if (like != null) {
        return json.put("like", like);
      }
      put(json, "system", system);
      ArrayNode array = json.putArray("states");
      states.forEach(array::add);
      put(json, "from", from);
      put(json, "until", until);
      put(json, "code", code);
      return json;
    }

    private static void put(ObjectNode json, String field, String value) {
      if (value != null) {
        json.put(field, value);
      }
    }
  }

  @Command(name = "preview", mixinStandardHelpOptions = true, description = "看看有多少、是哪些，不办理。")
  int preview(@Mixin OperatorOptions operator, @Mixin Filter filter)
      throws IOException, InterruptedException {
    return operator.post("replays/preview", filter.json(), ReplayCommands::preview);
  }

  @Command(name = "start", mixinStandardHelpOptions = true, description = "开始成批办理。")
  int start(
      @Mixin OperatorOptions operator,
      @Mixin Filter filter,
      @Option(names = "--per-second", defaultValue = "20", description = "每秒几件，至多 1000") int pace,
      @Option(names = "--reason", required = true, description = "理由，留在审计中，不写个人信息") String reason)
      throws IOException, InterruptedException {
    ObjectNode body = filter.json().put("perSecond", pace).put("reason", reason);
    return operator.post("replays", body, ReplayCommands::line);
  }

  @Command(name = "list", mixinStandardHelpOptions = true, description = "最近 100 次，新的在前。")
  int list(@Mixin OperatorOptions operator) throws IOException, InterruptedException {
    return operator.get("replays", ReplayCommands::list);
  }

  @Command(name = "show", mixinStandardHelpOptions = true, description = "一次的条件和进度。")
  int show(
      @Mixin OperatorOptions operator, @Parameters(paramLabel = "<id>", description = "编号") long id)
      throws IOException, InterruptedException {
    return operator.get("replays/" + id, ReplayCommands::line);
  }

  @Command(name = "cancel", mixinStandardHelpOptions = true, description = "取消进行中的一次；已办的不撤回。")
  int cancel(
      @Mixin OperatorOptions operator,
      @Parameters(paramLabel = "<id>", description = "编号") long id,
      @Option(names = "--reason", defaultValue = "", description = "理由，可以不写") String reason)
      throws IOException, InterruptedException {
    return operator.post("replays/" + id + "/cancel", reason, ReplayCommands::line);
  }

  private static void preview(PrintWriter out, JsonNode answer) {
    var table = new Table(List.of("投递编号", "办件编号", "操作", "状态", "自", "已试"));
    for (JsonNode delivery : answer.path("first")) {
      table.row(
          List.of(
              delivery.path("deliveryId").asText(),
              delivery.path("caseNo").asText(),
              delivery.path("operation").asText(),
              Words.state(delivery.path("state").asText()),
              Words.time(delivery.path("changedAt")),
              delivery.path("attempts").asText()));
    }
    out.println(table.text());
    out.println(
        "共 " + answer.path("total").asLong() + " 件符合，列出前 " + answer.path("first").size() + " 件");
  }

  private static void line(PrintWriter out, JsonNode replay) {
    out.println(
        Words.act(replay.path("act").asText())
            + " "
            + replay.path("id").asText()
            + "（"
            + replay.path("system").asText()
            + "，"
            + states(replay)
            + "）"
            + Words.replay(replay.path("state").asText())
            + "，"
            + replay.path("done").asText()
            + "/"
            + replay.path("total").asText()
            + " 件，每秒 "
            + replay.path("perSecond").asText()
            + " 件");
  }

  private static void list(PrintWriter out, JsonNode answer) {
    var table = new Table(List.of("编号", "办什么", "系统", "哪些", "状态", "开始", "已办", "共"));
    for (JsonNode replay : answer.path("replays")) {
      table.row(
          List.of(
              replay.path("id").asText(),
              Words.act(replay.path("act").asText()),
              replay.path("system").asText(),
              states(replay),
              Words.replay(replay.path("state").asText()),
              Words.time(replay.path("createdAt")),
              replay.path("done").asText(),
              replay.path("total").asText()));
      table.note("理由：" + replay.path("reason").asText());
    }
    out.println(table.text());
  }

  private static String states(JsonNode replay) {
    return StreamSupport.stream(replay.path("states").spliterator(), false)
        .map(state -> Words.state(state.asText()))
        .collect(Collectors.joining("、"));
  }
}
