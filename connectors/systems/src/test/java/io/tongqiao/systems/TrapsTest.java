package io.tongqiao.systems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.tongqiao.dialect.Folder;
import io.tongqiao.dialect.Sample;
import io.tongqiao.dialect.TranslationException;
import io.tongqiao.schema.CaseMessage;
import io.tongqiao.schema.CaseRules;
import io.tongqiao.schema.CodeLists;
import io.tongqiao.schema.Finding;
import io.tongqiao.schema.Items;
import io.tongqiao.schema.Regions;
import io.tongqiao.schema.Schemas;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What every bridge between these systems has been caught by, one method a trap, shown on the
 * folders as they are. That a rejection after success reaches its delivery, and that a loss is seen
 * by operators, is tested where deliveries are.
 */
class TrapsTest {

  private static final String DONE = "/DONE/0/DONERESULT";

  @ParameterizedTest
  @CsvSource({"1,5,非常不满意", "2,4,不满意", "3,3,基本满意", "4,2,满意", "5,1,非常满意"})
  void satisfaction_ofAScaleThatRunsTheOtherWay_isTurnedRound(
      String theirs, String ours, String words) throws Exception {
    String heard =
        Told.of("nat-hcp", "evaluation--bad")
            .but("inbound", "\"satisfaction\": \"\\d\"", "\"satisfaction\": \"" + theirs + "\"")
            .golden("canonical");
    assertThat(heard)
        .containsPattern("满意度 " + ours + "（" + words + "）|\"satisfaction\" *: *\"" + ours + "\"");
  }

  @ParameterizedTest
  @CsvSource({
    "done,0,0,6",
    "done--rejected,1,1,7",
    "done--returned,1,5,1",
  })
  void doneResult_ofThreeSetsInOneProvince_isThatOfItsDay(
      String sample, String old, String of2020, String rest) throws Exception {
    Told told = Told.of("prov-bjk", sample);
    assertThat(told.in(2019).request().at("/data/doneresult").asText()).isEqualTo(old);
    assertThat(told.in(2021).request().at("/data/doneresult").asText()).isEqualTo(of2020);
    assertThat(told.in(2026).request().at("/data/doneresult").asText()).isEqualTo(rest);
    Told tables = Told.of("prov-bjk-ea", sample);
    assertThat(tables.in(2019).request().at(DONE).asText()).isEqualTo(old);
    assertThat(tables.in(2026).request().at(DONE).asText()).isEqualTo(of2020);
  }

  @Test
  void idType_ofOneCard_isWrittenInTheSetOfEachSystem() throws Exception {
    Told national = Told.of("nat-zwfw-bj", "accept--person");
    assertThat(national.request().at("/up_pro_accept/0/applyer_page_type").asText())
        .isEqualTo("111");
    Told oneWindow =
        Told.of("prov-yctb", "push-case")
            .but("canonical", "\"idType\": \"001\"", "\"idType\": \"111\"");
    assertThat(oneWindow.golden("request")).contains("<APPLY_CARDTYPE>1</APPLY_CARDTYPE>");
    assertThat(Told.of("prov-hrss", "apply-info--person").golden("reply"))
        .contains("<SQRZJLX>10</SQRZJLX>");
  }

  @ParameterizedTest
  @CsvSource({"20WD,20,G", "15D,15,Z", "3M,90,Z", "2Y,730,Z"})
  void limit_ofMonthsAndYears_isThirtyAndThreeHundredSixtyFiveDays(
      String limit, String number, String unit) throws Exception {
    JsonNode row =
        Told.of("prov-bjk-ea", "basic-info")
            .but("canonical", "\"legalLimit\": \"\\w+\"", "\"legalLimit\": \"" + limit + "\"")
            .request()
            .at("/BASICINFO/0");
    assertThat(row.path("TIMELIMIT").asText()).isEqualTo(number);
    assertThat(row.path("TIMEUNIT").asText()).isEqualTo(unit);
  }

