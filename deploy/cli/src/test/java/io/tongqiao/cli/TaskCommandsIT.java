package io.tongqiao.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A clerk's round at the command line, over a running relay. */
class TaskCommandsIT {

  private static final String DOCTORS = "nhc-dzh";

  @TempDir private static Path directory;
  private static RunningRelay relay;
  private static final AtomicInteger CASES = new AtomicInteger();

  @BeforeAll
  static void start() throws Exception {
    relay = new RunningRelay(directory, DOCTORS);
  }

  @AfterAll
  static void stop() throws Exception {
    relay.close();
  }

  /** The bureau accepts a doctor's registration; gives the case number. */
  private static String accepted() throws Exception {
    String caseNo = "61092420261005" + String.format("%06d", 900 + CASES.incrementAndGet());
    Path sample = FolderCopy.SYSTEMS.resolve(DOCTORS + "/samples/register/canonical.json");
    String text = Files.readString(sample);
    String own = new JsonMapper().readTree(text).path("subject").asText();
    for (String event : List.of("apply", "receive", "accept")) {
      ObjectNode message = (ObjectNode) new JsonMapper().readTree(text.replace(own, caseNo));
      message.put("id", caseNo + "-" + event).put("type", "io.tongqiao.case." + event);
      HttpRequest request =
          HttpRequest.newBuilder(relay.url().resolve("/api/v1/messages"))
              .header(
                  "Authorization",
                  "Bearer " + Files.readString(relay.key(RunningRelay.BUREAU)).strip())
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(message.toString()))
              .build();
      HttpResponse<String> answer =
          HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }
    return caseNo;
  }

  private static JsonNode task(String caseNo) throws Exception {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> relay.run("task", "list").out().contains(caseNo));
    for (JsonNode task : relay.json("task", "list", "--limit=500").path("tasks")) {
      if (task.path("caseNo").asText().equals(caseNo)) {
        return task;
      }
    }
    throw new AssertionError(caseNo);
  }

  /** Runs a command that asks, with the lines that a clerk types. */
  private static CommandRun typing(List<String> lines, String... arguments) {
    InputStream before = System.in;
    try {
      System.setIn(new ByteArrayInputStream((String.join("\n", lines) + "\n").getBytes(UTF_8)));
      return relay.run(arguments);
    } finally {
      System.setIn(before);
    }
  }

  /** The token of another clerk, whom the first administrator has made. */
  private static Path clerk(String name) throws Exception {
    Path old = Files.copy(relay.key("first-password"), directory.resolve("old"));
    Path fresh = Files.writeString(directory.resolve("fresh"), "nicht-weitersagen-9");
    asAdmin(old, "user", "password", "--old-file=" + old, "--new-file=" + fresh);
    asAdmin(fresh, "user", "add", name, "--name=" + name, "--role=OPERATOR", "--service");
    Path token = directory.resolve(name);
    asAdmin(fresh, "token", "issue", "--for=" + name, "--label=x", "--save=" + token);
    return token;
  }

  private static void asAdmin(Path password, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--relay=" + relay.url(), "--user=admin", "--password-file=" + password));
    CommandRun run = CommandRun.of(all.toArray(String[]::new));
    assertThat(run.code()).as(run.err()).isZero();
  }

  @Test
  void round_fromListToReceiptNumber_delivers() throws Exception {
    String caseNo = accepted();
    JsonNode task = task(caseNo);
    String id = task.path("id").asText();
    CommandRun list = relay.run("task", "list", "--system=" + DOCTORS);
    assertThat(list.out()).contains(caseNo, "医师执业注册", "陈*", "待录入").doesNotContain("陈喆");
    assertThat(relay.run("system", "list").out()).contains("待录入");
    assertThat(relay.run("task", "show", id).out()).contains("姓名 *：陈*", "先领取").doesNotContain("陈喆");
    assertThat(relay.run("task", "take", id).out()).contains("录入中 operator");
    CommandRun show = relay.run("task", "show", id);
    assertThat(show.out())
        .contains("http://dzh.invalid/manage", "— 医师信息 —", "姓名 *：陈喆", "联系电话：10000000002");
    CommandRun wrong =
        typing(
            List.of("陈吉吉", "610924190001020024", caseNo, "YS2026100800017", "YS2026100800017"),
            "task",
            "done",
            id);
    assertThat(wrong.code()).isEqualTo(1);
    assertThat(wrong.err()).contains("/confirms/name", "改法").doesNotContain("陈喆");
    CommandRun done =
        typing(
            List.of("陈喆", "610924190001020024", caseNo, "YS2026100800017", "YS2026100800017"),
            "task",
            "done",
            id);
    assertThat(done.code()).as(done.err()).isZero();
    assertThat(done.out()).contains("照对方界面输入 姓名：", "再输入一次 业务流水号", "已录入 operator");
    relay.until(task.path("deliveryId").asText(), "DELIVERED");
  }

  @Test
  void refusal_parksTheDelivery() throws Exception {
    JsonNode task = task(accepted());
    String id = task.path("id").asText();
    relay.run("task", "take", id);
    CommandRun other = relay.runAs(clerk("k08"), "task", "take", id);
    assertThat(other.code()).isEqualTo(1);
    assertThat(other.err()).contains("已由 operator 领取");
    CommandRun refused = relay.run("task", "refuse", id, "--reason=已在其他机构注册");
    assertThat(refused.out()).contains("对方不收 operator");
    relay.until(task.path("deliveryId").asText(), "PARKED");
  }

  @Test
  void taskGivenBack_isOpen() throws Exception {
    String id = task(accepted()).path("id").asText();
    relay.run("task", "take", id);
    assertThat(relay.run("task", "give-back", id).out()).contains("待录入");
  }

  @Test
  void result_typedIn_isTakenOnce() throws Exception {
    String caseNo = accepted();
    List<String> lines =
        List.of(caseNo, "通过", "110610924000038", "2026-10-12 16:05", "", caseNo, "110610924000038");
    CommandRun first = typing(lines, "task", "enter", DOCTORS, "certificate");
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out()).contains("受理编号：", "再输入一次 执业证书编码", "已记下办件 " + caseNo);
    assertThat(typing(lines, "task", "enter", DOCTORS, "certificate").out()).contains("先前已经录过");
  }

  @Test
  void input_thatEndsEarly_doesNothing() throws Exception {
    String id = task(accepted()).path("id").asText();
    relay.run("task", "take", id);
    CommandRun run = typing(List.of("陈喆"), "task", "done", id);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("什么也没有提交");
  }
}
