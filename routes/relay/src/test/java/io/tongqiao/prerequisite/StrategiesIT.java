package io.tongqiao.prerequisite;

import static io.tongqiao.prerequisite.Window.material;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.relay.Messages;
import io.tongqiao.relay.Relay;
import io.tongqiao.relay.RelayTest;
import io.tongqiao.simulator.Misbehaviour;
import io.tongqiao.simulator.Misbehaviour.Kind;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Where a document is looked for: our own records, libraries, holders, the assisting department.
 */
@RelayTest
class StrategiesIT {

  private static final String PERMIT = "公共场所卫生许可证";

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
    List.of("prov-dzzz", "nat-dzzz").forEach(relay.ministries()::behave);
  }

  /** A case that was granted a permit of that name and number. */
  private String granted(String firm, String certName, String certNo) {
    String caseNo = relay.newCase();
    for (String step : List.of("01-apply", "02-receive", "05-accept", "06-step", "11-approved")) {
      ObjectNode message = Messages.canonical("permit/" + step, caseNo);
      message.put("id", caseNo + "-" + step);
      if (step.startsWith("01")) {
        message.withObject("/data/case/party").put("idNumber", firm).put("name", "示例发展有限公司");
      }
      if (step.startsWith("11")) {
        message
            .withObject("/data/result")
            .put("certName", certName)
            .put("certNo", certNo)
            .put("validTo", "2099-03-10");
        message.withObject("/data").remove("certificate");
      }
      assertThat(relay.post(Relay.BUREAU, message).status()).isEqualTo(202);
    }
    return caseNo;
  }

  @Test
  void ownApproval_ofTheHolder_needNotBeShown() {
    String firm = Window.ODD;
    granted(firm, PERMIT, "紫卫证字〔2026〕第11号");
    String caseNo = window.newCase(Window.HOTEL, "示例发展有限公司", firm);

    JsonNode result = window.one(caseNo, Window.request(caseNo, Window.HOTEL, "M05"));

    assertThat(result.path("outcome").asText()).as(result.toPrettyString()).isEqualTo("FOUND");
    assertThat(result.path("strategy").asText()).isEqualTo("REUSE");
    assertThat(result.at("/document/number").asText()).isEqualTo("紫卫证字〔2026〕第11号");
    assertThat(result.at("/document/reused").asBoolean()).isTrue();
    assertThat(result.at("/document/source/system").asText()).isEqualTo(Relay.BUREAU);
    assertThat(relay.received("prov-dzzz", caseNo)).isEmpty();
  }

  @Test
  void ownApproval_ofAnyKind_isFoundByNumberOrName() {
    granted(Window.ODDER, "临时占道许可", "紫占证字〔2026〕第12号");
    String caseNo = window.newCase(Window.HOTEL, "示例发展有限公司", Window.ODDER);
    ObjectNode byNumber = Window.request(caseNo, Window.HOTEL, "M04");
    Window.only(byNumber).put("certNo", "紫占证字〔2026〕第12号");
    ObjectNode byName = Window.request(caseNo, Window.HOTEL, "M04");
    Window.only(byName).put("certName", "临时占道许可");

    assertThat(window.one(caseNo, byNumber).path("strategy").asText()).isEqualTo("REUSE");
    assertThat(window.one(caseNo, byName).path("strategy").asText()).isEqualTo("REUSE");
  }

  @Test
  void ownApproval_takenBack_isNoGood() {
    String own = granted(Window.ODDER, "消防安全检查合格证", "紫消字〔2026〕第13号");
    ObjectNode revoked =
        Messages.canonical("tolerance/07-revoked", own).put("id", own + "-revoked");
    assertThat(relay.post(Relay.BUREAU, revoked).status()).isEqualTo(202);
    String caseNo = window.newCase(Window.HOTEL, "示例发展有限公司", Window.ODDER);

    JsonNode result = window.one(caseNo, Window.request(caseNo, Window.HOTEL, "M04"));

    assertThat(result.path("strategy").asText()).as(result.toPrettyString()).isEqualTo("UPLOAD");
  }

  @Test
  void library_givesItWithProvenance() {
    String caseNo = window.newCase();

    JsonNode document =
        window.one(caseNo, Window.request(caseNo, Window.HYGIENE, "M02")).path("document");

    assertThat(document.path("type").asText()).isEqualTo("business-licence");
    assertThat(document.path("trustLevel").asText()).isEqualTo("A");
    assertThat(document.path("status").asText()).isEqualTo("01");
    assertThat(document.at("/source/system").asText()).isEqualTo("prov-dzzz");
    assertThat(document.at("/source/interface").asText()).isEqualTo("query-by-holder");
    assertThat(document.path("identifier").asText()).startsWith("1.2.156.3005.2.");
    assertThat(document.at("/file/sha256").asText()).hasSize(64);
    assertThat(document.at("/file/sm3").asText()).hasSize(64);
    assertThat(document.at("/file/mediaType").asText()).isEqualTo("application/pdf");
    assertThat(document.path("reused").asBoolean()).isFalse();
  }

  @Test
  void secondLibrary_isAskedWhenTheFirstDoesNotAnswer() {
    relay.ministries().misbehave("prov-dzzz", Misbehaviour.of(Kind.STATUS));
    String caseNo = window.newCase();

    JsonNode result = window.one(caseNo, Window.request(caseNo, Window.HYGIENE, "M02"));

    assertThat(result.path("outcome").asText()).as(result.toPrettyString()).isEqualTo("FOUND");
    assertThat(result.at("/document/source/system").asText()).isEqualTo("nat-dzzz");
    assertThat(result.path("tried").findValuesAsText("system"))
        .containsExactly("prov-dzzz", "nat-dzzz");
    assertThat(result.path("tried").findValuesAsText("outcome"))
        .containsExactly("UNAVAILABLE", "FOUND");
  }

  @Test
  void holder_isAskedAfterTheLibraries() {
    String caseNo = window.newCase(Window.TEACHER, "王示范", Window.PERSON);

    JsonNode result = window.one(caseNo, Window.request(caseNo, Window.TEACHER, "M03"));

    assertThat(result.path("outcome").asText()).as(result.toPrettyString()).isEqualTo("FOUND");
    assertThat(result.path("strategy").asText()).isEqualTo("HOLDER");
    assertThat(result.at("/document/source/system").asText()).isEqualTo("nat-share");
    assertThat(result.path("tried").findValuesAsText("strategy"))
        .containsExactly("LIBRARY", "HOLDER");
  }

  @Test
  void department_isAskedToAssist_whenNoSystemHasIt() {
    String caseNo = window.newCase(Window.BUILDING, "紫阳县示例餐饮有限公司", Window.FOUND);

    JsonNode first = window.ask(caseNo, Window.request(caseNo, Window.BUILDING, "M03"), 10).json();
    JsonNode result = material(window.untilComplete(caseNo, first.path("pull").asText()), "M03");

    assertThat(result.path("outcome").asText()).as(result.toPrettyString()).isEqualTo("FOUND");
    assertThat(result.path("strategy").asText()).isEqualTo("ASSIST");
    assertThat(result.at("/document/source/system").asText()).isEqualTo("city-bdc");
    assertThat(result.at("/document/source/interface").asText()).isEqualTo("assist");
  }

  @Test
  void document_pulledBefore_isUsedAgainWhileItIsFresh() {
    String caseNo = window.newCase();
    JsonNode first = window.one(caseNo, Window.request(caseNo, Window.HYGIENE, "M06"));
    String other = window.newCase();

    ObjectNode request = Window.request(other, Window.HYGIENE, "M06").put("recheck", false);
    JsonNode again = window.one(other, request);

    assertThat(again.path("strategy").asText()).as(again.toPrettyString()).isEqualTo("REUSE");
    assertThat(again.at("/document/reused").asBoolean()).isTrue();
    assertThat(again.at("/document/verifiedAt")).isEqualTo(first.at("/document/verifiedAt"));
    assertThat(again.at("/document/source/system").asText()).isEqualTo("city-bdc");
    assertThat(relay.received("city-bdc", other)).isEmpty();
  }

  @Test
  void document_thatItsHolderGivesOnceOnly_isAskedForAgain() {
    String caseNo = window.newCase(Window.TEACHER, "王示范", Window.PERSON);
    ObjectNode request = Window.request(caseNo, Window.TEACHER, "M02").put("recheck", false);
    window.one(caseNo, request);
    ObjectNode second = Window.request(caseNo, Window.TEACHER, "M02").put("recheck", false);

    JsonNode again = window.one(caseNo, second);

    assertThat(again.path("strategy").asText()).as("maxAge 0").isEqualTo("HOLDER");
  }

  @Test
  void document_revokedMeanwhile_isSeenBeforeTheDecisionAndNotUsedAgain() {
    String caseNo = window.newCase(Window.HOTEL, "示例文旅服务有限公司", Window.ODDER);
    window.one(caseNo, Window.request(caseNo, Window.HOTEL, "M05"));
    ObjectNode cached = Window.request(caseNo, Window.HOTEL, "M05").put("recheck", false);
    assertThat(window.one(caseNo, cached).path("strategy").asText()).isEqualTo("REUSE");
    String number = window.one(caseNo, cached).at("/document/number").asText();
    assertThat(number).isNotEmpty();
    relay
        .ministries()
        .misbehave("prov-dzzz", Misbehaviour.of(Kind.SAMPLE).sample("query-by-holder--revoked"));

    JsonNode rechecked = window.one(caseNo, Window.request(caseNo, Window.HOTEL, "M05"));

    assertThat(rechecked.path("outcome").asText())
        .as(rechecked.toPrettyString())
        .isEqualTo("INVALID");
  }
}
