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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What can be done with systems: their folders offline, and the calls to them. */
@Command(
    name = "system",
    mixinStandardHelpOptions = true,
    description = "系统：检查、新建和部署文件夹，回退版本，查看、测试连接、暂停和恢复调用（systems）。")
final class SystemCommands implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "请给出子命令：check、new、list、show、test、versions、deploy、rollback、withdraw、pause、resume");
  }

  @Command(name = "list", mixinStandardHelpOptions = true, description = "列出各系统的调用情况和未了结的投递。")
  int list(@Mixin OperatorOptions operator) throws IOException, InterruptedException {
    return operator.get("systems", SystemCommands::print);
  }

  @Command(name = "pause", mixinStandardHelpOptions = true, description = "暂停调用一个系统，给它的报文都留着。")
  int pause(
      @Mixin OperatorOptions operator,
      @Parameters(paramLabel = "<system>", description = "系统编号") String system,
      @Option(names = "--reason", required = true, description = "理由，留在审计中，不写个人信息") String reason)
      throws IOException, InterruptedException {
    String path = "systems/" + OperatorClient.encoded(system) + "/pause";
    return operator.post(path, reason, SystemCommands::status);
  }

  @Command(name = "resume", mixinStandardHelpOptions = true, description = "恢复调用暂停的系统。")
  int resume(
      @Mixin OperatorOptions operator,
      @Parameters(paramLabel = "<system>", description = "系统编号") String system,
      @Option(names = "--reason", defaultValue = "", description = "理由，可以不写") String reason)
      throws IOException, InterruptedException {
    String path = "systems/" + OperatorClient.encoded(system) + "/resume";
    return operator.post(path, reason, SystemCommands::status);
  }

  private static void status(PrintWriter out, JsonNode system) {
    out.println(system.path("id").asText() + " " + Words.calls(system.path("calls").asText()));
  }

  private static String tasks(JsonNode tasks) {
    long late = tasks.path("late").asLong();
    return "待录入 "
        + tasks.path("open").asLong()
        + " 件，最早 "
        + Words.time(tasks.path("oldest"))
        + (late > 0 ? "，其中 " + late + " 件已超时限" : "");
  }

  private static void print(PrintWriter out, JsonNode answer) {
    var table = new Table(List.of("系统", "名称", "调用", "自", "最早未了结", "在途", "排队", "等待", "待处理"));
    for (JsonNode system : answer.path("systems")) {
      JsonNode open = system.path("open");
      table.row(
          List.of(
              system.path("id").asText(),
              Words.text(system.path("name")),
              Words.calls(system.path("calls").asText()),
              Words.time(system.path("since")),
              Words.time(system.path("oldestOpen")),
              Long.toString(open.path("READY").asLong()),
              Long.toString(open.path("BACKLOG").asLong()),
              Long.toString(open.path("WAITING").asLong()),
              Long.toString(open.path("PARKED").asLong())));
      if (system.has("tasks")) {
        table.note(tasks(system.path("tasks")));
      }
      if (system.has("reason")) {
        String next = system.has("next") ? "，下次 " + Words.time(system.path("next")) : "";
        table.note(system.path("reason").asText() + next);
      }
    }
    out.println(table.text());
  }
}
