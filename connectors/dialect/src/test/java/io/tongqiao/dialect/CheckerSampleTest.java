package io.tongqiao.dialect;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Samples that are broken, missing, or no longer what their folder makes. */
class CheckerSampleTest {

  @ParameterizedTest(name = "{0}: {2} -> {3}")
  @MethodSource("samples")
  void check_oneTextReplaced_findsTheFaultOnItsLine(
      String file, String from, String to, ExpectedFault fault) {
    fault.assertFoundIn(TemplateFolder.replaced(file, from, to));
  }

  static Stream<Arguments> samples() {
    String push = "samples/push-case/";
    String progress = "samples/progress--1-accepted/";
    String refused = "samples/x-push-case--refused/";
    return Stream.of(
        at(push + "request.json", "promised", "instant", "instant", "与现在生成的不同"),
        at(push + "receipt.json", "EX0000000042", "EX1", "EX1", "与现在生成的不同"),
        at(progress + "canonical.json", "郑示例", "郑示范", "郑示范", "与现在生成的不同"),
        at(progress + "reply.json", "成功", "好", "好", "与现在生成的不同"),
        at(push + "receipt.json", "\"outcome\" :", "\"outcome\"", "\"outcome\"", "JSON"),
        at(
            push + "canonical.json",
            "\"level\": \"4\",",
            "\"level\": \"4\"",
            "\"version\": \"1\"",
            "JSON"),
        at(push + "canonical.json", "91610924MAQQ000326", "91610924MAQQ000327", "", "idNumber"),
        at(
            push + "canonical.json",
            "\"dealType\": \"2\"",
            "\"dealType\": \"8\"",
            "samples/push-case",
            "",
            "码表 kind"),
        at(
            progress + "inbound.json",
            "\"seq\": 1,",
            "\"seq\": 1",
            "samples/progress--1-accepted",
            "",
            "JSON"),
        at(
            progress + "inbound.json",
            "accepted",
            "paused",
            "samples/progress--1-accepted",
            "",
            "paused"),
        at(
            refused + "response.json",
            "17",
            "0",
            "samples/x-push-case--refused",
            "",
            "应在 answer 失败"),
        at(refused + "failure.yaml", "该主体已有有效许可", "别的话", "samples/x-push-case--refused", "", "别的话"),
        at(
            refused + "failure.yaml",
            "REJECTED",
            "NOT_NOW",
            "samples/x-push-case--refused",
            "",
            "应为 NOT_NOW"),
        at(
            refused + "failure.yaml",
            "stage: answer",
            "stage: encode",
            "samples/x-push-case--refused",
            "",
            "应在 encode 失败"),
        at(refused + "failure.yaml", "contains: [", "contains: [[", "contains:", "YAML"));
  }

  @Test
  void check_operationWithoutSample_isAFault() {
    new ExpectedFault("samples/push-case", "", "没有样例")
        .assertFoundIn(TemplateFolder.without("samples/push-case/"));
  }

  @Test
  void check_fewerThanTwoFailingSamples_isAFault() {
    new ExpectedFault("samples", "", "少于两份")
        .assertFoundIn(TemplateFolder.without("samples/x-push"));
  }

  @Test
  void check_goldenMissing_isAFault() {
    new ExpectedFault("samples/push-case/request.json", "", "还没有这个文件")
        .assertFoundIn(TemplateFolder.without("samples/push-case/request.json"));
  }

  @Test
  void check_failureFileMissing_isAFault() {
    new ExpectedFault("samples/x-push-case--refused/failure.yaml", "", "缺少文件")
        .assertFoundIn(TemplateFolder.without("samples/x-push-case--refused/failure.yaml"));
  }

  @Test
  void check_sampleOfUnknownPart_isAFault() {
    Folder folder =
        TemplateFolder.with(TemplateFolder.good(), "samples/push--a/canonical.json", "{}");

    new ExpectedFault("samples/push--a", "", "没有名为 push 的操作或入口").assertFoundIn(folder);
  }

  @Test
  void check_newsThatTheFolderMakesNoMore_isAFault() {
    Folder folder = TemplateFolder.with(TemplateFolder.good(), "samples/push-case/news.json", "{}");

    new ExpectedFault("samples/push-case/news.json", "", "不再生成").assertFoundIn(folder);
  }

  private static Arguments at(String file, String from, String to, String line, String message) {
    return at(file, from, to, file, line, message);
  }

  private static Arguments at(
      String file, String from, String to, String faultFile, String line, String message) {
    return Arguments.of(file, from, to, new ExpectedFault(faultFile, line, message));
  }
}
