package io.tongqiao.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
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

/** Accounts. */
@Command(
    name = "user",
    mixinStandardHelpOptions = true,
    description = "用户：账户、角色和系统范围，由安全管理员办理；password 改自己的密码（users）。")
final class UserCommands implements Runnable {

  private static final String ROLES =
      "角色：SYSTEM_ADMIN 系统管理员、SECURITY_ADMIN 安全管理员、AUDITOR 审计管理员、OPERATOR 运维员、VIEWER 查看员";

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "请给出子命令：list、add、role、disable、enable、reset、password");
  }

  @Command(name = "list", mixinStandardHelpOptions = true, description = "列出账户。")
  int list(@Mixin OperatorOptions operator) throws IOException, InterruptedException {
    return operator.get(
        "users",
        (out, answer) -> {
          var table = new Table(List.of("账户", "姓名或用途", "角色", "系统", "状态"));
          answer.path("users").forEach(user -> row(table, user));
          out.println(table.text());
        });
  }

  private static void row(Table table, JsonNode user) {
    table.row(
        List.of(
            user.path("name").asText(),
            user.path("displayName").asText() + (user.path("service").asBoolean() ? "（程序）" : ""),
            joined(user.path("roles")),
            joined(user.path("systems")),
            state(user)));
  }

  private static String state(JsonNode user) {
    if (user.has("disabledAt")) {
      return "已停用";
    }
    return user.path("mustChange").asBoolean() ? "待改密码" : "正常";
  }

  private static String joined(JsonNode texts) {
    return StreamSupport.stream(texts.spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.joining(","));
  }

  @Command(name = "add", mixinStandardHelpOptions = true, description = "新建账户；密码只显示一次，首次登录须修改。")
  int add(
      @Mixin OperatorOptions operator,
      @Parameters(paramLabel = "<name>", description = "账户名，小写字母开头") String name,
      @Option(names = "--name", required = true, description = "姓名或用途") String displayName,
      @Option(names = "--role", required = true, split = ",", description = ROLES)
          List<String> roles,
      @Option(names = "--systems", split = ",", description = "只管这些系统；不写为全部") List<String> systems,
      @Option(names = "--service", description = "程序用的账户，只有令牌，没有密码") boolean service)
      throws IOException, InterruptedException {
    ObjectNode body = rights(roles, systems).put("name", name).put("displayName", displayName);
    return operator.post("users", body.put("service", service), UserCommands::told);
  }

  @Command(name = "role", mixinStandardHelpOptions = true, description = "改角色和系统范围；不能改自己的。")
  int role(
      @Mixin OperatorOptions operator,
      @Parameters(paramLabel = "<name>", description = "账户名") String name,
      @Option(names = "--role", required = true, split = ",", description = ROLES)
          List<String> roles,
      @Option(names = "--systems", split = ",", description = "只管这些系统；不写为全部") List<String> systems,
      @Option(names = "--reason", required = true, description = "理由，留在审计中，不写个人信息") String reason)
      throws IOException, InterruptedException {
    return operator.post(
        path(name, "roles"), rights(roles, systems).put("reason", reason), UserCommands::told);
  }

  @Command(name = "disable", mixinStandardHelpOptions = true, description = "停用账户，会话和令牌随即失效。")
  int disable(
      @Mixin OperatorOptions operator,
      @Parameters(paramLabel = "<name>", description = "账户名") String name,
      @Option(names = "--reason", required = true, description = "理由，留在审计中，不写个人信息") String reason)
      throws IOException, InterruptedException {
    return operator.post(path(name, "disable"), reason, UserCommands::told);
  }

  @Command(name = "enable", mixinStandardHelpOptions = true, description = "重新启用账户。")
  int enable(
      @Mixin OperatorOptions operator,
      @Parameters(paramLabel = "<name>", description = "账户名") String name,
      @Option(names = "--reason", required = true, description = "理由，留在审计中，不写个人信息") String reason)
      throws IOException, InterruptedException {
    return operator.post(path(name, "enable"), reason, UserCommands::told);
  }

  @Command(name = "reset", mixinStandardHelpOptions = true, description = "重置密码并解锁；新密码只显示一次。")
  int reset(
      @Mixin OperatorOptions operator,
      @Parameters(paramLabel = "<name>", description = "账户名") String name,
      @Option(names = "--reason", required = true, description = "理由，留在审计中，不写个人信息") String reason)
      throws IOException, InterruptedException {
    return operator.post(path(name, "reset"), reason, UserCommands::told);
  }

  @Command(
      name = "password",
      mixinStandardHelpOptions = true,
      description = "改自己的密码，与 --user 一起用；新密码在提示后输入。")
  int password(
      @Mixin OperatorOptions operator,
      @Option(names = "--old-file", paramLabel = "FILE", description = "从文件读原密码，不提示") Path old,
      @Option(names = "--new-file", paramLabel = "FILE", description = "从文件读新密码，不提示") Path fresh)
      throws IOException, InterruptedException {
    ObjectNode body =
        JsonNodeFactory.instance
            .objectNode()
            .put("old", old == null ? Secret.ask(spec, "原密码：") : Secret.read(spec, old))
            .put("new", fresh == null ? Secret.ask(spec, "新密码：") : Secret.read(spec, fresh));
    return operator.post("me/password", body, (out, answer) -> out.println("密码已修改，其他会话已结束"));
  }

  private static String path(String name, String act) {
    return "users/" + OperatorClient.encoded(name) + "/" + act;
  }

  private static ObjectNode rights(List<String> roles, List<String> systems) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    roles.forEach(body.putArray("roles")::add);
    if (systems != null) {
      systems.forEach(body.putArray("systems")::add);
    }
    return body;
  }

  private static void told(PrintWriter out, JsonNode user) {
    out.println(
        user.path("name").asText()
            + "（"
            + joined(user.path("roles"))
            + "，系统 "
            + joined(user.path("systems"))
            + "）"
            + state(user));
    if (user.has("password")) {
      out.println("密码（只显示这一次）：" + user.path("password").asText());
    }
  }
}
