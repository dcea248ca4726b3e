package io.tongqiao.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Keys by which systems show who they are. */
@Command(
    name = "key",
    mixinStandardHelpOptions = true,
    description = "密钥：各系统向通桥出示的密钥，由安全管理员签发和吊销（keys）。")
final class KeyCommands implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "请给出子命令：list、issue、revoke");
  }

  @Command(name = "list", mixinStandardHelpOptions = true, description = "列出各系统有效的密钥（没有密钥本身）。")
  int list(@Mixin OperatorOptions operator) throws IOException, InterruptedException {
    return operator.get("keys", KeyCommands::print);
  }

  @Command(
      name = "issue",
      mixinStandardHelpOptions = true,
      description = "再签发一个密钥，只显示一次；旧的在吊销前照用，一个系统至多两个。")
  int issue(
      @Mixin OperatorOptions operator,
      @Parameters(paramLabel = "<system>", description = "系统编号") String system,
      @Option(names = "--reason", required = true, description = "理由，留在审计中，不写个人信息") String reason,
      @Option(names = "--save", paramLabel = "FILE", description = "存成只有自己能读的文件") Path save)
      throws IOException, InterruptedException {
    return operator.post(
        path(system),
        JsonNodeFactory.instance.objectNode().put("reason", reason),
        (out, issued) -> TokenCommands.told(out, issued, save));
  }

  @Command(name = "revoke", mixinStandardHelpOptions = true, description = "吊销密钥，随即失效。")
  int revoke(
      @Mixin OperatorOptions operator,
      @Parameters(paramLabel = "<system>", description = "系统编号") String system,
      @Parameters(paramLabel = "<id>", description = "密钥编号，见 key list") String id,
      @Option(names = "--reason", required = true, description = "理由，留在审计中，不写个人信息") String reason)
      throws IOException, InterruptedException {
    String path = path(system) + "/" + OperatorClient.encoded(id) + "/revoke";
    return operator.post(path, reason, KeyCommands::print);
  }

  private static String path(String system) {
    return "systems/" + OperatorClient.encoded(system) + "/keys";
  }

  private static void print(PrintWriter out, JsonNode answer) {
    var table = new Table(List.of("系统", "编号", "签发"));
    for (JsonNode key : answer.path("keys")) {
      table.row(
          List.of(
              key.path("system").asText(),
              key.path("id").asText(),
              Words.time(key.path("issuedAt"))));
    }
    out.println(table.text());
  }
}
