package io.tongqiao.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

/** Tokens of one's own account, or, for the security administrator, of a program's. */
@Command(
    name = "token",
    mixinStandardHelpOptions = true,
    description = "令牌：在命令行代替账户和密码；--for 办理程序账户的（tokens）。")
final class TokenCommands implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "请给出子命令：list、issue、revoke");
  }

  private static String path(String account) {
    return account.isEmpty() ? "me/tokens" : "users/" + OperatorClient.encoded(account) + "/tokens";
  }

  @Command(name = "list", mixinStandardHelpOptions = true, description = "列出有效的令牌。")
  int list(
      @Mixin OperatorOptions operator,
      @Option(names = "--for", defaultValue = "", description = "程序账户；不写为自己") String account)
      throws IOException, InterruptedException {
    return operator.get(path(account), TokenCommands::print);
  }

  @Command(name = "issue", mixinStandardHelpOptions = true, description = "签发令牌，只显示一次；--save 存成文件。")
  int issue(
      @Mixin OperatorOptions operator,
      @Option(names = "--for", defaultValue = "", description = "程序账户；不写为自己") String account,
      @Option(names = "--label", required = true, description = "用途") String label,
      @Option(names = "--days", description = "有效天数；不写为 90 天，程序账户为长期") Integer days,
      @Option(names = "--save", paramLabel = "FILE", description = "存成只有自己能读的文件") Path save)
      throws IOException, InterruptedException {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("label", label);
    if (days != null) {
      body.put("days", days);
    }
    return operator.post(path(account), body, (out, issued) -> told(out, issued, save));
  }

  /** A key or token that was just made. */
  static void told(PrintWriter out, JsonNode issued, Path save) throws IOException {
    if (save == null) {
      out.println(issued.path("key").asText());
      return;
    }
    Secret.write(save, issued.path("key").asText());
    out.println("编号 " + issued.path("id").asText() + "，已存为 " + save);
  }

  @Command(name = "revoke", mixinStandardHelpOptions = true, description = "吊销令牌，随即失效。")
  int revoke(
      @Mixin OperatorOptions operator,
      @Parameters(paramLabel = "<id>", description = "令牌编号，见 token list") String id,
      @Option(names = "--for", defaultValue = "", description = "程序账户；不写为自己") String account)
      throws IOException, InterruptedException {
    return operator.post(
        path(account) + "/" + OperatorClient.encoded(id) + "/revoke", "", TokenCommands::print);
  }

  private static void print(PrintWriter out, JsonNode answer) {
    var table = new Table(List.of("编号", "用途", "签发", "有效至"));
    for (JsonNode token : answer.path("tokens")) {
      table.row(
          List.of(
              token.path("id").asText(),
              token.path("label").asText(),
              Words.time(token.path("issuedAt")),
              token.has("expiresAt") ? Words.time(token.path("expiresAt")) : "长期"));
    }
    out.println(table.text());
  }
}
