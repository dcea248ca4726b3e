package io.tongqiao.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.simulator.Misbehaviour;
import io.tongqiao.simulator.Misbehaviour.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One system over the operators' API: its sheet, the test of its connection, its translations. */
class SystemsIT {

  @TempDir private static Path directory;
  private static Site site;

  @BeforeAll
  static void open() throws Exception {
    site = new Site(directory).start();
  }

  @AfterAll
  static void close() throws Exception {
    site.close();
  }

  private static String sample(String system, String file) throws IOException {
    return Files.readString(directory.resolve("systems/" + system + "/samples/" + file));
  }

  private static OperatorAnswer translated(
      String system, String sample, Map<String, String> texts) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("sample", sample);
    ObjectNode given = body.putObject("texts");
    texts.forEach(given::put);
    return site.post("/ops/v1/systems/" + system + "/translate", body.toString());
  }

  private static List<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }

  @Test
  void sheet_ofASystem_tellsWhatItIs_andNoSecret() throws IOException {
    JsonNode sheet = site.get("/ops/v1/systems/" + Site.POWER).json();
    assertThat(sheet.at("/name/zh").asText()).isEqualTo("市供电服务报装系统");
    assertThat(sheet.path("calls").asText()).isEqualTo("FLOWING");
    assertThat(sheet.at("/limits/timeout").asText()).isEqualTo("3s");
    assertThat(sheet.at("/secrets/0/there").asBoolean()).isTrue();
    assertThat(sheet.path("keysIssuedAt")).hasSize(1);
    String password = Files.readString(directory.resolve("data/secrets/city-power.password"));
    assertThat(sheet.toString()).doesNotContain(password);
    assertThat(site.get("/ops/v1/systems/no-such").status()).isEqualTo(422);
  }

  @Test
  void sheet_ofEverySystem_isAsTheContractSays() {
    for (JsonNode system : site.get("/ops/v1/systems").json().path("systems")) {
      String id = system.path("id").asText();
      assertThat(site.get("/ops/v1/systems/" + id).status()).as(id).isEqualTo(200);
    }
  }

  @Test
  void test_ofAConnectionThatIsWell_passes_andIsAudited() {
    JsonNode found = site.post("/ops/v1/systems/" + Site.POWER + "/test", "{}").json();
    assertThat(found.path("passed").asBoolean()).as(found.toString()).isTrue();
    assertThat(found.path("steps").findValuesAsText("step"))
        .containsExactly("NAME", "TCP", "TLS", "SECRETS", "SIGN_IN", "ANSWER");
    assertThat(site.audit("system " + Site.POWER))
        .anyMatch(row -> "system.test".equals(row.get("act")));
  }

  @Test
  void test_whereTheLoginIsRefused_saysSo() {
    site.ministries()
        .misbehave(Site.POWER, Misbehaviour.of(Kind.STATUS).status(401).operation("login"));
    JsonNode found = site.post("/ops/v1/systems/" + Site.POWER + "/test", "").json();
    JsonNode failed =
        list(found.path("steps")).stream()
            .filter(step -> step.path("outcome").asText().equals("FAILED"))
            .findFirst()
            .orElseThrow();
    assertThat(failed.path("step").asText()).isEqualTo("SIGN_IN");
    assertThat(failed.at("/next/zh").asText()).contains("核对");
  }

  @ParameterizedTest
  @ValueSource(strings = {"apply", "withdraw", "login", "progress--1-accept", "progress--rejected"})
  void translation_ofTheFoldersOwnSample_isItsGolden(String sample) {
    JsonNode result = translated(Site.POWER, sample, Map.of()).json();
    assertThat(list(result.path("files")))
        .isNotEmpty()
        .allMatch(file -> file.path("asGolden").asBoolean());
    assertThat(result.path("findings")).isEmpty();
    assertThat(result.has("failure")).isFalse();
  }

  @Test
  void translation_ofASampleThatMustFail_saysWhere() {
    JsonNode result = translated(Site.POWER, "x-progress--unknown-status", Map.of()).json();
    assertThat(result.at("/failure/stage").asText()).isEqualTo("to-canonical");
    assertThat(result.at("/failure/fix").asText()).isNotEmpty();
  }

  @Test
  void translation_ofAMessageWithoutItsCase_namesFieldAndFix() {
    JsonNode result =
        translated(Site.POWER, "apply", Map.of("canonical.json", "{\"id\": \"x\"}")).json();
    assertThat(result.path("findings").findValuesAsText("fix")).isNotEmpty();
  }

  @Test
  void translation_ofWhatIsNoJson_namesTheLine() {
    JsonNode result =
        translated(Site.POWER, "apply", Map.of("canonical.json", "{\n\"id\": x}")).json();
    assertThat(result.at("/failure/stage").asText()).isEqualTo("input");
    assertThat(result.at("/failure/message").asText()).contains("第 2 行");
  }

  @Test
  void translation_ofAnUnknownSample_orTooLongAText_isAProblem() {
    assertThat(translated(Site.POWER, "no-such", Map.of()).status()).isEqualTo(404);
    String tooLong = "x".repeat(Bench.LONGEST + 1);
    assertThat(translated(Site.POWER, "apply", Map.of("canonical.json", tooLong)).status())
        .isEqualTo(422);
  }

  @Test
  void translation_leavesNothingBehind() throws IOException {
    int before = site.ministries().ledger().size();
    String pasted = sample(Site.POWER, "apply/canonical.json").replace("紫阳", "石泉");
    assertThat(translated(Site.POWER, "apply", Map.of("canonical.json", pasted)).status())
        .isEqualTo(200);
    assertThat(site.ministries().ledger()).hasSize(before);
    assertThat(site.audit("translate")).isEmpty();
  }
}
