package io.tongqiao.prerequisite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.relay.Relay;
import io.tongqiao.relay.RelayTest;
import io.tongqiao.simulator.Misbehaviour;
import io.tongqiao.simulator.Misbehaviour.Kind;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** What came of a document is told as it is; that nobody could say is never "has none". */
@RelayTest
class OutcomesIT {

  @Autowired private Relay relay;
  @Autowired private JdbcTemplate jdbc;
  private Window window;

  @BeforeEach
  void window() {
    jdbc.update("delete from document");
    window = new Window(relay);
  }

  @AfterEach
  void behave() {
    List.of("prov-dzzz", "nat-dzzz", "city-bdc", "mps-population")
        .forEach(relay.ministries()::behave);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          M02 | 91610924MAQQ00016G | INVALID     | prov-dzzz | 到期
          M05 | 91610924MAQQ00016G | DENIED      | prov-dzzz | 权限
          M02 | 91610924MAQQ000326 | UNAVAILABLE | prov-dzzz | 次数
          M06 | 91610924MAQQ00016G | DENIED      | city-bdc  | 权
          M06 | 91610924MAQQ000326 | INVALID     | city-bdc  | 注销
          """)
  void holder_thatDoesNotGiveIt_saysWhy(
      String material, String firm, Outcome outcome, String system, String words) {
    String caseNo = window.newCase(Window.HOTEL, "示例有限公司", firm);

    JsonNode result = window.one(caseNo, Window.request(caseNo, Window.HOTEL, material));

    assertThat(result.path("outcome").asText())
        .as(result.toPrettyString())
        .isEqualTo(outcome.name());
    assertThat(result.path("strategy").asText()).isEqualTo("UPLOAD");
    assertThat(result.has("document")).isFalse();
    assertThat(attempt(result, system).path("outcome").asText()).isEqualTo(outcome.name());
    assertThat(result.path("reason").asText()).contains(words);
  }

  @Test
  void nobodyHasIt_isNotFound() {
    String caseNo = window.newCase(Window.TEACHER, "李无证", Window.NOBODY);

    JsonNode result = window.one(caseNo, Window.request(caseNo, Window.TEACHER, "M02"));

    assertThat(result.path("outcome").asText()).as(result.toPrettyString()).isEqualTo("NOT_FOUND");
    assertThat(attempt(result, "mps-population").path("outcome").asText()).isEqualTo("NOT_FOUND");
  }

  @Test
  void anotherPersonsName_isInvalid() {
    String caseNo = window.newCase(Window.TEACHER, "张不符", Window.ODD_PERSON);

    JsonNode result = window.one(caseNo, Window.request(caseNo, Window.TEACHER, "M02"));

    assertThat(result.path("outcome").asText()).as(result.toPrettyString()).isEqualTo("INVALID");
  }

  @ParameterizedTest
  @CsvSource({"STATUS", "DROP", "GARBAGE", "FAULT"})
  void holder_thatDoesNotAnswer_isUnavailableNotEmpty(Kind kind) {
    relay.ministries().misbehave("prov-dzzz", Misbehaviour.of(kind));
    String caseNo = window.newCase(Window.HOTEL, "示例文旅服务有限公司", Window.ODDER);

    JsonNode result = window.one(caseNo, Window.request(caseNo, Window.HOTEL, "M02"));

    assertThat(attempt(result, "prov-dzzz").path("outcome").asText())
        .as(result.toPrettyString())
        .isEqualTo("UNAVAILABLE");
    assertThat(attempt(result, "nat-dzzz").path("outcome").asText()).isEqualTo("NOT_FOUND");
    assertThat(result.path("outcome").asText()).isEqualTo("UNAVAILABLE");
  }

  @Test
  void certificate_ofAnotherHolder_isInvalid() {
    relay
        .ministries()
        .misbehave(
            "prov-dzzz", Misbehaviour.of(Kind.SAMPLE).sample("query-by-holder--other-holder"));
    String caseNo = window.newCase(Window.HOTEL, "示例文旅服务有限公司", Window.ODDER);

    JsonNode result = window.one(caseNo, Window.request(caseNo, Window.HOTEL, "M05"));

    assertThat(result.path("outcome").asText()).as(result.toPrettyString()).isEqualTo("INVALID");
    assertThat(result.path("reason").asText()).contains("其他持证人");
  }

  @Test
  void identifier_withWrongCheckCharacter_isFoundWithAWarning() {
    String caseNo = window.newCase(Window.HOTEL, "示例文旅服务有限公司", Window.ODDER);

    JsonNode result = window.one(caseNo, Window.request(caseNo, Window.HOTEL, "M05"));

    assertThat(result.path("outcome").asText()).as(result.toPrettyString()).isEqualTo("FOUND");
    assertThat(result.at("/document/warnings").toString()).contains("GB/T 36904");
    assertThat(result.at("/document/trustLevel").asText()).isEqualTo("A");
  }

  @ParameterizedTest
  @CsvSource({
    "陕（2026）紫阳县不动产权第0000705号, 到期",
    "陕（2026）紫阳县不动产权第0000706号, 其他持证人",
    "陕（2026）紫阳县不动产权第0000707号, 摘要",
    "陕（2026）紫阳县不动产权第0000708号, PDF"
  })
  void document_thatCannotServe_isInvalidAndNotKept(String number, String words) {
    String caseNo = window.newCase();
    ObjectNode request = Window.request(caseNo, Window.HYGIENE, "M06");
    Window.only(request).put("certNo", number);

    JsonNode result = window.one(caseNo, request);

    assertThat(result.path("outcome").asText()).as(result.toPrettyString()).isEqualTo("INVALID");
    assertThat(result.path("reason").asText()).contains(words);
    assertThat(result.has("document")).isFalse();
  }

  @Test
  void personsDocument_whenNobodyIsNamed_isNotAskedFor() {
    String caseNo = window.newCase(theCase -> theCase.withObject("/party").remove("legalRep"));

    JsonNode result = window.one(caseNo, Window.request(caseNo, Window.HYGIENE, "M03"));

    assertThat(result.path("outcome").asText()).isEqualTo("UNAVAILABLE");
    assertThat(result.path("reason").asText()).contains("持证人");
    assertThat(result.path("tried")).isEmpty();
  }

  @Test
  void secondaryMaterial_promised_isTolerated() {
    String caseNo = window.newCase(Window.HOTEL, "示例有限公司", Window.ODD);
    ObjectNode request = Window.request(caseNo, Window.HOTEL, "M05");
    request.withArray("materials").addObject().put("code", "M02");
    request
        .putObject("tolerance")
        .put("promiseText", "承诺限期补交")
        .put("dueDate", "2099-03-31")
        .put("consequence", "逾期未补交的，撤销许可");

    JsonNode all = window.ask(caseNo, request, 10).json();

    JsonNode secondary = Window.material(all, "M05");
    assertThat(secondary.path("outcome").asText()).as(all.toPrettyString()).isEqualTo("TOLERATED");
    assertThat(secondary.path("strategy").asText()).isEqualTo("TOLERATE");
    assertThat(secondary.path("dueDate").asText()).isEqualTo("2099-03-31");
    assertThat(Window.material(all, "M02").path("outcome").asText())
        .as("a core material is not tolerated")
        .isEqualTo("INVALID");
  }

  private static JsonNode attempt(JsonNode material, String system) {
    return StreamSupport.stream(material.path("tried").spliterator(), false)
        .filter(t -> t.path("system").asText().equals(system))
        .findFirst()
        .orElseThrow(() -> new AssertionError(system + " not asked: " + material.toPrettyString()));
  }
}