  @ParameterizedTest
  @CsvSource({"Y,2,2028-05-26", "M,3,2026-08-25", "D,10,2026-06-06"})
  void validity_toldInYearsOrMonths_isCountedInDays(String unit, String value, String last)
      throws Exception {
    JsonNode heard =
        Told.of("emergency-plan-mee", "filing--6-filed")
            .but("inbound", "\"value\": \"3\"", "\"value\": \"" + value + "\"")
            .but("inbound", "\"unit\": \"Y\"", "\"unit\": \"" + unit + "\"")
            .tree("canonical");
    assertThat(heard.at("/data/result/validTo").asText()).isEqualTo(last);
  }

  @ParameterizedTest
  @CsvSource({"1,即办件,1", "2,承诺件,2"})
  void infoType_isATextForOneAndACodeForTheOther(String dealType, String text, String code)
      throws Exception {
    String pattern = "\"dealType\": \"\\d\"";
    String other = "\"dealType\": \"" + dealType + "\"";
    assertThat(Told.of("prov-yctb", "push-case").but("canonical", pattern, other).golden("request"))
        .contains("<INFOTYPE>" + text + "</INFOTYPE>");
    assertThat(
            Told.of("prov-bjk-ea", "apply")
                .but("canonical", pattern, other)
                .request()
                .at("/PRE_APASINFO/0/INFOTYPE")
                .asText())
        .isEqualTo(code);
  }

  @Test
  void endTime_thatIsBlank_isTheStart() throws Exception {
    String end = "\"end\": \"[^\"]*\",";
    JsonNode national =
        Told.of("nat-zwfw-bj", "process")
            .but("canonical", end, "")
            .request()
            .at("/up_pro_process/0");
    assertThat(national.path("event_end_time").asText())
        .isEqualTo("2026-07-21 09:00:00")
        .isEqualTo(national.path("event_start_time").asText());
    JsonNode tables =
        Told.of("prov-bjk-ea", "process").but("canonical", end, "").request().at("/PROC/0");
    assertThat(tables.path("NODEENDTIME").asText())
        .isEqualTo("2026-10-08 09:00:00")
        .isEqualTo(tables.path("NODESTARTTIME").asText());
    JsonNode rest = Told.of("prov-bjk", "process--step").but("canonical", end, "").request();
    assertThat(rest.at("/data/nodeendtime").asText())
        .isEqualTo(rest.at("/data/nodestarttime").asText())
        .isNotEmpty();
  }

