package io.tongqiao.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.dialect.Folder;
import io.tongqiao.dialect.FolderArchive;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Versions of systems' folders: what there is, deploying, rolling back, calling off. */
final class SystemVersions {

  private SystemVersions() {}

  /** Which is in force, or what is different between two. */
  @Command(
      name = "versions",
      mixinStandardHelpOptions = true,
      description = "列出一个系统的版本：哪个现行、哪个待生效、谁部署的、为什么；--diff 比较两个版本。")
  static final class Listing implements Callable<Integer> {

    @Mixin private OperatorOptions operator;

    @Parameters(paramLabel = "<system>", description = "系统编号")
    private String system;

    @Option(names = "--diff", arity = "2", paramLabel = "N", description = "比较的两个版本号，先旧后新")
    private List<Integer> two = List.of();

    @Override
    public Integer call() throws IOException, InterruptedException {
      String path = path(system, "versions");
      return two.isEmpty()
          ? operator.get(path, SystemVersions::print)
          : operator.get(
              path + "/" + two.get(1) + "/difference?from=" + two.get(0),
              SystemVersions::difference);
    }
  }

  /** A folder into force. */
  @Command(
      name = "deploy",
      mixinStandardHelpOptions = true,
      description = "部署一个系统文件夹，不用重启：先全面检查，有错则什么都不变；途中的投递按开始时的版本做完。")
  static final class Deploy implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Mixin private OperatorOptions operator;

    @Parameters(paramLabel = "<dir>", description = "系统文件夹，目录名就是系统编号")
    private Path directory;

    @Option(names = "--reason", required = true, description = "理由，留在审计中，不写个人信息")
    private String reason;

    @Option(
        names = "--from",
        paramLabel = "TIME",
        description = "生效时间，如 2027-01-01T08:00:00+08:00；不写则立即生效。生效前新旧入口都开着")
    private OffsetDateTime from;

    @Option(names = "--doors-until", paramLabel = "TIME", description = "旧接口的入口保留到何时；不写则到生效时为止")
    private OffsetDateTime doorsUntil;

    @Override
    public Integer call() throws IOException, InterruptedException {
      if (!Files.exists(directory.resolve(Folder.DESCRIPTOR))) {
        throw new ParameterException(
            spec.commandLine(), directory + " 里没有 " + Folder.DESCRIPTOR + "，不是系统文件夹");
      }
      Folder folder = Folder.read(directory);
      ObjectNode body =
          JsonNodeFactory.instance
              .objectNode()
              .put("reason", reason)
              .put("folder", Base64.getEncoder().encodeToString(FolderArchive.pack(folder)));
      Optional.ofNullable(from).ifPresent(time -> body.put("from", time.toString()));
      Optional.ofNullable(doorsUntil).ifPresent(time -> body.put("doorsUntil", time.toString()));
      return operator.post(path(folder.id(), "versions"), body, SystemVersions::print);
    }
  }

  /** An earlier version into force. */
  @Command(
      name = "rollback",
      mixinStandardHelpOptions = true,
      description = "立即回到先前的版本：不写 --to 则回到现行版本之前的那个。")
  static final class RollBack implements Callable<Integer> {

    @Mixin private OperatorOptions operator;

    @Parameters(paramLabel = "<system>", description = "系统编号")
    private String system;

    @Option(names = "--to", paramLabel = "N", description = "版本号，见 system versions")
    private Integer to;

    @Option(names = "--reason", required = true, description = "理由，留在审计中，不写个人信息")
    private String reason;

    @Override
    public Integer call() throws IOException, InterruptedException {
      ObjectNode body = JsonNodeFactory.instance.objectNode().put("reason", reason);
      Optional.ofNullable(to).ifPresent(version -> body.put("to", version));
      return operator.post(path(system, "rollback"), body, SystemVersions::print);
    }
  }

  /** A version that is to come, called off. */
  @Command(name = "withdraw", mixinStandardHelpOptions = true, description = "取消一个系统排定而尚未生效的版本。")
  static final class Withdraw implements Callable<Integer> {

    @Mixin private OperatorOptions operator;

    @Parameters(paramLabel = "<system>", description = "系统编号")
    private String system;

    @Option(names = "--reason", required = true, description = "理由，留在审计中，不写个人信息")
    private String reason;

    @Override
    public Integer call() throws IOException, InterruptedException {
      return operator.post(path(system, "withdraw"), reason, SystemVersions::print);
    }
  }

  private static String path(String system, String what) {
    return "systems/" + OperatorClient.encoded(system) + "/" + what;
  }

  private static void print(PrintWriter out, JsonNode answer) {
    out.println(
        answer.path("id").asText()
            + (answer.has("inForce") ? " 现行版本 " + answer.path("inForce").asInt() : " 没有现行版本"));
    if (answer.has("trouble")) {
      out.println("这个节点没有启用它：" + answer.path("trouble").asText());
    }
    var table = new Table(List.of("版本", "状态", "自", "旧入口至", "操作人", "理由"));
    for (JsonNode change : answer.path("changes")) {
      table.row(
          List.of(
              change.path("version").asText(),
              state(change.path("state").asText()),
              Words.time(change.path("from")),
              change.path("doorsUntil").equals(change.path("from"))
                  ? ""
                  : Words.time(change.path("doorsUntil")),
              change.path("by").asText(),
              change.path("reason").asText()));
    }
    out.println(table.text());
  }

  private static String state(String state) {
    return switch (state) {
      case "IN_FORCE" -> "现行";
      case "COMING" -> "待生效";
      case "WITHDRAWN" -> "已取消";
      default -> "已过";
    };
  }

  private static void difference(PrintWriter out, JsonNode answer) {
    if (answer.path("files").isEmpty()) {
      out.println("两个版本没有差别");
    }
    for (JsonNode file : answer.path("files")) {
      String kind =
          switch (file.path("kind").asText()) {
            case "ADDED" -> "新增";
            case "REMOVED" -> "删除";
            default -> "修改";
          };
      out.println(kind + " " + file.path("file").asText());
      out.println(file.path("difference").asText("（不是文本或太长，不显示）"));
    }
  }
}
