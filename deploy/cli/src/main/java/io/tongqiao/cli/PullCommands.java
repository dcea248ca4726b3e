package io.tongqiao.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.schema.CodeLists;
import io.tongqiao.schema.Identifiers;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Pulls of prerequisite documents: who asked what about whom. */
@Command(
    name = "pull",
    mixinStandardHelpOptions = true,
    description = "调取：前置材料查过谁、谁要查的、凭什么查、结果如何（pulls）。")
final class PullCommands implements Runnable {

  private final PullText text = new PullText(CodeLists.load());

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "请给出子命令：list、show");
  }

  /** Which pulls. */
  private static final class Filter {

    @Option(names = "--holder", paramLabel = "CODE", description = "被查的人或单位的证件号码，答复数据主体查询时用")
    private String holder;

    @Option(names = "--case", paramLabel = "NO", description = "办件编号")
    private String caseNo;

    @Option(names = "--org", paramLabel = "NAME", description = "提出调取的部门：名称或统一社会信用代码")
    private String org;

    @Option(
        names = "--from",
        paramLabel = "TIME",
        description = "提出不早于，如 2026-03-16T08:00:00+08:00")
    private String from;

    @Option(names = "--to", paramLabel = "TIME", description = "提出早于")
    private String to;

    private ObjectNode json() {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      put(json, "holderCode", holder);
      put(json, "caseNo", caseNo);
      put(json, org != null && Identifiers.uscc(org) ? "orgCode" : "orgName", org);
      put(json, "from", from);
      put(json, "to", to);
      return json;
    }

    private static void put(ObjectNode json, String field, String value) {
      if (value != null) {
        json.put(field, value);
      }
    }
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "按被查人、办件或部门列出调取，新的在前。每次查询都记入审计，号码和姓名已遮掩。")
  int list(
      @Mixin OperatorOptions operator,
      @Mixin Filter filter,
      @Option(names = "--limit", defaultValue = "50", description = "最多列出几次，至多 500") int limit)
      throws IOException, InterruptedException {
    return operator.post("pulls/search", filter.json().put("limit", limit), text::list);
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "一次调取的依据，每份材料问过谁、结果如何。每次查看都记入审计。")
  int show(
      @Mixin OperatorOptions operator,
      @Parameters(paramLabel = "<id>", description = "调取编号，见 pull list") String id)
      throws IOException, InterruptedException {
    return operator.get("pulls/" + OperatorClient.encoded(id), text::whole);
  }
}
