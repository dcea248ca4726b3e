package io.tongqiao.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifierRulesTest {

  private final CaseRules rules =
      new CaseRules(Schemas.load(), CodeLists.load(), Regions.load(), Items.load());

  @ParameterizedTest
  @ValueSource(strings = {"legalRep", "contact", "agent"})
  void check_personWithWrongCheckDigit_isAnErrorWithoutTheNumber(String person) {
    ObjectNode message = apply();
    ((ObjectNode) message.at("/data/case/party/" + person)).put("idNumber", "610924190001010011");
    assertThat(check(message).errors())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.field()).isEqualTo("/data/case/party/" + person + "/idNumber");
              assertThat(finding.toString()).doesNotContain("610924190001010011");
            });
  }

  @Test
  void check_fifteenDigitIdNumber_asksForTheLongOne() {
    ObjectNode message = apply();
    ((ObjectNode) message.at("/data/case/party/agent")).put("idNumber", "610924000101001");
    assertThat(check(message).errors())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.message()).contains("15 位");
              assertThat(finding.fix()).contains("18 位");
            });
  }

  @Test
  void check_lowerCaseCheckCharacter_asksForUpperCase() {
    String body = "61092419000101";
    String withX = "";
    for (int i = 0; i < 1000 && withX.isEmpty(); i++) {
      String candidate = body + String.format("%03dX", i);
      withX = Identifiers.idNumber(candidate) ? candidate : "";
    }
    ObjectNode message = apply();
    ((ObjectNode) message.at("/data/case/party/agent")).put("idNumber", withX.replace('X', 'x'));
    assertThat(check(message).errors())
        .singleElement()
        .satisfies(finding -> assertThat(finding.fix()).isEqualTo("请把末位改为大写 X"));
  }

  @Test
  void check_lowerCaseUscc_namesTheUpperCaseForm() {
    ObjectNode message = apply();
    ((ObjectNode) message.at("/data/case/party")).put("idNumber", "91610924maqq00016g");
    assertThat(check(message).errors())
        .containsExactly(
            new Finding("/data/case/party/idNumber", "统一社会信用代码的字母必须大写", "请改为 91610924MAQQ00016G"));
  }

  @ParameterizedTest
  @CsvSource({
    "permit/01-apply, /data/case/party, idNumber",
    "permit/05-accept, /data/case/acceptOrg, uscc",
    "permit/06-step, /data/step/unit, uscc",
    "permit/11-approved, /data/result/issuer, uscc",
    "permit/11-approved, /data/certificate, issuerUscc"
  })
  void check_usccWithWrongCheckDigit_isAnErrorWhereverItStands(
      String example, String at, String field) {
    ObjectNode message = Examples.message(example);
    ((ObjectNode) message.at(at)).put(field, "91610924MAQQ00016H");
    assertThat(check(message).errors())
        .extracting(Finding::field)
        .containsExactly(at + "/" + field);
  }

  @Test
  void check_otherIdType_isNotComputed() {
    ObjectNode message = apply();
    ((ObjectNode) message.at("/data/case/party/agent"))
        .put("idType", "414")
        .put("idNumber", "E12345678");
    assertThat(check(message).errors()).isEmpty();
  }

  @Test
  void check_certificateIdentifierOfAnotherAlgorithm_isOnlyAWarning() {
    ObjectNode message = Examples.message("permit/11-approved");
    ((ObjectNode) message.at("/data/certificate"))
        .put(
            "identifier",
            "1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.M");
    assertThat(check(message).errors()).isEmpty();
    assertThat(check(message).warnings())
        .extracting(Finding::field)
        .containsExactly("/data/certificate/identifier");
  }

  private static ObjectNode apply() {
    return Examples.message("permit/01-apply");
  }

  private CaseRules.Checked check(ObjectNode envelope) {
    return rules.check(new CaseMessage(envelope));
  }
}
