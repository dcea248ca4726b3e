package io.tongqiao.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * What is entered by hand. What a clerk copies and types back is asked for line by line, never
 * taken from options: those stay in the history of the shell and in the list of processes.
 */
@Command(
    name = "task",
    mixinStandardHelpOptions = true,
    description = "录入任务：对方系统没有接口，由经办人二次录入（tasks）。")
final class TaskCommands implements Runnable {

  private final InputStream in;

  @Spec private CommandSpec spec;

  /** Asks on an input. */
  TaskCommands(InputStream in) {
    this.in = in;
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "请给出子命令：list、show、take、give-back、done、refuse、enter");
  }

  private static ObjectNode said() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static String path(long id, String what) {
    return "tasks/" + id + what;
  }

  private TaskPrompts prompts() {
    return new TaskPrompts(in, spec.commandLine().getOut());
  }

  @Command(name = "list", mixinStandardHelpOptions = true, description = "列出待录入的任务，等得最久的在前；姓名已遮掩。")
  int list(
      @Mixin OperatorOptions operator,
      @Option(names = "--system", paramLabel = "ID", defaultValue = "", description = "只看一个系统")
          String system,
      @Option(
              names = "--state",
              paramLabel = "S,S",
              defaultValue = "",
              description = "OPEN、TAKEN、DONE、REFUSED、WITHDRAWN，不写看待录入和录入中的")
          String state,
      @Option(names = "--older-than-hours", defaultValue = "0", description = "只看已等这么多小时的")
          int hours,
      @Option(names = "--limit", defaultValue = "50", description = "最多列出几件，至多 500") int limit,
      @Option(names = "--offset", defaultValue = "0", description = "跳过前面几件") int offset)
      throws IOException, InterruptedException {
    String query =
        "tasks?system="
            + OperatorClient.encoded(system)
            + "&state="
            + OperatorClient.encoded(state)
            + "&olderThanHours="
            + hours
            + "&limit="
            + limit
            + "&offset="
            + offset;
    return operator.get(query, TaskText::list);
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "一件任务要录入的内容，按对方界面的顺序。自己领取后看到全部，否则是遮掩的。")
  int show(
      @Mixin OperatorOptions operator,
      @Parameters(paramLabel = "<id>", description = "任务编号，见 task list") long id)
      throws IOException, InterruptedException {
    return operator.get(path(id, ""), TaskText::whole);
  }

  @Command(
      name = "take",
      mixinStandardHelpOptions = true,
      description = "领取任务 30 分钟，别人不能再领；经办人就是所用令牌的账户。")
  int take(
      @Mixin OperatorOptions operator,
      @Parameters(paramLabel = "<id>", description = "任务编号") long id)
      throws IOException, InterruptedException {
    return operator.post(path(id, "/take"), said(), TaskText::line);
  }

  @Command(name = "give-back", mixinStandardHelpOptions = true, description = "退还领取的任务，别人可以领。")
  int giveBack(
      @Mixin OperatorOptions operator,
      @Parameters(paramLabel = "<id>", description = "任务编号") long id)
      throws IOException, InterruptedException {
    return operator.post(path(id, "/give-back"), said(), TaskText::line);
  }

  @Command(
      name = "done",
      mixinStandardHelpOptions = true,
      description = "录完：逐项照对方界面再输入一次，并输入两次回执号。没有回执号不算录完。")
  int done(
      @Mixin OperatorOptions operator,
      @Parameters(paramLabel = "<id>", description = "任务编号") long id)
      throws IOException, InterruptedException {
    return operator.then(
        path(id, ""), task -> prompts().entered(said(), task), path(id, "/done"), TaskText::line);
  }

  @Command(
      name = "refuse",
      mixinStandardHelpOptions = true,
      description = "对方系统不收：写明它的理由，投递转为待人工处理。")
  int refuse(
      @Mixin OperatorOptions operator,
      @Parameters(paramLabel = "<id>", description = "任务编号") long id,
      @Option(names = "--reason", required = true, description = "对方的理由，不写个人信息") String reason,
      @Option(names = "--receipt", paramLabel = "NO", description = "对方拒收的编号，有就写") String receipt)
      throws IOException, InterruptedException {
    return operator.then(
        path(id, ""),
        task -> refused(said(), task, reason, receipt),
        path(id, "/refuse"),
        TaskText::line);
  }

  private static ObjectNode refused(ObjectNode said, JsonNode task, String reason, String receipt) {
    said.put("version", task.path("version").asInt()).put("reason", reason);
    return receipt == null ? said : said.put("receiptNo", receipt);
  }

  @Command(
      name = "enter",
      mixinStandardHelpOptions = true,
      description = "录回对方系统显示的结果，如许可证号：逐项输入，要紧的输入两次。")
  int enter(
      @Mixin OperatorOptions operator,
      @Parameters(paramLabel = "<system>", description = "系统编号") String system,
      @Parameters(paramLabel = "<door>", description = "入口，见该系统的 system.yaml") String door)
      throws IOException, InterruptedException {
    String path =
        "systems/" + OperatorClient.encoded(system) + "/entries/" + OperatorClient.encoded(door);
    return operator.then(path, form -> prompts().entry(said(), form), path, TaskText::taken);
  }
}
