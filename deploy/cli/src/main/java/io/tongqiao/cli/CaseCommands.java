package io.tongqiao.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Cases: finding one, and following it over all systems. */
@Command(
    name = "case",
    mixinStandardHelpOptions = true,
    description = "办件：按编号、申请人、事项、系统、状态和时间查找，看它在各系统的经过（cases）。")
final class CaseCommands implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "请给出子命令：list、show");
  }

  /** Which cases. */
  private static final class Filter {

    @Option(names = "--no", paramLabel = "NO", description = "办件编号，或它的前几位")
    private String caseNo;

    @Option(names = "--applicant", paramLabel = "NAME", description = "申请人：姓名或名称全称，或证件号")
    private String applicant;

    @Option(names = "--item", paramLabel = "ITEM", description = "事项：全称、31 位实施编码或 12 位基本编码")
    private String item;

    @Option(names = "--system", paramLabel = "ID", description = "有这个系统参与")
    private String system;

    @Option(
        names = "--state",
        split = ",",
        paramLabel = "STATE",
        description = "办件状态，如 RECEIVED、ACCEPTED、APPROVED，用逗号隔开")
    private List<String> states = List.of();

    @Option(
        names = "--lane",
        split = ",",
        paramLabel = "STATE",
        description =
            "有投递处于 PARKED、WAITING、READY、BACKLOG、SKIPPED、RETURNED 之一，用逗号隔开；写了 --system 则指送往它的投递")
    private List<String> lanes = List.of();

    @Option(
        names = "--from",
        paramLabel = "TIME",
        description = "首份报文收到不早于，如 2026-03-16T08:00:00+08:00")
    private String from;

    @Option(names = "--to", paramLabel = "TIME", description = "首份报文收到早于")
    private String to;

    @Option(names = "--next", paramLabel = "PLACE", description = "接着上一页末尾给出的位置往前查")
    private String next;

    private ObjectNode json() {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      put(json, "caseNo", caseNo);
      put(json, "applicant", applicant);
      put(json, "item", item);
      put(json, "system", system);
      put(json, "states", states);
      put(json, "lanes", lanes);
      put(json, "from", from);
      put(json, "to", to);
      put(json, "next", next);
      return json;
    }

    private static void put(ObjectNode json, String field, String value) {
      if (value != null) {
        json.put(field, value);
      }
    }

    private static void put(ObjectNode json, String field, List<String> values) {
      if (!values.isEmpty()) {
        ArrayNode list = json.putArray(field);
        values.forEach(list::add);
      }
    }
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "查找办件，新的在前。姓名和号码已遮掩；按申请人查找会记入审计。")
  int list(
      @Mixin OperatorOptions operator,
      @Mixin Filter filter,
      @Option(names = "--limit", defaultValue = "50", description = "最多列出几件，至多 200") int limit)
      throws IOException, InterruptedException {
    return operator.post("cases/search", filter.json().put("limit", limit), CaseText::list);
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "一个办件在各系统的经过，按时间先后；报文内容用 delivery texts 看。")
  int show(
      @Mixin OperatorOptions operator,
      @Parameters(paramLabel = "<caseNo>", description = "办件编号") String caseNo)
      throws IOException, InterruptedException {
    return operator.get("cases/" + OperatorClient.encoded(caseNo), CaseText::whole);
  }
}
