package io.tongqiao.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemasTest {

  private static final JsonMapper JSON = new JsonMapper();

  private final Schemas schemas = Schemas.load();

  /** object | field | JSON value | part of the message | part of the fix. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "                | id         | 17                | “消息编号”（id）的数据类型不对 | 文本（代码、编号、金额和日期都要加引号",
        "                | id         | \"\"              | “消息编号”（id）不能为空 | 请填写内容",
        "                | source     | \"Bureau\"        | “来源系统”（source）的格式不对 | 系统目录名",
        "                | specversion| \"0.3\"           | “CloudEvents 版本”（specversion）的取值固定 | 1.0",
        "                | time       | \"2026-03-02 09:00:00\" | “时间”（time）的格式不对，应为带时区的日期时间 | 必须带时区",
        "                | target     | \"a b\"           | “接收系统”（target）的格式不对 | system-a,system-b",
        "/data/case      | dealType   | \"3\"             | “办件类型”（dealType）的取值不在允许范围内 | 1 即办件、2 承诺件、9 其他",
        "/data/case      | source     | \"7\"             | “办理形式”（source）的取值不在允许范围内 | 1 窗口",
        "/data/case      | caseNo     | \"办件1\"         | “办件编号”（caseNo）的格式不对 | 不超过 50 位",
        "/data/case      | caseNo     | \"A1\\n\"         | “办件编号”（caseNo）的格式不对 | 不超过 50 位",
        "/data/case      | dataVersion| 0                 | “数据版本”（dataVersion）过小 | 不小于 1",
        "/data/case      | dataVersion| 10000             | “数据版本”（dataVersion）过大 | 不大于 9999",
        "/data/case      | dataVersion| \"1\"             | “数据版本”（dataVersion）的数据类型不对 | 整数",
        "/data/case      | projectCode| \"2026\"          | 24 位投资项目代码 | 投资项目在线审批监管平台",
        "/data/case      | regionCode | \"61092\"         | 行政区划代码（GB/T 2260） | 末尾补零",
        "/data/case/party| idType     | \"10\"            | “证件类型”（idType）的取值不在允许范围内 | 111 居民身份证",
        "/data/case/party| name       | 5                 | “申请者名称”（name）的数据类型不对 | 文本",
        "/data/case/item | implCode   | \"11610924mbqq0001x24610117001000\" | 31 位实施编码 | 字母大写",
        "/data/case/item | level      | \"8\"             | “行使层级”（level）的取值不在允许范围内 | 4 县级"
      })
  void validate_wrongField_isToldInChineseWithItsFix(
      String at, String field, String value, String message, String fix) throws Exception {
    ObjectNode document = Examples.message("permit/01-apply");
    String parent = at == null ? "" : at;
    ((ObjectNode) document.at(parent)).set(field, JSON.readTree(value));
    assertThat(schemas.validate(Schemas.Name.MESSAGE, document))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.field()).isEqualTo(parent + "/" + field);
              assertThat(finding.message()).contains(message);
              assertThat(finding.fix()).contains(fix);
            });
  }

  @Test
  void validate_missingTopLevelField_namesIt() {
    ObjectNode document = Examples.message("permit/01-apply").without("subject");
    assertThat(schemas.validate(Schemas.Name.MESSAGE, document))
        .containsExactly(new Finding("/subject", "缺少必填项“办件编号”（subject）", "请在顶层补填该字段"));
  }

  /** What a branch of one event requires is told on the missing field, not on the branch. */
  @ParameterizedTest
  @CsvSource({
    "permit/01-apply, /data/case, applyTime",
    "permit/05-accept, /data/case, acceptTime",
    "permit/03-correction-start, /data/correction, reason",
    "permit/04-correction-end, /data/correction, responseTime",
    "permit/06-step, /data, step",
    "permit/08-special-start, /data/specialProcedure, basis",
    "permit/09-special-end, /data/specialProcedure, end",
    "permit/11-approved, /data, result",
    "permit/12-deliver, /data, delivery",
    "permit/07-verification, /data, verification",
    "permit/13-data-rejected, /data, feedback",
    "permit/13-data-rejected, /data/feedback, reason",
    "prerequisites/03-prerequisite-asked, /data, pull",
    "prerequisites/03-prerequisite-asked, /data/pull/purpose, businessCode",
    "prerequisites/04-prerequisite-answered, /data, holding",
    "prerequisites/05-prerequisite-result, /data, prerequisites",
    "prerequisites/06-formalized, /data, prerequisites",
    "prerequisites/06-formalized, /data/case, stage",
    "tolerance/06-approved-tolerance, /data, tolerances",
    "tolerance/07-revoked, /data/result, explanation",
    "withdrawn/02-withdraw, /data, result"
  })
  void validate_missingWhatTheEventRequires_isOnTheMissingField(
      String example, String at, String field) {
    ObjectNode document = Examples.message(example);
    ((ObjectNode) document.at(at)).remove(field);
    assertThat(schemas.validate(Schemas.Name.MESSAGE, document))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.field()).isEqualTo(at + "/" + field);
              assertThat(finding.message()).startsWith("缺少必填项“").contains("（" + field + "）");
            });
  }

  @Test
  void validate_missingCode_listsTheValues() {
    ObjectNode document = Examples.message("permit/01-apply");
    ((ObjectNode) document.at("/data/case")).remove("dealType");
    assertThat(schemas.validate(Schemas.Name.MESSAGE, document))
        .singleElement()
        .satisfies(finding -> assertThat(finding.fix()).endsWith("可取：1 即办件、2 承诺件、9 其他"));
  }

  @Test
  void validate_unknownType_isTheOnlyFinding() {
    ObjectNode document =
        Examples.message("permit/01-apply").put("type", "io.tongqiao.case.applied");
    document.set(
        "data", JSON.createObjectNode().set("case", JSON.createObjectNode().put("caseNo", "1")));
    assertThat(schemas.validate(Schemas.Name.MESSAGE, document))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.field()).isEqualTo("/type");
              assertThat(finding.fix()).contains("io.tongqiao.case.accept 受理");
            });
  }

  @Test
  void validate_unknownField_isNamedButCutShort() {
    ObjectNode document = Examples.message("permit/01-apply");
    ((ObjectNode) document.at("/data/case/party")).put("phone/" + "x".repeat(100), "10000000001");
    assertThat(schemas.validate(Schemas.Name.MESSAGE, document))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.field()).startsWith("/data/case/party/phone~1xxx");
              assertThat(finding.message()).startsWith("不认识的字段“phone/xxx").endsWith("…”");
              assertThat(finding.fix()).contains("拼写");
            });
  }

  @Test
  void validate_personWithNumberButNoType_asksForTheType() {
    ObjectNode document = Examples.message("permit/01-apply");
    ((ObjectNode) document.at("/data/case/party/contact")).remove("idType");
    assertThat(schemas.validate(Schemas.Name.MESSAGE, document))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.field()).isEqualTo("/data/case/party/contact/idType");
              assertThat(finding.message()).isEqualTo("缺少必填项“证件类型”（idType）");
            });
  }

  @Test
  void validate_fieldWithinAList_isToldWithItsIndex() {
    ObjectNode document = Examples.message("permit/01-apply");
    ((ObjectNode) document.at("/data/materials/1"))
        .put("trustLevel", "E")
        .put("name", "长".repeat(201));
    assertThat(schemas.validate(Schemas.Name.MESSAGE, document))
        .extracting(Finding::field)
        .containsExactlyInAnyOrder("/data/materials/1/trustLevel", "/data/materials/1/name");
  }

  @Test
  void validate_emptyAndOverlongLists_areTold() {
    ObjectNode document = Examples.message("permit/03-correction-start");
    ((ObjectNode) document.at("/data/correction")).putArray("materials");
    assertThat(schemas.validate(Schemas.Name.MESSAGE, document))
        .extracting(Finding::message)
        .containsExactly("“补正材料”（materials）不能是空列表");
    ObjectNode many = Examples.message("permit/01-apply");
    for (int i = 0; i < 501; i++) {
      many.withArray("/data/materials").addObject().put("name", "材料");
    }
    assertThat(schemas.validate(Schemas.Name.MESSAGE, many))
        .extracting(Finding::fix)
        .containsExactly("请减少到 500 项以内");
  }

  @Test
  void validate_manyFaults_tellsAtMostAHundredAndNoValue() {
    ObjectNode document = Examples.message("permit/01-apply");
    for (int i = 0; i < 400; i++) {
      document
          .withArray("/data/materials")
          .addObject()
          .put("name", "材料")
          .put("trustLevel", "610924190001010010");
    }
    List<Finding> findings = schemas.validate(Schemas.Name.MESSAGE, document);
    assertThat(findings).hasSize(100);
    assertThat(findings.toString()).doesNotContain("610924190001010010");
  }

  @Test
  void validate_noObject_isToldOfTheWholeMessage() throws Exception {
    assertThat(schemas.validate(Schemas.Name.MESSAGE, JSON.readTree("[]")))
        .containsExactly(new Finding("", "整个文档的数据类型不对", "请改为对象"));
  }

  @Test
  void validate_receiptTime_mustBeADateTime() {
    ObjectNode receipt =
        Examples.json(Examples.files("receipts", ".json").get(0)).put("time", "昨天");
    assertThat(schemas.validate(Schemas.Name.RECEIPT, receipt))
        .singleElement()
        .satisfies(finding -> assertThat(finding.message()).isEqualTo("“时间”（time）的格式不对"));
  }

  @Test
  void compile_referenceThatLeadsOut_isRefusedNotFetched() throws Exception {
    JsonNode schema = JSON.readTree("{\"$ref\":\"http://127.0.0.1:1/other.json\"}");
    assertThatThrownBy(() -> Schemas.compile(schema)).hasStackTraceContaining("not allowed");
  }

  @Test
  void raw_changedByTheCaller_leavesTheSchemaAsItWas() {
    ((ObjectNode) schemas.raw(Schemas.Name.PROBLEM)).removeAll();
    assertThat(schemas.raw(Schemas.Name.PROBLEM).path("title").asText()).isEqualTo("Problem");
  }
}
