package io.tongqiao.prerequisite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValidityTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 3, 2);
  private static final Holder FIRM = new Holder("示例（紫阳）有限公司", "001", "91610924MAQQ00024B");

  private static Certificate certificate(Consumer<ObjectNode> change) {
    ObjectNode told =
        new JsonMapper()
            .createObjectNode()
            .put("number", "1")
            .put("holder", FIRM.name())
            .put("holderCode", FIRM.idNumber());
    change.accept(told);
    return Certificate.of(told);
  }

  @ParameterizedTest
  @CsvSource({
    "01, true",
    "'', true",
    "03, false",
    "04, false",
    "05, false",
    "06, false",
    "07, false",
    "99, false"
  })
  void status_decides(String status, boolean good) {
    Certificate certificate = certificate(c -> c.put("status", status));

    assertThat(Validity.fault(certificate, FIRM, TODAY).isEmpty()).isEqualTo(good);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-02, 2026-03-02, true",
    "2020-01-01, 2026-03-01, false",
    "2026-03-03, 2030-01-01, false",
    "2020-01-01, 2026-02-30, true"
  })
  void days_countTheFirstAndTheLast(String from, String to, boolean good) {
    Certificate certificate = certificate(c -> c.put("validFrom", from).put("validTo", to));

    assertThat(Validity.fault(certificate, FIRM, TODAY).isEmpty()).isEqualTo(good);
  }

  @Test
  void holder_isKnownByCodeBeforeName() {
    Certificate renamed = certificate(c -> c.put("holder", "示例集团有限公司"));
    Certificate other = certificate(c -> c.put("holderCode", "91610924MAQQ00016G"));
    Certificate lowerCase = certificate(c -> c.put("holderCode", "91610924maqq00024b"));

    assertThat(Validity.fault(renamed, FIRM, TODAY)).isEmpty();
    assertThat(Validity.warnings(renamed, FIRM)).singleElement().asString().contains("名称");
    assertThat(Validity.fault(other, FIRM, TODAY))
        .hasValueSatisfying(f -> assertThat(f).contains("其他持证人"));
    assertThat(Validity.fault(lowerCase, FIRM, TODAY)).isEmpty();
  }

  @Test
  void name_withoutCode_isComparedAsItIsWritten() {
    Certificate halfWidth = certificate(c -> c.put("holder", "示例(紫阳) 有限公司").remove("holderCode"));
    Certificate other = certificate(c -> c.put("holder", "别的公司").remove("holderCode"));

    assertThat(Validity.fault(halfWidth, FIRM, TODAY)).isEmpty();
    assertThat(Validity.warnings(halfWidth, FIRM)).isEmpty();
    assertThat(Validity.fault(other, FIRM, TODAY)).isPresent();
  }

  @Test
  void identifier_withWrongCheckCharacter_isAWarning() {
    Certificate wrong =
        certificate(
            c ->
                c.put(
                    "identifier",
                    "1.2.156.3005.2.11100000000013338W011.11610924MBQQ0001X2.2026000001.001.F"));

    assertThat(Validity.fault(wrong, FIRM, TODAY)).isEmpty();
    assertThat(Validity.warnings(wrong, FIRM)).singleElement().asString().contains("GB/T 36904");
  }
}
