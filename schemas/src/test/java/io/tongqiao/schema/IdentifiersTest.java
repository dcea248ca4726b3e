package io.tongqiao.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifiersTest {

  private static final String CERTIFICATE = "1.2.156.3005.2.11100000000013338W011.";

  /** Ten published organ codes, then the fictional enterprises and organs used in examples. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "11100000000013338W", "11100000MB0341032Y", "11100000000013661B", "12100000000018032A",
        "113700000045046442", "11430000006122244L", "11220000013544541J", "11420503087246977F",
        "12441500196720244T", "11511301008778183N", "91610924MAQQ00016G", "91610924MAQQ00024B",
        "91610924MAQQ000326", "11610924MBQQ0001X2", "11610924MBQQ000282"
      })
  void uscc_publishedCode_isRight(String code) {
    assertThat(Identifiers.uscc(code)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "11100000000013338X",
        "11100000000013338w",
        "11100000000013338",
        "11100000000013338W1",
        "1110000000001333IW",
        "11100000000031338W",
        " 11100000000013338W"
      })
  void uscc_wrongCheckOrShape_isWrong(String code) {
    assertThat(Identifiers.uscc(code)).isFalse();
  }

  @Test
  void normalizeUscc_lowerCaseAndBlanks_isAsTheStandardWritesIt() {
    assertThat(Identifiers.normalizeUscc(" 91610924maqq00016g ")).isEqualTo("91610924MAQQ00016G");
  }

  @ParameterizedTest
  @ValueSource(strings = {"610924190001010010", "610924190001020024", "610921190001010038"})
  void idNumber_fictionalPerson_isRight(String number) {
    assertThat(Identifiers.idNumber(number)).isTrue();
  }

  /**
   * Wrong check digit, no such day, year out of range, 15 digits, check X where a digit is right,
   * letters.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "610924190001010011",
        "610924190002300015",
        "610924180001010011",
        "610924000101001",
        "61092419000101001X",
        "61092419000101001x",
        "6109241900010100A0",
        "6109241900010100100"
      })
  void idNumber_implausible_isWrong(String number) {
    assertThat(Identifiers.idNumber(number)).isFalse();
  }

  @Test
  void idNumber_noSuchDayWithRightCheckDigit_isWrong() {
    String body = "61092419000230001";
    assertThat("0123456789X".chars().mapToObj(c -> body + (char) c))
        .noneMatch(Identifiers::idNumber);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U",
        "1.2.156.3005.2.11100000000013338W032.11220000013544541J.2430599.001.F",
        "1.2.156.3005.2.11100000000013338W011.11610924MBQQ0001X2.2026000001.001.E",
        "1.2.156.3005.2.11100000000013338W032.11610924MBQQ0001X2.2026000002.001.8"
      })
  void certificate_publishedIdentifier_isRight(String identifier) {
    assertThat(Identifiers.certificate(identifier)).isTrue();
  }

  /** As in the vendor sample that carries M where the standard computes another character. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        CERTIFICATE + "11430000006122244L.20230000403.001.M",
        CERTIFICATE + "11430000006122244L.20230000403.01.U",
        CERTIFICATE + "11430000006122244L.20230000403.001.u",
        CERTIFICATE + "11430000006122244L.20230000304.001.U"
      })
  void certificate_wrongCheckOrShape_isWrong(String identifier) {
    assertThat(Identifiers.certificate(identifier)).isFalse();
  }
}
