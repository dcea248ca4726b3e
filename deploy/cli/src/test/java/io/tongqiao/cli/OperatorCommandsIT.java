package io.tongqiao.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands over the operator API, against a relay that runs. */
class OperatorCommandsIT {

  @TempDir private static Path directory;
  private static RunningRelay relay;

  @BeforeAll
  static void start() throws Exception {
    relay = new RunningRelay(directory);
  }

  @AfterAll
  static void stop() throws Exception {
    relay.close();
  }

  @Test
  void systemList_showsEverySystemAndHowItIsCalled() {
    CommandRun run = relay.run("system", "list");
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains(RunningRelay.BUREAU, "省一窗受理平台", "正常");
  }

  @Test
  void status_withAnAlert_showsAllAtOnce() throws Exception {
    String delivery = relay.parked();
    await()
        .atMost(Duration.ofSeconds(90))
        .untilAsserted(
            () -> {
              CommandRun run = relay.run("status");
              assertThat(run.out())
                  .contains("受理：正常", "磁盘：剩余", "正常 ", "待人工处理 1", "最早未了结")
                  .contains("待人工处理：省一窗受理平台（" + RunningRelay.PROVINCE + "） 有 1 件", "处理：看原因");
              assertThat(run.code()).isEqualTo(1);
            });
    assertThat(relay.json("status").path("systems").size()).isGreaterThan(5);
    relay.run("delivery", "skip", delivery, "--reason=演练");
  }

  @Test
  void backup_ofARunningServer_saysWhereTheCopyIs() throws Exception {
    JsonNode copy = relay.json("backup");
    assertThat(copy.path("kind").asText()).isEqualTo("h2");
    assertThat(Path.of(copy.path("file").asText())).isNotEmptyFile();
  }

