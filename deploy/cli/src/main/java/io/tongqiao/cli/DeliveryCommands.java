package io.tongqiao.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One delivery: why it stands still, and what to do about it. */
@Command(
    name = "delivery",
    mixinStandardHelpOptions = true,
    description = "投递：一份报文送往一个系统，查看原因、更正、重发、跳过、退回（deliveries）。")
final class DeliveryCommands implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "请给出子命令：show、texts、resend、skip、return、correct");
  }

  private static String path(long id, String what) {
    return "deliveries/" + id + what;
  }

  @Command(name = "show", mixinStandardHelpOptions = true, description = "状态、原因、对方的回执、更正的版本。")
  int show(
      @Mixin OperatorOptions operator,
      @Parameters(paramLabel = "<id>", description = "投递编号，见 lane list") long id)
      throws IOException, InterruptedException {
    return operator.get(path(id, ""), DeliveryText::whole);
  }

  @Command(
      name = "texts",
      mixinStandardHelpOptions = true,
      description = "报文和最近一次的收发原文，个人信息已遮盖；写明理由（--reason）才看原文。每次查看都记入审计。")
  int texts(
      @Mixin OperatorOptions operator,
      @Parameters(paramLabel = "<id>", description = "投递编号") long id,
      @Option(
              names = "--save",
              paramLabel = "FILE",
              description = "只把报文存成文件，改好后交给 delivery correct")
          Path save,
      @Option(names = "--reason", defaultValue = "", description = "看原文或存报文的理由，留在审计中，不写个人信息")
          String reason)
      throws IOException, InterruptedException {
    if (save == null && reason.isEmpty()) {
      return operator.get(path(id, "/texts"), DeliveryText::texts);
    }
    if (save == null) {
      return operator.post(path(id, "/texts"), reason, DeliveryText::texts);
    }
    return operator.post(
        path(id, "/texts"),
        reason.isEmpty() ? "更正报文" : reason,
        (out, answer) -> {
          Secret.write(save, answer.path("message").toPrettyString());
          out.println(
              "报文已存为 " + save + "。改好后运行 tongqiao delivery correct " + id + " --message " + save);
        });
  }

  @Command(name = "resend", mixinStandardHelpOptions = true, description = "重发待处理或等待中的投递。")
  int resend(
      @Mixin OperatorOptions operator,
      @Parameters(paramLabel = "<id>", description = "投递编号") long id,
      @Option(names = "--reason", defaultValue = "", description = "理由，可以不写") String reason)
      throws IOException, InterruptedException {
    return operator.post(path(id, "/resend"), reason, DeliveryText::line);
  }

  @Command(name = "skip", mixinStandardHelpOptions = true, description = "跳过：对方不再收到这份报文，后面的接着送。")
  int skip(
      @Mixin OperatorOptions operator,
      @Parameters(paramLabel = "<id>", description = "投递编号") long id,
      @Option(names = "--reason", required = true, description = "理由，留在审计中，不写个人信息") String reason)
      throws IOException, InterruptedException {
    return operator.post(path(id, "/skip"), reason, DeliveryText::line);
  }

  @Command(name = "return", mixinStandardHelpOptions = true, description = "退回给发送方，并告知理由，后面的接着送。")
  int giveBack(
      @Mixin OperatorOptions operator,
      @Parameters(paramLabel = "<id>", description = "投递编号") long id,
      @Option(names = "--reason", required = true, description = "理由，发给发送方并留在审计中，不写个人信息")
          String reason)
      throws IOException, InterruptedException {
    return operator.post(path(id, "/return"), reason, DeliveryText::line);
  }

  @Command(
      name = "correct",
      mixinStandardHelpOptions = true,
      description = "用更正后的报文重发；原来的报文保留。先用 delivery texts --save 取得报文。")
  int correct(
      @Mixin OperatorOptions operator,
      @Parameters(paramLabel = "<id>", description = "投递编号") long id,
      @Option(names = "--message", required = true, paramLabel = "FILE", description = "更正后的整份标准报文")
          Path message,
      @Option(names = "--reason", required = true, description = "理由，留在审计中，不写个人信息") String reason)
      throws IOException, InterruptedException {
    ObjectNode body = new JsonMapper().createObjectNode().put("reason", reason);
    body.set("message", MessageFile.read(spec, message));
    return operator.post(path(id, "/correct"), body, DeliveryText::line);
  }
}
