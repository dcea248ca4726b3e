package io.tongqiao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The documents of a demonstration's case, and who may be told afterwards that they were asked for.
 */
class PullCommandsIT {

  private static final String FIRM = "91610924MAQQ00024B";
  private static final String PERSON = "610924190001010010";

  @TempDir private static Path directory;
  private static RunningRelay relay;
  private static Documents documents;

  @BeforeAll
  static void askForDocuments() throws Exception {
    relay = new RunningRelay(directory);
    var web = new WebClient(relay.url(), relay.simulator(), relay.key(RunningRelay.BUREAU));
    Clock clock = Clock.system(ZoneOffset.ofHours(8));
    var enquiry = new Enquiry(web, new Cast(FolderCopy.SYSTEMS), clock);
    Enquiry.Story story = enquiry.stories().get(0);
    documents = enquiry.ask(RunningRelay.BUREAU, story, Duration.ofSeconds(20));
  }

  @AfterAll
  static void stop() throws Exception {
    relay.close();
  }

  private static String pull() {
    return documents.answer().path("pull").asText();
  }

  @Test
  void enquiry_ofTheDemonstration_findsAllWithFiveHolders() {
    assertThat(documents.table().text())
        .contains("省电子证照库 prov-dzzz", "SOAP", "AMQP", "REST", "已取得", "电子证照库 → 发证系统");
    assertThat(Documents.toJson(List.of(documents)))
        .hasToString("{\"asked\":5,\"found\":5,\"holders\":5}");
    assertThat(documents.good()).isTrue();
  }

  @Test
  void pullList_ofAHolder_saysWhoAskedAndMasksNumbers() {
    CommandRun run = relay.run("pull", "list", "--holder=" + FIRM);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains(pull(), "紫阳县行政审批服务局", "窗****", "公共场所卫生许可", "被查：", "916109********024B")
        .contains("M02 营业执照：已取得，prov-dzzz 提供", "共 1 次")
        .doesNotContain(FIRM, PERSON, "王示范");
  }

  @Test
  void pullList_ofCaseOrDepartment_findsTheSame() throws Exception {
    String caseNo = documents.answer().path("caseNo").asText();
    for (String option :
        new String[] {
          "--case=" + caseNo, "--org=紫阳县行政审批服务局", "--org=11610924MBQQ0001X2", "--holder=" + PERSON
        }) {
      JsonNode found = relay.json("pull", "list", option, "--from=2026-01-01T00:00:00+08:00");
      assertThat(found.path("pulls").findValuesAsText("pull")).as(option).containsExactly(pull());
    }
    JsonNode none =
        relay.json("pull", "list", "--case=" + caseNo, "--to=2020-01-01T00:00:00+08:00");
    assertThat(none.path("total").asInt()).isZero();
  }

  @Test
  void pullShow_printsGroundAndEveryAttempt() {
    CommandRun run = relay.run("pull", "show", pull());
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("部门代码：11610924MBQQ0001X2", "经办：窗****", "M06 经营场所使用证明")
        .contains("prov-dzzz", "无此证照", "city-bdc 提供，可信等级 A")
        .doesNotContain(FIRM, PERSON, "王示范");
  }

  @Test
  void caseList_byApplicant_findsTheCaseAndMasks() throws Exception {
    String caseNo = documents.answer().path("caseNo").asText();
    CommandRun run = relay.run("case", "list", "--no=" + caseNo);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains(caseNo, "公共场所卫生许可", "列出 1 件");
    JsonNode found = relay.json("case", "list", "--item=610123001000", "--state=APPLIED,RECEIVED");
    assertThat(found.path("cases").findValuesAsText("caseNo")).contains(caseNo);
    JsonNode none = relay.json("case", "list", "--no=" + caseNo, "--lane=SKIPPED,RETURNED");
    assertThat(none.path("cases")).isEmpty();
    JsonNode page = relay.json("case", "list", "--limit=1");
    assertThat(page.path("cases")).hasSize(1);
  }

  @Test
  void caseShow_printsWhatHappened() throws Exception {
    String caseNo = documents.answer().path("caseNo").asText();
    CommandRun run = relay.run("case", "show", caseNo);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("办件编号：" + caseNo, "事项：公共场所卫生许可", "申请", "调取材料")
        .doesNotContain(FIRM, PERSON, "王示范");
    assertThat(relay.json("case", "show", caseNo).path("timeline")).isNotEmpty();
    CommandRun unknown = relay.run("case", "show", "1");
    assertThat(unknown.code()).isEqualTo(1);
    assertThat(unknown.err()).contains("没有编号为 1 的办件");
  }

  @Test
  void pull_thatCannotBeTold_saysWhy() {
    CommandRun unknown = relay.run("pull", "show", "0");
    assertThat(unknown.code()).isEqualTo(1);
    assertThat(unknown.err()).contains("没有编号为 0 的调取");
    CommandRun nothing = relay.run("pull", "list");
    assertThat(nothing.code()).isEqualTo(1);
    assertThat(nothing.err()).contains("holderCode", "caseNo", "orgName");
  }
}
