package io.tongqiao.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaseRulesTest {

  private final CaseRules rules =
      new CaseRules(Schemas.load(), CodeLists.load(), Regions.load(), Items.load());

  @Test
  void check_soundMessage_findsNothing() {
    assertThat(check(apply())).isEqualTo(new CaseRules.Checked(List.of(), List.of(), false));
  }

  @Test
  void check_otherSubject_isAnError() {
    assertThat(check(apply().put("subject", "other")).errors())
        .extracting(Finding::field)
        .containsExactly("/subject");
  }

  @ParameterizedTest
  @CsvSource({
    "permit/01-apply, '', time, 2026-02-30T09:00:00+08:00",
    "permit/01-apply, '', time, 2026-03-02T09:00:00+99:99",
    "permit/01-apply, /data/case, applyTime, 2025-02-29T09:00:00+08:00",
    "permit/03-correction-start, /data/correction, deadline, 2026-04-31",
    "permit/11-approved, /data/result, validTo, 2026-02-30",
    "permit/11-approved, /data/certificate, validFrom, 2026-02-30",
    "tolerance/06-approved-tolerance, /data/tolerances/0, dueDate, 2026-06-31",
    "permit/12-deliver, /data/delivery, time, 2026-09-31T09:00:00+08:00"
  })
  void check_dateThatDoesNotExist_isAnError(String example, String at, String field, String value) {
    ObjectNode message = Examples.message(example);
    ((ObjectNode) message.at(at)).put(field, value);
    assertThat(check(message).errors())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.field()).isEqualTo(at + "/" + field);
              assertThat(finding.message()).contains("不存在");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "permit/06-step, /data/step, end, 2026-03-05T08:59:59+08:00",
    "permit/09-special-end, /data/specialProcedure, end, 2026-03-06T00:59:59Z",
    "permit/11-approved, /data/result, validTo, 2026-03-10",
    "permit/11-approved, /data/certificate, validTo, 2026-03-10",
    "permit/03-correction-start, /data/correction, responseTime, 2026-03-02T10:00:00+08:00"
  })
  void check_endBeforeStart_isAnError(String example, String at, String field, String value) {
    ObjectNode message = Examples.message(example);
    ((ObjectNode) message.at(at)).put(field, value);
    assertThat(check(message).errors())
        .singleElement()
        .satisfies(finding -> assertThat(finding.field()).isEqualTo(at + "/" + field));
  }

  @Test
  void check_endEqualToStart_isSound() {
    ObjectNode message = Examples.message("permit/06-step");
    ObjectNode step = (ObjectNode) message.at("/data/step");
    step.put("end", step.path("start").asText());
    assertThat(check(message).errors()).isEmpty();
  }

  @Test
  void check_promiseBeforeAcceptance_isAWarning() {
    ObjectNode message = Examples.message("permit/05-accept");
    ((ObjectNode) message.at("/data/case")).put("promiseTime", "2026-03-01T09:00:00+08:00");
    assertThat(check(message).errors()).isEmpty();
    assertThat(check(message).warnings())
        .extracting(Finding::field)
        .containsExactly("/data/case/promiseTime");
  }

  @Test
  void check_unknownItem_isAnErrorOfItsOwnKind() {
    ObjectNode message = apply();
    ((ObjectNode) message.at("/data/case/item"))
        .put("implCode", "11610924MBQQ0001X24610117999000")
        .remove("basicCode");
    CaseRules.Checked checked = check(message);
    assertThat(checked.unknownItem()).isTrue();
    assertThat(checked.errors())
        .extracting(Finding::field)
        .containsExactly("/data/case/item/implCode");
    assertThat(checked.errors().get(0).fix()).doesNotContain("代码表");
  }

  @Test
  void check_unknownItemOfUnknownType_saysSo() {
    ObjectNode message = apply();
    ((ObjectNode) message.at("/data/case/item")).put("implCode", "11610924MBQQ0001X24617717001000");
    assertThat(check(message).errors().get(0).fix()).contains("事项类型 77 不在代码表中");
  }

  @Test
  void check_itemDescribedOtherwise_isWarnedOf() {
    ObjectNode message = apply();
    ((ObjectNode) message.at("/data/case/item"))
        .put("name", "施工许可")
        .put("itemType", "07")
        .put("level", "3");
    CaseRules.Checked checked = check(message);
    assertThat(checked.errors()).isEmpty();
    assertThat(checked.warnings())
        .extracting(Finding::field)
        .containsExactly(
            "/data/case/item/name", "/data/case/item/itemType", "/data/case/item/level");
    assertThat(checked.warnings().get(0).fix()).contains("建筑工程施工许可证核发");
  }

  @Test
  void check_basicCodeOfAnotherItem_isAnError() {
    ObjectNode message = apply();
    ((ObjectNode) message.at("/data/case/item")).put("basicCode", "610123001000");
    assertThat(check(message).errors())
        .singleElement()
        .satisfies(finding -> assertThat(finding.fix()).contains("610117001000"));
  }

  @Test
  void check_unknownRegion_isAnError() {
    ObjectNode message = apply();
    ((ObjectNode) message.at("/data/case")).put("regionCode", "999999");
    assertThat(check(message).errors())
        .extracting(Finding::field)
        .containsExactly("/data/case/regionCode");
  }

  @Test
  void check_regionRenamedSince_isWarnedOfWithTheNewCode() {
    ObjectNode message = apply();
    ((ObjectNode) message.at("/data/case")).put("regionCode", "610928");
    CaseRules.Checked checked = check(message);
    assertThat(checked.errors()).isEmpty();
    assertThat(checked.warnings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.fix()).contains("610981"));
    assertThat(check(message.put("time", "2020-06-01T09:00:00+08:00")).warnings()).isEmpty();
  }

  @Test
  void check_resultWithAnEventThatHasNone_isAnError() {
    ObjectNode message = apply();
    message.withObject("/data/result").put("time", "2026-03-02T09:00:00+08:00");
    assertThat(check(message).errors())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.field()).isEqualTo("/data/result");
              assertThat(finding.message()).contains("申请");
            });
  }

  @Test
  void check_feedbackWithAnotherEvent_isAnError() {
    ObjectNode message = apply();
    message.withObject("/data/feedback").put("reason", "对方退回");
    assertThat(check(message).errors())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.field()).isEqualTo("/data/feedback");
              assertThat(finding.message()).contains("申请");
              assertThat(finding.fix()).contains("io.tongqiao.case.data-rejected");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "prerequisites/03-prerequisite-asked, pull, 前置材料索取",
    "prerequisites/04-prerequisite-answered, holding, 前置材料答复",
    "prerequisites/05-prerequisite-result, prerequisites, 前置材料结果"
  })
  void check_prerequisitesWithAnotherEvent_isAnError(String example, String part, String event) {
    ObjectNode message = apply();
    JsonNode said = Examples.message(example).at("/data/" + part);
    ((ObjectNode) message.path("data")).set(part, said);
    assertThat(check(message).errors())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.field()).isEqualTo("/data/" + part);
              assertThat(finding.fix()).contains("data." + part).contains("“" + event + "”事件");
            });
  }

  @Test
  void check_holderOfAPullWithWrongCheckDigit_isAnError() {
    ObjectNode message = Examples.message("prerequisites/03-prerequisite-asked");
    ((ObjectNode) message.at("/data/pull/holder")).put("idNumber", "91610924MAQQ00024C");
    assertThat(check(message).errors())
        .extracting(Finding::field)
        .containsExactly("/data/pull/holder/idNumber");
  }

  @Test
  void check_feedbackWithTheReasonAlone_isSound() {
    ObjectNode message = Examples.message("permit/13-data-rejected");
    ((ObjectNode) message.at("/data/feedback")).retain("reason");
    assertThat(Schemas.load().validate(Schemas.Name.MESSAGE, message)).isEmpty();
    assertThat(check(message).errors()).isEmpty();
  }

  @Test
  void check_rectificationWithoutADay_isAnError() {
    ObjectNode message = Examples.message("supervision/09-inspection");
    ((ObjectNode) message.at("/data/inspection")).remove("rectifyDue");
    assertThat(check(message).errors())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.field()).isEqualTo("/data/inspection/rectifyDue");
              assertThat(finding.message()).contains("限期整改");
            });
  }

  @Test
  void check_badEvaluationWithoutWhy_isAnError() {
    ObjectNode message = Examples.message("supervision/14-evaluation");
    ((ObjectNode) message.at("/data/evaluation")).remove(List.of("details", "comment"));
    assertThat(check(message).errors())
        .extracting(Finding::field)
        .containsExactly("/data/evaluation");
    ((ObjectNode) message.at("/data/evaluation")).put("satisfaction", "3");
    assertThat(check(message).errors()).isEmpty();
  }

  @Test
  void check_restrictionThatEndsBeforeItBegins_isAnError() {
    ObjectNode message = Examples.message("supervision/12-party-restricted");
    ((ObjectNode) message.at("/data/restriction")).put("until", "2026-12-01");
    assertThat(check(message).errors())
        .extracting(Finding::field)
        .containsExactly("/data/restriction/until");
  }

  @Test
  void check_restrictionWithAnInspection_isAnError() {
    ObjectNode message = Examples.message("supervision/13-party-released");
    message
        .withObject("/data")
        .set("claim", Examples.message("supervision/08-supervision-claimed").at("/data/claim"));
    assertThat(check(message).errors()).extracting(Finding::field).containsExactly("/data/claim");
  }

  private static ObjectNode apply() {
    return Examples.message("permit/01-apply");
  }

  private CaseRules.Checked check(ObjectNode envelope) {
    return rules.check(new CaseMessage(envelope));
  }
}
