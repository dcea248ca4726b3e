package io.tongqiao.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One thing is broken in a good folder: the checker names file, line, cause and fix. */
class CheckerTest {

  private static final Checker CHECKER = new Checker();
  private static final String YAML = "system.yaml";
  private static final String PUSH = "push-case.to-system.jslt";
  private static final String PROGRESS = "progress.to-canonical.jslt";

  @Test
  void check_goodFolder_findsNothing() {
    assertThat(CHECKER.check(TemplateFolder.good())).isEmpty();
  }

  @ParameterizedTest(name = "{0}: {2} -> {3}")
  @MethodSource({"descriptors", "parts", "paces", "mappings", "codes"})
  void check_oneTextReplaced_findsTheFaultOnItsLine(
      String file, String from, String to, ExpectedFault fault) {
    fault.assertFoundIn(TemplateFolder.replaced(file, from, to));
  }

  static Stream<Arguments> descriptors() {
    return Stream.of(
        at(YAML, "owner: {zh:", "owner: {zh: {", "tier: province", "YAML"),
        at(YAML, "tier: province", "tier: province\ntier: city", "tier: city", "YAML"),
        at(YAML, "tier: province", "tier: *none", "tier: *none", "YAML"),
        at(YAML, "tier: province", "---\ntier: province", "---", "YAML"),
        at(YAML, "progress: case ", "progres: case ", "progres: case ", "progres"),
        at(YAML, "tier: province", "tier: region", "tier: region", "tier"),
        at(YAML, "concurrency: 4", "concurrency: 0", "limits:", "concurrency"),
        at(YAML, "timeout: 10s", "timeout: 1.5m", "limits:", "timeout"),
        at(YAML, "timeout: 10s", "timeout: ten", "limits:", "timeout"),
        at(YAML, "events: [RECEIVE]", "events: [RECEIVED]", "events: [RECEIVED]", "events"),
        at(YAML, "transport: http\n", "", "id: template", "transport"),
        at(
            YAML,
            "    request: {codec: json}\n    response",
            "    response",
            "  push-case:",
            "request"),
        at(YAML, "response: {codec: json}", "response: {codec: yaml}", "response:", "codec"),
        at(YAML, "      success:", "      succes:", "    answer:", "succes"),
        at(
            YAML,
            "username: template.username",
            "username: admin",
            "  username: admin",
            "username"));
  }

  static Stream<Arguments> parts() {
    return Stream.of(
        at(YAML, "id: template ", "id: tamplate ", "id: tamplate", "与文件夹名 template 不同"),
        at(YAML, "id: template ", "id: operator ", "id: operator", "系统自用的名字"),
        at(YAML, "operation: push-case", "operation: push", "operation: push", "没有名为 push 的操作"),
        at(
            YAML,
            "template.password",
            "prov-yctb.password",
            "prov-yctb.password",
            "prov-yctb.password 不以"),
        at(YAML, "endpoint: http:", "endpoint: amqp:", "endpoint: amqp:", "不符"),
        at(YAML, "transport: http\n", "transport: amqp\n", "transport: amqp", "address"),
        at(YAML, "transport: http\n", "transport: amqp\naddress: q\n", "endpoint:", "不符"),
        at(YAML, "transport: http\n", "transport: soap\n", "    request:", "SOAP"),
        at(YAML, "doors:", SAME_PATH, "    path: \"/same\"", "路径相同"),
        at(YAML, "doors:", "doors:\n  a: {request: {codec: json}}", "  a: {", "没有路径"),
        at(YAML, "doors:", "test: {operation: x}\ndoors:", "test: {", "没有名为 x 的操作"),
        at(YAML, "doors:", "test: {operation: push-case}\ndoors:", "test: {", "会送出办件"),
        at(YAML, "doors:", "test: {path: x}\ndoors:", "test: {", "test"),
        at(YAML, "doors:", QUEUES, "  b: {", "只能有一个队列入口"),
        at(
            YAML,
            "doors:",
            "doors:\n  push-case: {path: /p, request: {codec: json}}",
            "  push-case:",
            "同名"),
        at(
            YAML,
            "    path: /progress",
            "    path: /progress\n    key: {in: header}",
            "    key:",
            "密钥"),
        at(
            YAML,
            "  kind: basic\n  username: template.username\n  password: template.password",
            TOKEN,
            "  login: login",
            "login"),
        at(
            YAML,
            "  kind: basic\n  username: template.username\n  password: template.password",
            TOKEN,
            "  send: {}",
            "令牌放在哪里"));
  }

  static Stream<Arguments> paces() {
    return Stream.of(
        at(YAML, "maxBody: 2MiB", "maxBody: 2MiB, rate: 10/d", "limits:", "rate"),
        at(YAML, "maxBody: 2MiB", "maxBody: 2MiB, rate: 0/s", "limits:", "rate"),
        at(YAML, "jitter: 0.2", "jitter: 1.5", "retry:", "jitter"),
        at(YAML, "attempts: 0", "attempts: -1", "retry:", "attempts"),
        at(YAML, "first: 5s", "first: 0s", "retry:", "不停地呼叫"),
        at(YAML, "first: 5s", "first: 11m", "retry:", "max 短于"),
        at(YAML, "lanes: 5", "lanes: 0", "breaker:", "lanes"),
        at(YAML, "probe: 30s", "probe: 0s", "breaker:", "不停地呼叫"),
        at(YAML, "drain: 20/s", "drain: fast", "breaker:", "drain"),
        window("{}", "window:", "window"),
        window("{days: weekdays}", "window:", "days"),
        window("{days: [monday]}", "window:", "days"),
        window("{hours: [\"8:30-12:00\"]}", "window:", "hours"),
        window("{hours: [\"08:30-24:30\"]}", "window:", "hours"),
        window("\n  hours:\n    - \"12:00-08:30\"", "    - \"12:00", "不早于"),
        window("\n  hours:\n    - \"12:00-12:00\"", "    - \"12:00", "不早于"),
        window("\n  hours:\n    - \"08:00-12:00\"\n    - \"11:59-14:00\"", "    - \"11:59", "重叠"),
        window("\n  hours:\n    - \"14:00-17:00\"\n    - \"08:00-12:00\"", "    - \"08:00", "先后"));
  }

