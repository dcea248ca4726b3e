package io.tongqiao.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tongqiao.console.people.Role;
import io.tongqiao.journal.StoredDelivery;
import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.simulator.Misbehaviour;
import io.tongqiao.simulator.Misbehaviour.Kind;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Finding a case and following it over all systems. */
class CasesIT {

  private static final String FIRM = "91610924MAQQ00024B";
  private static final String ITEM = "11610924MBQQ0001X24610123001000";

  @TempDir private static Path directory;
  private static Site site;
  private static Crew crew;
  private static String caseNo;
  private static StoredDelivery parked;
  private static JsonNode applicant;

  @BeforeAll
  static void open() throws Exception {
    site = new Site(directory).start();
    crew = new Crew(site);
    site.ministries().misbehave(Site.PROVINCE, Misbehaviour.of(Kind.BUSINESS));
    caseNo = site.bureau("610924202611020001", "health-01-apply", "health-02-receive");
    parked = site.until(caseNo, Site.PROVINCE, 0, State.PARKED);
    applicant = site.texts(parked.id()).at("/message/data/case/party");
    site.pull(caseNo, "p-1", FIRM, "M02");
  }

  @AfterAll
  static void close() throws Exception {
    site.close();
  }

  private static JsonNode search(String filter) {
    OperatorAnswer answer = site.post("/ops/v1/cases/search", filter);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"caseNo\": \"610924202611020001\"}",
        "{\"caseNo\": \"61092420261102\"}",
        "{\"item\": \"11610924MBQQ0001X24610123001000\", \"system\": \"prov-yctb\"}",
        "{\"item\": \"610123001000\"}",
        "{\"item\": \"公共场所卫生许可\", \"system\": \"bureau-platform\"}",
        "{\"states\": [\"RECEIVED\"], \"lanes\": [\"PARKED\", \"WAITING\"], \"system\": \"prov-yctb\"}",
        "{\"lanes\": [\"PARKED\"], \"from\": \"2026-01-01T00:00:00+08:00\", \"to\": \"2999-01-01T00:00:00Z\", \"limit\": 200}"
      })
  void search_byWhatIsKnownOfACase_findsIt(String filter) {
    JsonNode found = search(filter).path("cases");
    assertThat(found.findValuesAsText("caseNo")).contains(caseNo);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"caseNo\": \"61092420261103\"}",
        "{\"applicant\": \"乙示例\"}",
        "{\"item\": \"610117001000\"}",
        "{\"system\": \"mps-population\"}",
        "{\"states\": [\"APPROVED\"]}",
        "{\"lanes\": [\"SKIPPED\"]}",
        "{\"to\": \"2020-01-01T00:00:00Z\"}"
      })
  void search_byWhatIsNotSo_findsNothing(String filter) {
    JsonNode answer = search(filter);
    assertThat(answer.path("cases")).isEmpty();
    assertThat(answer.has("next")).isFalse();
  }

  @Test
  void search_byApplicant_findsTheCase_masked_andIsAudited() {
    OperatorAnswer byCode =
        site.post("/ops/v1/cases/search", "{\"applicant\": \"" + code() + "\"}");
    OperatorAnswer byName =
        site.post("/ops/v1/cases/search", "{\"applicant\": \"" + name() + "\"}");
    assertThat(byCode.json()).isEqualTo(byName.json());
    assertThat(byCode.json().at("/cases/0/applicant/code").asText())
        .isEqualTo(Masked.number(code()));
    assertThat(byCode.text()).doesNotContain(code(), name());
    assertThat(site.audit("applicant " + Masked.number(code())))
        .last()
        .satisfies(row -> assertThat(row).containsEntry("act", "case.search"));
    assertThat(site.audit(code())).isEmpty();
    assertThat(site.audit(name())).isEmpty();
  }

  private static String name() {
    return applicant.path("name").asText();
  }

  private static String code() {
    return applicant.path("idNumber").asText();
  }

  @Test
  void search_pageAfterPage_goesOnWhereItStopped() {
    String other = site.bureau("610924202611020002", "health-01-apply");
    JsonNode first = search("{\"item\": \"" + ITEM + "\", \"limit\": 1}");
    assertThat(first.path("cases").findValuesAsText("caseNo")).containsExactly(other);
    JsonNode second =
        search(
            "{\"item\": \""
                + ITEM
                + "\", \"limit\": 1, \"next\": \""
                + first.path("next").asText()
                + "\"}");
    assertThat(second.path("cases").findValuesAsText("caseNo")).containsExactly(caseNo);
    assertThat(second.has("next")).isFalse();
  }

  @Test
  void show_tellsWhatHappenedOverAllSystems_masked() {
    OperatorAnswer answer = site.get("/ops/v1/cases/" + caseNo);
    JsonNode told = answer.json();
    assertThat(told.path("state").asText()).isEqualTo("RECEIVED");
    assertThat(told.at("/item/name").asText()).isEqualTo("公共场所卫生许可");
    assertThat(told.path("lanes"))
        .anySatisfy(
            lane -> {
              assertThat(lane.path("system").asText()).isEqualTo(Site.PROVINCE);
              assertThat(lane.path("state").asText()).isEqualTo("PARKED");
              assertThat(lane.path("cause").asText()).isNotEmpty();
            });
    assertThat(told.path("timeline").findValuesAsText("kind"))
        .startsWith("MESSAGE")
        .contains("DELIVERY", "PULL");
    assertThat(told.path("timeline").findValuesAsText("at")).isSorted();
    assertThat(told.path("timeline"))
        .anySatisfy(
            entry -> {
              assertThat(entry.path("texts").asText())
                  .isEqualTo("/ops/v1/deliveries/" + parked.id() + "/texts");
              assertThat(entry.at("/exchanges/0/outcome").asText()).isEqualTo("REJECTED");
            });
    assertThat(told.path("prerequisites").findValuesAsText("outcome")).containsExactly("FOUND");
    assertThat(answer.text()).doesNotContain(code(), name());
  }

  @Test
  void cases_forAnAccountOfSomeSystems_areThoseSystemsOnly() {
    String token = crew.token("power.only", Role.OPERATOR, Site.POWER);
    OperatorAnswer none = site.ask("POST", "/ops/v1/cases/search", "{}", token);
    assertThat(none.json().path("cases")).isEmpty();
    assertThat(site.ask("GET", "/ops/v1/cases/" + caseNo, "", token).status()).isEqualTo(404);
    assertThat(
            site.ask("POST", "/ops/v1/cases/search", "{\"system\": \"prov-yctb\"}", token).status())
        .isEqualTo(422);
    String province = crew.token("province.only", Role.OPERATOR, Site.PROVINCE);
    JsonNode found = site.ask("POST", "/ops/v1/cases/search", "{}", province).json();
    assertThat(found.path("cases").findValuesAsText("caseNo")).contains(caseNo);
    JsonNode told = site.ask("GET", "/ops/v1/cases/" + caseNo, "", province).json();
    assertThat(told.path("lanes").findValuesAsText("system")).containsOnly(Site.PROVINCE);
    assertThat(told.path("timeline").findValuesAsText("kind")).doesNotContain("PULL");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\": \"王示范\"}",
        "{\"item\": \"没有这个事项\"}",
        "{\"system\": \"no-such\"}",
        "{\"states\": [\"LOST\"]}",
        "{\"lanes\": [\"DELIVERED\"]}",
        "{\"from\": \"2026\"}",
        "{\"next\": \"then\"}",
        "{\"next\": \"9999999999999999999\"}",
        "{\"limit\": 201}"
      })
  void search_thatCannotBeMade_isAProblem(String filter) {
    OperatorAnswer answer = site.post("/ops/v1/cases/search", filter);
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.fields()).isNotEmpty();
  }

  @Test
  void case_thatThereIsNot_isAProblem() {
    assertThat(site.get("/ops/v1/cases/0").status()).isEqualTo(404);
  }
}
