package io.tongqiao.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrerequisiteRulesTest {

  private static final String CASE_NO = "610924202603020011";
  private static final Schemas SCHEMAS = Schemas.load();

  private final PrerequisiteRules rules =
      new PrerequisiteRules(SCHEMAS, Items.load(), DocumentTypes.load());

  @ParameterizedTest
  @ValueSource(strings = {"request-item", "request-materials"})
  void check_soundRequest_findsNothing(String example) {
    ObjectNode request = Examples.prerequisites(example);
    assertThat(SCHEMAS.validate(Schemas.Name.PREREQUISITE_REQUEST, request)).isEmpty();
    assertThat(rules.check(CASE_NO, request).errors()).isEmpty();
  }

  /** example | field | part of the message | part of the fix. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x-purpose-without-item-name | /purpose/itemName | 缺少必填项“事项名称”（itemName） | 请在 /purpose 下补填",
        "x-unknown-field | /priority | 不认识的字段“priority” | 拼写",
        "x-material-code | /materials/0/code | “材料编码”（code）的格式不对 | 例如 M02",
        "x-document-type | /materials/0/document | “证照种类”（document）的格式不对 | 证照目录"
      })
  void schema_wrongRequest_isToldOnTheFieldWithItsFix(
      String example, String field, String message, String fix) {
    List<Finding> findings =
        SCHEMAS.validate(Schemas.Name.PREREQUISITE_REQUEST, Examples.prerequisites(example));
    assertThat(findings).singleElement().satisfies(finding -> is(finding, field, message, fix));
  }

  /** example | field | part of the message | part of the fix | kind of problem. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x-purpose-of-blanks | /purpose/username | 只有空白 | 五要素 | INVALID",
        "x-firm-check-digit | /holder/idNumber | 统一社会信用代码的校验位不对 | GB 32100 | INVALID",
        "x-person-check-digit | /materials/1/holder/idNumber | 身份证号码的校验位不对 | GB 11643 | INVALID",
        "x-department-check-digit | /purpose/orgCode | 统一社会信用代码的校验位不对 | GB 32100 | INVALID",
        "x-due-date | /tolerance/dueDate | 日期或时区不存在 | 日历上存在的日期 | INVALID",
        "x-another-case | /purpose/businessCode | 不是本次索取的办件 | 请改为 610924202603020011 | INVALID",
        "x-material-twice | /materials/2/code | 材料 M02 重复索取 | 分几次请求 | INVALID",
        "x-other-document | /materials/0/document | 不能用证照 real-estate 满足 | business-licence 营业执照 | INVALID",
        "x-form | /materials/0/document | “申请表”不能用证照 | 只能由申请人提交 | INVALID",
        "x-unknown-item | /purpose/itemCode | 事项目录中没有实施编码 | 请核对实施编码 | UNKNOWN_ITEM",
        "x-unknown-material | /materials/2/code | 没有编码为 M99 的材料 | M05 从业人员健康合格证明 | UNKNOWN_MATERIAL"
      })
  void check_wrongRequest_isToldOnTheFieldWithItsFix(
      String example, String field, String message, String fix, Problem.Kind kind) {
    ObjectNode request = Examples.prerequisites(example);
    assertThat(SCHEMAS.validate(Schemas.Name.PREREQUISITE_REQUEST, request)).isEmpty();
    PrerequisiteRules.Checked checked = rules.check(CASE_NO, request);
    assertThat(checked.errors())
        .singleElement()
        .satisfies(finding -> is(finding, field, message, fix));
    assertThat(checked.kind()).isEqualTo(kind);
  }

  /** The two tables above leave no example out. */
  @Test
  void examples_allWrongOnes_areRefused() {
    Set<String> sound = new TreeSet<>();
    for (Path file : Examples.files("prerequisites", ".json")) {
      String name = file.getFileName().toString();
      ObjectNode request = Examples.json(file);
      if (name.startsWith("x-")
          && SCHEMAS.validate(Schemas.Name.PREREQUISITE_REQUEST, request).isEmpty()
          && rules.check(CASE_NO, request).errors().isEmpty()) {
        sound.add(name);
      }
    }
    assertThat(sound).isEmpty();
  }

  @Test
  void check_wrongNumbers_neverRepeatsThem() {
    ObjectNode request = Examples.prerequisites("x-person-check-digit");
    ((ObjectNode) request.path("holder")).put("idNumber", "91610924MAQQ00024C");
    assertThat(rules.check(CASE_NO, request).errors())
        .hasSize(2)
        .noneMatch(
            finding ->
                finding.toString().contains("610924190001020025")
                    || finding.toString().contains("91610924MAQQ00024C"));
  }

  @Test
  void check_holderOfAnotherIdType_isNotComputed() {
    ObjectNode request = Examples.prerequisites("request-materials");
    ((ObjectNode) request.path("holder")).put("idType", "414").put("idNumber", "E12345678");
    assertThat(rules.check(CASE_NO, request).errors()).isEmpty();
  }

  @Test
  void check_severalFaults_areToldTogether() {
    ObjectNode request = Examples.prerequisites("x-unknown-material");
    ((ObjectNode) request.path("purpose")).put("orgCode", "11610924MBQQ0001X3");
    PrerequisiteRules.Checked checked = rules.check(CASE_NO, request);
    assertThat(checked.errors())
        .extracting(Finding::field)
        .containsExactly("/purpose/orgCode", "/materials/2/code");
    assertThat(checked.kind()).isEqualTo(Problem.Kind.UNKNOWN_MATERIAL);
  }

  private static void is(Finding finding, String field, String message, String fix) {
    assertThat(finding.field()).isEqualTo(field);
    assertThat(finding.message()).contains(message);
    assertThat(finding.fix()).contains(fix);
  }
}