  private static Arguments window(String window, String line, String message) {
    return at(YAML, "# window: {days: workdays", "window: " + window + "\n#", line, message);
  }

  private static final String SAME_PATH =
      """
      doors:
        a: {path: /same, request: {codec: json}}
        b:
          path: "/same"
          request: {codec: json}""";
  private static final String QUEUES =
      """
      doors:
        a: {transport: queue, request: {codec: json}}
        b: {transport: queue, request: {codec: json}}""";
  private static final String TOKEN = "  kind: token\n  login: login\n  token: .body.t\n  send: {}";

  static Stream<Arguments> mappings() {
    return Stream.of(
        at(PUSH, "\"itemCode\": $case", "\"itemCode\" $case", PUSH, "\"itemCode\" $case", "不能编译"),
        at(PUSH, "region(", "regions(", PUSH, "\"region\": regions(", "regions"),
        at(PUSH, "code(\"kind\"", "code(\"kinds\"", PUSH, "code(\"kinds\"", "码表 kinds 不存在"),
        at(PUSH, "code(\"kind\"", "\ncode(\"kinds\"", PUSH, "code(\"kinds\"", "码表 kinds 不存在"),
        at(
            PROGRESS,
            "event($event)",
            "event($events)",
            "samples/progress--1-accepted",
            "",
            "第 8 行"),
        at(YAML, ".body.code == \"0\"", ".body.code = \"0\"", YAML, "      success:", "success"),
        at(YAML, ".body.receiptNo", "code(\"kind\", .x)", YAML, "      receiptNo:", "code"),
        at(YAML, ".problem.detail}", ".problem.detail", YAML, "      refused:", "refused"),
        at(YAML, "caseNo: .caseNo", "caseNo: .caseNo ..", YAML, "      caseNo:", "caseNo"));
  }

  static Stream<Arguments> codes() {
    String codes = "codes.yaml";
    String last = "{canonical: \"9\", local: promised, lossy: out, zh: 其他}";
    return Stream.of(
        at(codes, ", lossy: out", "", codes, "canonical: \"9\"", "promised 对应多个标准值"),
        at(codes, last, "{canonical: \"2\", local: p}", codes, "local: p}", "2 对应多个本地值"),
        at(codes, "lossy: out,", "lossy: yes,", codes, "canonical: \"9\"", "lossy"),
        at(codes, "local: instant", "locale: instant", codes, "locale: instant", "local"),
        at(codes, "2020-01-01", "2020-02-30", codes, "from:", "不是存在的日期"),
        at(
            codes,
            "entries:\n        - {canonical: \"1\"",
            "entries: {\n        - {canonical: \"1\"",
            codes,
            "- {canonical: \"1\"",
            "YAML"));
  }

  @Test
  void check_mappingMissing_namesTheOperationsLine() {
    new ExpectedFault(YAML, "  push-case:", "没有映射文件").assertFoundIn(TemplateFolder.without(PUSH));
  }

  @Test
  void check_descriptorMissing_saysWhereToCopyItFrom() {
    new ExpectedFault(YAML, "", "缺少文件").assertFoundIn(TemplateFolder.without(YAML));
  }

  @Test
  void check_descriptorEmpty_isAFault() {
    Folder folder = TemplateFolder.with(TemplateFolder.good(), YAML, "");

    assertThat(CHECKER.check(folder)).isNotEmpty().allMatch(f -> f.file().equals(YAML));
  }

  @Test
  void check_readmeMissing_isAFault() {
    new ExpectedFault("README.md", "", "缺少文件").assertFoundIn(TemplateFolder.without("README.md"));
  }

  @Test
  void check_severalFaults_areAllFound() {
    Folder folder = TemplateFolder.replaced(YAML, "operation: push-case", "operation: push");
    folder = TemplateFolder.with(folder, PUSH, "{");

    assertThat(CHECKER.check(folder)).extracting(Fault::file).contains(YAML, PUSH);
  }

  @Test
  void toString_fault_isOneLineOfAReport() {
    assertThat(new Fault("a.yaml", 3, "坏", "改")).hasToString("a.yaml:3  坏  改法：改");
    assertThat(new Fault("a.yaml", 0, "坏", "改")).hasToString("a.yaml  坏  改法：改");
  }

  private static Arguments at(String file, String from, String to, String line, String message) {
    return at(file, from, to, file, line, message);
  }

  private static Arguments at(
      String file, String from, String to, String faultFile, String line, String message) {
    return Arguments.of(file, from, to, new ExpectedFault(faultFile, line, message));
  }
}