  @Test
  void rejection_afterSuccess_namesTheMessageThatItMeans() throws Exception {
    for (String[] told :
        new String[][] {
          {"nat-zwfw-bj", "abnormal"},
          {"gcjs-spgl", "step-failed"},
          {"prov-bjk-ea", "process-rejected"},
        }) {
      JsonNode heard = Told.of(told[0], told[1]).tree("canonical");
      assertThat(heard.path("type").asText()).isEqualTo("io.tongqiao.case.data-rejected");
      assertThat(heard.at("/data/feedback/messageId").asText()).isEqualTo(Sample.MESSAGE_ID);
      assertThat(heard.at("/data/feedback/reason").asText()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "610928,2020-12-31,610928000000",
    "610928,2021-01-01,610981000000",
    "610928104,2026-10-02,610981104000",
    "610924,2026-10-02,610924000000"
  })
  void region_thatWasGivenAnotherCode_goesByTheDayOfTheMessage(
      String region, String day, String sent) throws Exception {
    JsonNode request =
        Told.of("prov-bjk-ea", "apply")
            .but("canonical", "\"regionCode\": \"\\d+\"", "\"regionCode\": \"" + region + "\"")
            .but("canonical", "\"time\": \"2026-10-02", "\"time\": \"" + day)
            .request();
    assertThat(request.at("/PRE_APASINFO/0/REGION_ID").asText()).isEqualTo(sent);
  }

  @ParameterizedTest
  @CsvSource({
    "mwr-water,issue,/regionCode,610924000,610924",
    "city-gas,open,/xzqh,610924,610924000",
    "prov-bjk,basic-info,/data/regionid,610924,610924000000"
  })
  void region_ofSixNineOrTwelveDigits_isPaddedAsEachSystemHasIt(
      String system, String sample, String at, String region, String sent) throws Exception {
    JsonNode request =
        Told.of(system, sample)
            .but("canonical", "\"regionCode\": \"\\d+\"", "\"regionCode\": \"" + region + "\"")
            .request();
    assertThat(request.at(at).asText()).isEqualTo(sent);
  }

  private static List<Finding> errors(String idType, String idNumber) {
    CaseMessage message =
        Told.of("prov-bjk-ea", "apply")
            .but(
                "canonical",
                "\"idType\": \"001\",\\s+\"idNumber\": \"91610924MAQQ000326\"",
                "\"idType\": \"" + idType + "\", \"idNumber\": \"" + idNumber + "\"")
            .message();
    return rules().check(message).errors();
  }

  private static CaseRules rules() {
    return new CaseRules(Schemas.load(), CodeLists.load(), Regions.load(), Items.load());
  }

  @Test
  void code_inLowerCaseOrOfFifteenDigits_isToldHowToBeMended_andSentInUpperCase() throws Exception {
    assertThat(errors("001", "91610924MAQQ000326")).isEmpty();
    assertThat(errors("001", "91610924maqq000326"))
        .anyMatch(f -> f.message().contains("大写") && f.fix().contains("91610924MAQQ000326"));
    assertThat(errors("111", "610924900101001"))
        .anyMatch(f -> f.message().contains("15 位") && f.fix().contains("18 位"));
    JsonNode row =
        Told.of("nat-zwfw-bj", "accept")
            .but("canonical", "91610924MAQQ000326", "91610924maqq000326")
            .request();
    assertThat(row.at("/up_pro_accept/0/applyer_page_code").asText())
        .isEqualTo("91610924MAQQ000326");
  }

  private static Told named(String system, String sample, String stem, String was, String name) {
    return Told.of(system, sample).but(stem, was, name);
  }

  @ParameterizedTest
  @CsvSource({
    "prov-yctb,push-case,李示例,李堃,GB2312",
    "prov-yctb,push-case,李示例,李喆,GB2312",
    "prov-yctb,push-case,李示例,李镕,GB2312",
    "prov-hrss,apply-info--1,李示例,李䶮,GBK",
    "prov-hrss,apply-info--1,李示例,李㛃,GBK",
  })
  void name_thatTheCharsetLacks_isRefusedNamingIt_neverAQuestionMark(
      String system, String sample, String was, String name, String charset) {
    Told told = named(system, sample, "canonical", was, name);
    TranslationException refused =
        catchThrowableOfType(
            TranslationException.class, () -> told.golden(told.door() ? "reply" : "request"));
    assertThat(refused.stage()).isEqualTo(TranslationException.Stage.ENCODE);
    assertThat(refused.finding().message() + refused.finding().fix())
        .contains(charset, name.substring(1));
  }

  @ParameterizedTest
  @CsvSource({
    "prov-hrss,apply-info--1,reply,李示例,李堃喆镕",
    "samr-tzsb,upload-unit--rare-name,request,李㛃,李䶮㛃堃",
    "nat-zwfw-bj,accept,request,李示例,李䶮㛃堃",
  })
  void name_thatTheCharsetHas_isWrittenAsItIs(
      String system, String sample, String golden, String was, String name) throws Exception {
    assertThat(named(system, sample, "canonical", was, name).golden(golden))
        .contains(name)
        .doesNotContain("?李", "李?");
  }

  /** All samples of all folders whose answer is bad news under HTTP 200. */
  @Test
  void answer_thatFailsWithHttp200_isNoSuccess() throws Exception {
    int looked = 0;
    for (Folder folder : Folder.readAll(Path.of("").toAbsolutePath())) {
      for (Sample sample : Sample.of(folder)) {
        boolean answered = sample.tree("failure").path("stage").asText().equals("answer");
        if (answered && sample.tree("sample").path("status").asInt(200) == 200) {
          assertThat(Told.of(folder.id(), sample.name()).outcome())
              .as(folder.id() + " " + sample.name())
              .isEqualTo(sample.tree("failure").path("outcome").asText())
              .isNotEqualTo("CONFIRMED");
          looked++;
        }
      }
    }
    assertThat(looked).isGreaterThan(40);
  }

  @Test
  void body_thatIsEmpty_isSuccessOnlyWhereTheSystemMeansIt() throws Exception {
    assertThat(Told.of("mct-market", "report").but("response", "(?s).*", "").outcome())
        .isEqualTo("CONFIRMED");
    assertThat(Told.of("mct-market", "report").but("response", "(?s)^.*$", "条目有误").outcome())
        .isEqualTo("REJECTED");
    for (String system : List.of("prov-yctb", "prov-health")) {
      assertThat(Told.of(system, "push-case").but("response", "(?s)^.*$", "").outcome())
          .as(system)
          .isEqualTo("NOT_NOW");
    }
  }

  @Test
  void number_withLeadingZeros_keepsThem() throws Exception {
    JsonNode row =
        Told.of("nat-zwfw-bj", "accept")
            .but("canonical", "\"basicCode\": \"\\d+\"", "\"basicCode\": \"000709001000\"")
            .request()
            .at("/up_pro_accept/0/catalog_code");
    assertThat(row.isTextual()).isTrue();
    assertThat(row.asText()).isEqualTo("000709001000");
    assertThat(Told.of("city-water", "progress--3-connected").tree("canonical").toString())
        .contains("0061092400131");
    Told lost =
        Told.of("city-water", "progress--3-connected")
            .but("inbound", "\"status\": \"05\"", "\"status\": 5");
    assertThat(catchThrowableOfType(TranslationException.class, () -> lost.tree("canonical")))
        .isNotNull();
  }

  @Test
  void time_withoutAZone_isChinas_bothWays() throws Exception {
    assertThat(
            Told.of("prov-yctb", "callback--1-accept")
                .tree("canonical")
                .at("/data/case/acceptTime")
                .asText())
        .isEqualTo("2026-03-16T14:00:00+08:00");
    JsonNode row =
        Told.of("nat-zwfw-bj", "accept")
            .but("canonical", "2026-07-20T10:00:00\\+08:00", "2026-07-20T02:00:00Z")
            .request()
            .at("/up_pro_accept/0");
    assertThat(row.path("accept_date").asText()).isEqualTo("2026-07-20 10:00:00");
  }

  @Test
  void certificate_withAnotherCheckCharacter_isWarnedOfAndSent() throws Exception {
    String before = "\"result\": \\{";
    String identifier = "1.2.156.3005.2.11100000000013338W011.11610924MBQQ0001X2.2026000001.001.";
    for (String check : List.of("E", "M")) {
      Told told =
          Told.of("prov-bjk-ea", "done")
              .but(
                  "canonical",
                  before,
                  "\"certificate\": {\"identifier\": \""
                      + identifier
                      + check
                      + "\", \"number\": \"A-1\", \"holder\": \"示例文旅服务有限公司\"}, \"result\": {");
      CaseRules.Checked checked = rules().check(told.message());
      assertThat(checked.errors()).isEmpty();
      assertThat(checked.warnings()).hasSize(check.equals("E") ? 0 : 1);
      assertThat(told.request().at(DONE).asText()).isEqualTo("0");
    }
  }

  @Test
  void loss_ofAMapping_isDeclaredAndToldWithTheDelivery() throws Exception {
    assertThat(Told.of("prov-bjk-ea", "done--returned").lossy()).isEmpty();
    assertThat(Told.of("prov-bjk-ea", "done--tolerance").lossy())
        .anyMatch(line -> line.contains("done-result") && line.contains("APPROVED_TOLERANCE"));
    assertThat(Told.of("prov-bjk-ea", "basic-info--accept").lossy())
        .anyMatch(line -> line.contains("time-unit"));
    assertThat(Told.of("prov-bjk", "done--rejected").in(2019).lossy())
        .anyMatch(line -> line.contains("REJECTED"));
  }
}
