package io.tongqiao.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskedTest {

  @ParameterizedTest
  @CsvSource({
    "610924190001010010, 610924********0010",
    "91610924MAQQ00024B, 916109********024B",
    "E12345678, E********",
    "'', ''"
  })
  void number_keepsFirstSixAndLastFour_ofALongOne(String number, String masked) {
    assertThat(Masked.number(number)).isEqualTo(masked);
  }

  @ParameterizedTest
  @CsvSource({"王示范, 王**", "𠮷示例, 𠮷**", "甲, 甲", "'', ''"})
  void name_keepsItsFirstCharacter(String name, String masked) {
    assertThat(Masked.name(name)).isEqualTo(masked);
  }

  @ParameterizedTest
  @CsvSource({
    "查无此人61092419000102002X。请核对, 查无此人610924********002X。请核对",
    "91610924MAQQ00024B 的证照, 916109********024B 的证照",
    "电话10000000003, 电话100000*0003",
    "prov-dzzz 于 2026-03-16T08:00:00 答复 UNAVAILABLE, prov-dzzz 于 2026-03-16T08:00:00 答复 UNAVAILABLE"
  })
  void text_losesNumbersOfPersonsAndFirms_andNothingElse(String text, String masked) {
    assertThat(Masked.numbersIn(text)).isEqualTo(masked);
  }
}
