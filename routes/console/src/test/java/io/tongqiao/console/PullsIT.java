package io.tongqiao.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who asked what about whom: the answer to a person or a firm, and to whoever audits a department.
 */
class PullsIT {

  private static final String FIRM = "91610924MAQQ00024B";
  private static final String REPRESENTS = "610924190001010010";

  @TempDir private static Path directory;
  private static Site site;
  private static String caseNo;
  private static String pull;

  @BeforeAll
  static void open() throws Exception {
    site = new Site(directory).start();
    caseNo = site.bureau(site.newCase(), "health-01-apply");
    pull = site.pull(caseNo, "p-1", FIRM, "M02", "M06").path("pull").asText();
  }

  @AfterAll
  static void close() throws Exception {
    site.close();
  }

  private static JsonNode search(String filter) {
    OperatorAnswer answer = site.post("/ops/v1/pulls/search", filter);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  @Test
  void search_byHolder_tellsAskerGroundAndWhatWasGiven() {
    JsonNode found = search("{\"holderCode\": \"91610924maqq00024b\", \"limit\": 500}");
    assertThat(found.path("total").asInt()).isEqualTo(1);
    JsonNode told = found.path("pulls").path(0);
    assertThat(told.path("pull").asText()).isEqualTo(pull);
    assertThat(told.path("asker").asText()).isEqualTo(Site.BUREAU);
    assertThat(told.path("requestId").asText()).isEqualTo("p-1");
    assertThat(told.path("purpose"))
        .hasToString(
            "{\"orgName\":\"紫阳县行政审批服务局\",\"orgCode\":\"11610924MBQQ0001X2\",\"username\":\"窗****\",\"itemName\":\"公共场所卫生许可\",\"itemCode\":\"11610924MBQQ0001X24610123001000\",\"businessCode\":\""
                + caseNo
                + "\"}");
    JsonNode licence = told.path("materials").path(0);
    assertThat(licence.path("outcome").asText()).isEqualTo("FOUND");
    assertThat(licence.at("/document/system").asText()).isEqualTo("prov-dzzz");
    JsonNode title = told.path("materials").path(1);
    assertThat(title.path("tried").findValuesAsText("system")).contains("prov-dzzz", "city-bdc");
  }

  @Test
  void search_andShow_masksNumbersAndNames() {
    OperatorAnswer found = site.post("/ops/v1/pulls/search", "{\"holderCode\": \"" + FIRM + "\"}");
    OperatorAnswer shown = site.get("/ops/v1/pulls/" + pull);
    assertThat(shown.json()).isEqualTo(found.json().path("pulls").path(0));
    assertThat(found.json().at("/pulls/0/holders/0").asText()).isEqualTo("916109********024B");
    assertThat(found.text()).doesNotContain(FIRM, REPRESENTS, "王示范", "窗口经办人", "示例餐饮");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"orgCode\": \"11610924MBQQ0001X2\"",
        "\"orgName\": \"紫阳县行政审批服务局\"",
        "\"orgName\": \"紫阳县行政审批服务局\", \"from\": \"2020-01-01T00:00:00+08:00\"",
        "\"holderCode\": \"91610924MAQQ00024B\", \"orgCode\": \"11610924MBQQ0001X2\", \"to\": \"2999-01-01T00:00:00Z\""
      })
  void search_byDepartment_findsIt(String filter) {
    assertThat(search("{" + filter + "}").path("pulls").findValuesAsText("pull")).contains(pull);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"holderCode\": \"610924190001020024\"",
        "\"caseNo\": \"61092420260501999999\"",
        "\"orgName\": \"紫阳县\"",
        "\"holderCode\": \"91610924MAQQ00024B\", \"to\": \"2020-01-01T00:00:00+08:00\"",
        "\"holderCode\": \"91610924MAQQ00024B\", \"from\": \"2999-01-01T00:00:00+08:00\""
      })
  void search_ofWhatWasNotAsked_findsNothing(String filter) {
    assertThat(search("{" + filter + "}").path("total").asInt()).isZero();
  }

  @Test
  void search_withALimit_givesTheNewestAndHowManyThereAre() {
    String other = site.bureau(site.newCase(), "health-01-apply");
    site.pull(other, "p-2", REPRESENTS, "M03");
    site.pull(other, "p-3", REPRESENTS, "M03");
    JsonNode found = search("{\"caseNo\": \"" + other + "\", \"limit\": 1}");
    assertThat(found.path("total").asInt()).isEqualTo(2);
    assertThat(found.path("pulls").findValuesAsText("requestId")).containsExactly("p-3");
  }

  @Test
  void look_isAudited_withoutTheNumber() {
    search("{\"holderCode\": \"" + REPRESENTS + "\", \"from\": \"2026-01-01T00:00:00+08:00\"}");
    site.get("/ops/v1/pulls/" + pull);
    assertThat(site.audit("holder 610924********0010"))
        .last()
        .satisfies(
            row -> {
              assertThat(row)
                  .containsEntry("act", "pull.search")
                  .containsEntry("actor", "operator");
              assertThat(row.get("detail").toString()).contains("找到", "自 2025-12-31T16:00:00Z");
            });
    assertThat(site.audit(pull)).extracting(row -> row.get("act")).contains("pull", "pull.show");
    assertThat(site.audit(REPRESENTS)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"from\": \"2026-01-01T00:00:00+08:00\"}",
        "{\"holderCode\": \" \"}",
        "{\"caseNo\": \"1\", \"limit\": 501}",
        "{\"caseNo\": \"1\", \"from\": \"2026\"}",
        "{\"name\": \"王示范\"}"
      })
  void search_thatCannotBeMade_isAProblem(String filter) {
    OperatorAnswer answer = site.post("/ops/v1/pulls/search", filter);
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.fields()).isNotEmpty();
  }

  @Test
  void pull_thatThereIsNot_isAProblem() {
    assertThat(site.get("/ops/v1/pulls/0").status()).isEqualTo(404);
  }

  @Test
  void pulls_withASystemsKey_areNotTold() {
    Map.of("POST", "/ops/v1/pulls/search", "GET", "/ops/v1/pulls/" + pull)
        .forEach(
            (method, path) ->
                assertThat(site.ask(method, path, "", site.key(Site.BUREAU)).status())
                    .isEqualTo(401));
  }
}
