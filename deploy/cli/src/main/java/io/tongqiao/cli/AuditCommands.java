package io.tongqiao.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The audit. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = "审计：查看、校验、导出，由审计管理员办理（audit）。")
final class AuditCommands implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "请给出子命令：list、check、export");
  }

  @Command(name = "list", mixinStandardHelpOptions = true, description = "列出审计记录，新的在前。")
  int list(
      @Mixin OperatorOptions operator,
      @Option(names = "--actor", defaultValue = "", description = "谁") String actor,
      @Option(names = "--act", defaultValue = "", description = "做了什么，写开头即可，如 delivery.")
          String act,
      @Option(names = "--object", defaultValue = "", description = "对象中的一段") String object,
      @Option(names = "--limit", defaultValue = "50", description = "最多列出几条，至多 500") int limit)
      throws IOException, InterruptedException {
    String query =
        "actor="
            + OperatorClient.encoded(actor)
            + "&act="
            + OperatorClient.encoded(act)
            + "&object="
            + OperatorClient.encoded(object)
            + "&limit="
            + limit;
    return operator.get("audit?" + query, AuditCommands::print);
  }

  private static void print(PrintWriter out, JsonNode answer) {
    var table = new Table(List.of("编号", "时间", "谁", "来自", "做了什么", "对象"));
    for (JsonNode entry : answer.path("entries")) {
      table.row(
          List.of(
              entry.path("id").asText(),
              Words.time(entry.path("at")),
              entry.path("actor").asText(),
              entry.path("origin").asText(),
              entry.path("act").asText(),
              entry.path("object").asText()));
      note(table, entry);
    }
    out.println(table.text());
  }

  private static void note(Table table, JsonNode entry) {
    String change = entry.path("before").asText() + " → " + entry.path("after").asText();
    String told = entry.path("detail").asText() + (change.equals(" → ") ? "" : "  " + change);
    if (!told.isEmpty()) {
      table.note(told);
    }
  }

  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description = "校验审计链；断开时退出码为 1。把末条杂凑值抄在别处，日后可证明此前的记录没有动过。")
  int check(@Mixin OperatorOptions operator) throws IOException, InterruptedException {
    return operator.check(
        "audit/check",
        answer -> answer.path("whole").asBoolean(),
        (out, answer) -> {
          out.println(
              answer.path("whole").asBoolean()
                  ? "审计链完整，共 " + answer.path("entries").asText() + " 条"
                  : "审计链断开：" + answer.path("fault").asText() + "。请保护现场并报告");
          out.println("末条杂凑值（SM3）" + answer.path("hash").asText());
        });
  }

  @Command(
      name = "export",
      mixinStandardHelpOptions = true,
      description = "导出全部审计，每行一个 JSON 对象，连同杂凑链。")
  int export(
      @Mixin OperatorOptions operator,
      @Option(names = "--save", paramLabel = "FILE", description = "存成文件；不写则输出") Path save)
      throws IOException, InterruptedException {
    return operator.fetch("audit/export", Optional.ofNullable(save));
  }
}
