package io.tongqiao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemCheckTest {

  @TempDir private Path parent;

  private FolderCopy copy;

  @BeforeEach
  void copyAside() throws IOException {
    copy = FolderCopy.of("city-power", parent);
  }

  @Test
  void check_goodFolder_countsPartsAndExitsWithZero() {
    CommandRun run = copy.check();

    int samples = copy.directory().resolve("samples").toFile().list().length;
    assertThat(run.out().strip()).isEqualTo("city-power：操作 3，入口 1，样例 " + samples + "，没有发现问题");
    assertThat(run.code()).isZero();
  }

  @Test
  void check_directoryOfFolders_checksEachButTemplates() {
    CommandRun run = CommandRun.of("system", "check", FolderCopy.SYSTEMS.toString());

    assertThat(run.out()).contains("bureau-platform：", "city-power：", "prov-yctb：");
    assertThat(run.out()).doesNotContain("_template");
    assertThat(run.code()).isZero();
  }

  @Test
  void check_brokenYaml_namesLine() throws IOException {
    int line = copy.replace("system.yaml", "tier: city", "tier: [city");

    CommandRun run = copy.check();

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("system.yaml:").contains("不是合法的 YAML").contains("改法：");
    assertThat(reportedLine(run)).isBetween(line, line + 1);
  }

  private static int reportedLine(CommandRun run) {
    String rest = run.out().substring(run.out().indexOf("system.yaml:") + "system.yaml:".length());
    return Integer.parseInt(rest.substring(0, rest.indexOf(' ')));
  }

  @Test
  void check_unknownTransport_namesLine() throws IOException {
    int line = copy.replace("system.yaml", "transport: http", "transport: telex");

    assertFault("system.yaml", line, "/transport");
  }

  @Test
  void check_idUnlikeFolder_namesLineAndFix() throws IOException {
    int line = copy.replace("system.yaml", "id: city-power", "id: city-water");

    assertFault("system.yaml", line, "改法：改成 city-power");
  }

  @Test
  void check_unknownOperationInAccepts_namesLine() throws IOException {
    int line = copy.replace("system.yaml", "operation: withdraw", "operation: cancel");

    assertFault("system.yaml", line, "没有名为 cancel 的操作");
  }

  @Test
  void check_expressionThatDoesNotCompile_namesLine() throws IOException {
    int line =
        copy.replace("system.yaml", "receiptNo: .body.data.applyId", "receiptNo: .body.data.(");

    assertFault("system.yaml", line, "不能编译");
  }

  @Test
  void check_mappingThatDoesNotCompile_namesFileAndLine() throws IOException {
    int line = copy.replace("apply.to-system.jslt", "\"caseNo\":", "\"caseNo\" =");

    assertFault("apply.to-system.jslt", line, "映射不能编译");
  }

  @Test
  void check_missingMapping_namesWhatToAdd() throws IOException {
    copy.delete("withdraw.to-system.jslt");

    CommandRun run = copy.check();

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("withdraw 没有映射文件").contains("添加 withdraw.to-system.jslt");
  }

  @Test
  void check_requestUnlikeGolden_namesSampleFile() throws IOException {
    int line = copy.replace("samples/withdraw/request.json", "\"caseNo\"", "\"caseNumber\"");

    assertFault("samples/withdraw/request.json", line, "与现在生成的不同");
  }

  @Test
  void check_updateOfRequestUnlikeGolden_rewritesItAndNothingElse() throws IOException {
    Path golden = copy.directory().resolve("samples/withdraw/request.json");
    Path canonical = copy.directory().resolve("samples/withdraw/canonical.json");
    String right = Files.readString(golden);
    String input = Files.readString(canonical);
    copy.replace("samples/withdraw/request.json", "\"caseNo\"", "\"caseNumber\"");

    CommandRun run = CommandRun.of("system", "check", "--update", copy.directory().toString());

    assertThat(run.code()).isZero();
    assertThat(run.err().lines()).containsExactly("已重新生成 " + golden);
    assertThat(golden).hasContent(right);
    assertThat(canonical).hasContent(input);
  }

  @Test
  void check_noReadme_namesFile() throws IOException {
    copy.delete("README.md");

    assertFault("README.md", 0, "缺少文件");
  }

  @Test
  void check_noDescriptor_namesFile() throws IOException {
    copy.delete("system.yaml");

    assertFault("system.yaml", 0, "缺少文件");
  }

  @Test
  void check_jsonOfBrokenFolder_holdsFileLineMessageAndFix() throws IOException {
    int line = copy.replace("system.yaml", "id: city-power", "id: city-water");

    CommandRun run = CommandRun.of("system", "check", "--json", copy.directory().toString());

    JsonNode json = new JsonMapper().readTree(run.out());
    JsonNode fault = json.at("/folders/0/faults/0");
    assertThat(fault.path("file").asText()).isEqualTo("system.yaml");
    assertThat(fault.path("line").asInt()).isEqualTo(line);
    assertThat(fault.path("message").asText()).contains("city-power");
    assertThat(fault.path("fix").asText()).isEqualTo("改成 city-power");
    assertThat(json.path("faults").asInt()).isEqualTo(json.at("/folders/0/faults").size());
    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  void check_directoryThatIsNotThere_isWrongUse() {
    CommandRun run = CommandRun.of("system", "check", parent.resolve("nowhere").toString());

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("没有这个目录");
  }

  @Test
  void check_goodAndBrokenFolder_exitsWithOneAndTellsBoth() throws IOException {
    Path other = Files.createDirectory(parent.resolve("other"));
    FolderCopy good = FolderCopy.of("mps-population", other);
    copy.delete("README.md");

    CommandRun run =
        CommandRun.of("system", "check", good.directory().toString(), copy.directory().toString());

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("mps-population：").contains("没有发现问题").contains("发现 1 个问题");
  }

  private void assertFault(String file, int line, String words) {
    CommandRun run = copy.check();
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out().lines())
        .anySatisfy(text -> assertThat(text).startsWith(copy.place(file, line)).contains(words));
    assertThat(run.out()).contains("改法：");
  }
}