  @Test
  void systemPause_thenResume_isShownAndUndone() throws Exception {
    CommandRun paused = relay.run("system", "pause", "nat-share", "--reason=对方夜间维护");
    assertThat(paused.code()).isZero();
    assertThat(paused.out()).contains("nat-share 已暂停");
    assertThat(relay.run("system", "list").out()).contains("已暂停", "对方夜间维护");
    CommandRun again = relay.run("system", "pause", "nat-share", "--reason=对方夜间维护");
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err()).contains("已经暂停");
    assertThat(relay.json("system", "resume", "nat-share").path("calls").asText())
        .isEqualTo("FLOWING");
  }

  @Test
  void systemShow_tellsWhatASystemIs() throws Exception {
    CommandRun run = relay.run("system", "show", "city-power");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("市供电服务报装系统", "市垂，互联网", "正常", "POST /apply", "city-power.password 已设");
    assertThat(relay.json("system", "show", "city-power").path("auth").asText()).isEqualTo("token");
    CommandRun unknown = relay.run("system", "show", "no-such");
    assertThat(unknown.code()).isEqualTo(1);
    assertThat(unknown.err()).contains("没有名为 no-such 的系统");
  }

  @Test
  void systemTest_saysWhichStepFailed_andEndsWithOne() throws Exception {
    CommandRun well = relay.run("system", "test", "city-power");
    assertThat(well.code()).as(well.out() + well.err()).isZero();
    assertThat(well.out()).contains("✓ 连接", "✓ 登录", "没有发现问题");
    relay.refuseLogin("city-power");
    CommandRun refused = relay.run("system", "test", "city-power");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.out()).contains("✕ 登录", "→ 核对用户名", "没有通过");
    assertThat(relay.json("system", "test", "city-power").path("passed").asBoolean()).isTrue();
  }

  @Test
  void systemDeploy_thenRollback_isListedAndCompared() throws Exception {
    FolderCopy folder =
        FolderCopy.of("city-power", Files.createDirectory(directory.resolve("changed")));
    folder.replace("README.md", "#", "# 2026-11-20 复核：");
    String path = folder.directory().toString();
    CommandRun deployed = relay.run("system", "deploy", path, "--reason=复核后更新");
    assertThat(deployed.code()).as(deployed.err()).isZero();
    assertThat(deployed.out()).contains("city-power 现行版本 2", "复核后更新");
    assertThat(relay.run("system", "versions", "city-power", "--diff", "1", "2").out())
        .contains("修改 README.md", "+# 2026-11-20 复核：");
    CommandRun back = relay.run("system", "rollback", "city-power", "--reason=复核有误");
    assertThat(back.out()).as(back.err()).contains("city-power 现行版本 1");
    CommandRun planned =
        relay.run("system", "deploy", path, "--reason=元旦切换", "--from=2999-01-01T00:00:00+08:00");
    assertThat(planned.out()).as(planned.err()).contains("现行版本 1", "待生效");
    assertThat(relay.run("system", "withdraw", "city-power", "--reason=推迟").out())
        .contains("已取消")
        .doesNotContain("待生效");
    folder.delete("apply.to-system.jslt");
    CommandRun broken = relay.run("system", "deploy", path, "--reason=手误");
    assertThat(broken.code()).isEqualTo(1);
    assertThat(broken.err()).contains("没有部署，现行版本不变", "apply.to-system.jslt", "改法");
    assertThat(relay.run("system", "versions", "city-power").out()).contains("现行版本 1");
  }

  @Test
  void laneList_ofAParkedLane_showsReasonAndNumber() throws Exception {
    String delivery = relay.parked();
    CommandRun lanes = relay.run("lane", "list", "--system=" + RunningRelay.PROVINCE);
    assertThat(lanes.code()).isZero();
    assertThat(lanes.out()).contains(delivery, "待人工处理", "原因：");
    CommandRun causes = relay.run("lane", "list", "--causes");
    assertThat(causes.out()).contains(RunningRelay.PROVINCE, "通道数", "原因：");
    relay.run("delivery", "skip", delivery, "--reason=演练");
  }

  @Test
  void delivery_correctedFromAFile_isDelivered() throws Exception {
    String delivery = relay.parked();
    Path file = directory.resolve("message.json");
    CommandRun saved = relay.run("delivery", "texts", delivery, "--save=" + file);
    assertThat(saved.out()).contains("delivery correct " + delivery);
    CommandRun corrected =
        relay.run("delivery", "correct", delivery, "--message=" + file, "--reason=核对后重发");
    assertThat(corrected.code()).as(corrected.err()).isZero();
    relay.until(delivery, "DELIVERED");
    CommandRun shown = relay.run("delivery", "show", delivery);
    assertThat(shown.out()).contains("已送达", "报文版本：1", "理由：核对后重发", "拒绝", "接受");
    assertThat(relay.done(relay.json("delivery", "show", delivery).path("caseNo").asText()))
        .isEqualTo(1);
  }

  @Test
  void deliveryCorrect_withAWrongField_saysFieldAndFix() throws Exception {
    String delivery = relay.parked();
    Path file = directory.resolve("wrong.json");
    relay.run("delivery", "texts", delivery, "--save=" + file);
    Files.writeString(
        file,
        Files.readString(file)
            .replaceAll("\"regionCode\" : \"\\d+\"", "\"regionCode\" : \"999999\""));
    CommandRun refused =
        relay.run("delivery", "correct", delivery, "--message=" + file, "--reason=核对后重发");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains("/data/case/regionCode", "改法：");
    relay.run("delivery", "skip", delivery, "--reason=演练");
  }

  @Test
  void delivery_resentSkippedReturned_saysWhereItStands() throws Exception {
    String resent = relay.parked();
    assertThat(relay.run("delivery", "resend", resent).code()).isZero();
    relay.until(resent, "DELIVERED");
    String skipped = relay.parked();
    assertThat(relay.run("delivery", "skip", skipped, "--reason=重复报送").out()).contains("已跳过");
    String returned = relay.parked();
    assertThat(relay.run("delivery", "return", returned, "--reason=材料有误").out()).contains("已退回");
    CommandRun tooLate = relay.run("delivery", "resend", returned);
    assertThat(tooLate.code()).isEqualTo(1);
    assertThat(tooLate.err()).contains("RETURNED", "replay");
  }

  @Test
  void deliveryTexts_printsMessageRequestAndAnswer() throws Exception {
    String delivery = relay.parked();
    CommandRun texts = relay.run("delivery", "texts", delivery);
    assertThat(texts.out()).contains("io.tongqiao.case.receive", "== 最近一次发出", "== 最近一次答复");
    relay.run("delivery", "skip", delivery, "--reason=演练");
  }

  @Test
  void replay_previewedStartedShownCancelled_tellsItsProgress() throws Exception {
    String delivery = relay.parked();
    relay.run("delivery", "resend", delivery);
    relay.until(delivery, "DELIVERED");
    String system = "--system=" + RunningRelay.PROVINCE;
    CommandRun preview =
        relay.run("message", "replay", "preview", system, "--state=DELIVERED,SKIPPED");
    assertThat(preview.out()).contains(delivery, "件符合");
    JsonNode begun =
        relay.json(
            "message",
            "replay",
            "start",
            system,
            "--state=DELIVERED",
            "--reason=对方丢失数据",
            "--per-second=1");
    String id = begun.path("id").asText();
    assertThat(relay.run("message", "replay", "show", id).out())
        .contains("补发 " + id, RunningRelay.PROVINCE);
    assertThat(relay.run("message", "replay", "list").out()).contains(id, "对方丢失数据");
    CommandRun cancelled = relay.run("message", "replay", "cancel", id);
    CommandRun again = relay.run("message", "replay", "cancel", id);
    assertThat(cancelled.out() + cancelled.err()).containsAnyOf("已取消", "已经结束");
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err()).contains("已经结束");
  }

  @Test
  void messageShow_ofAParkedOne_tellsEnvelopeSystemAndCause() throws Exception {
    String delivery = relay.parked();
    String id = relay.json("delivery", "show", delivery).path("messageId").asText();
    CommandRun shown = relay.run("message", "show", id);
    assertThat(shown.code()).as(shown.err()).isZero();
    assertThat(shown.out())
        .contains(id, RunningRelay.BUREAU, "type = io.tongqiao.case.receive", "待人工处理", "原因：")
        .contains(delivery, RunningRelay.PROVINCE);
    JsonNode json = relay.json("message", "show", id);
    assertThat(json.path("deliveries").findValuesAsText("deliveryId")).contains(delivery);
    CommandRun unknown = relay.run("message", "show", "0".repeat(32));
    assertThat(unknown.code()).isEqualTo(1);
    assertThat(unknown.err()).contains("messageId");
    relay.run("delivery", "skip", delivery, "--reason=演练");
  }

  @Test
  void laneRepair_byCaseAndSystem_resendsSkipsReturnsAndCorrects() throws Exception {
    String resent = repaired("DELIVERED", "--resend");
    assertThat(repaired("SKIPPED", "--skip")).isNotEqualTo(resent);
    repaired("RETURNED", "--return");
    String delivery = relay.parked();
    Path file = directory.resolve("repair.json");
    relay.run("delivery", "texts", delivery, "--save=" + file);
    repaired(delivery, "DELIVERED", "--correct=" + file);
  }

  private static String repaired(String state, String deed) throws Exception {
    return repaired(relay.parked(), state, deed);
  }

  private static String repaired(String delivery, String state, String deed) throws Exception {
    String caseNo = relay.json("delivery", "show", delivery).path("caseNo").asText();
    CommandRun listed = relay.run("lane", "list", "--case=" + caseNo);
    assertThat(listed.out()).contains(delivery, "共 1 条");
    assertThat(relay.json("lane", "list", "--case=" + caseNo, "--age=60").path("total").asInt())
        .isZero();
    CommandRun run =
        relay.run("lane", "repair", caseNo, RunningRelay.PROVINCE, deed, "--because=已与窗口核对");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("投递 " + delivery, caseNo);
    relay.until(delivery, state);
    CommandRun again =
        relay.run("lane", "repair", caseNo, RunningRelay.PROVINCE, deed, "--because=再来一次");
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err()).contains("没有停着的", "lane list --case " + caseNo);
    return delivery;
  }

  @Test
  void laneRepair_withoutOneDeedOrAReason_isWrongUse() {
    assertThat(relay.run("lane", "repair", "1", "x", "--because=x").code()).isEqualTo(2);
    assertThat(relay.run("lane", "repair", "1", "x", "--skip").code()).isEqualTo(2);
    assertThat(relay.run("lane", "repair", "1", "x", "--skip", "--resend", "--because=x").code())
        .isEqualTo(2);
  }

  @Test
  void replay_likeOneThatIsParked_skipsAllThatStandAsItDoes() throws Exception {
    String one = relay.parked();
    String two = relay.parked();
    CommandRun preview = relay.run("message", "replay", "preview", "--like=" + one, "--act=SKIP");
    assertThat(preview.out()).contains(one, two, "件符合");
    JsonNode begun =
        relay.json("message", "replay", "start", "--like=" + one, "--act=SKIP", "--reason=对方已手工录入");
    assertThat(begun.path("act").asText()).isEqualTo("SKIP");
    relay.until(one, "SKIPPED");
    relay.until(two, "SKIPPED");
    assertThat(relay.run("message", "replay", "list").out()).contains("成批跳过", "对方已手工录入");
  }

  @Test
  void replayStart_withAnUnknownState_saysWhichThereAre() {
    CommandRun run =
        relay.run(
            "message",
            "replay",
            "start",
            "--system=" + RunningRelay.PROVINCE,
            "--state=READY",
            "--reason=x");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("/states", "DELIVERED");
  }

  @Test
  void command_withASystemsKey_saysWhichKeyIsMeant() {
    CommandRun run =
        CommandRun.of(
            "system", "list", "--relay=" + relay.url(), "--key=" + relay.key(RunningRelay.BUREAU));
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("密钥不对", "keys/operator");
  }

  @Test
  void command_withoutAddressOrKey_saysWhatToGive() {
    CommandRun noAddress = CommandRun.of("system", "list", "--key=" + relay.key("operator"));
    assertThat(noAddress.code()).isEqualTo(2);
    assertThat(noAddress.err()).contains("--relay", "TONGQIAO_RELAY");
    CommandRun noKey = CommandRun.of("system", "list", "--relay=" + relay.url());
    assertThat(noKey.code()).isEqualTo(2);
    assertThat(noKey.err()).contains("--key", "TONGQIAO_KEY_FILE");
    CommandRun noScheme =
        CommandRun.of("system", "list", "--relay=localhost:8080", "--key=" + relay.key("operator"));
    assertThat(noScheme.code()).isEqualTo(2);
    assertThat(noScheme.err()).contains("http://");
  }

  @Test
  void command_whereNobodyListens_saysSo() {
    CommandRun run =
        CommandRun.of(
            "lane", "list", "--relay=http://127.0.0.1:1", "--key=" + relay.key("operator"));
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("连接不上");
  }
}
