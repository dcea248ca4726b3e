package io.tongqiao.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegionsTest {

  private final Regions regions = Regions.load();

  @ParameterizedTest
  @CsvSource({
    "610000, 陕西省",
    "610900, 安康市",
    "610902, 汉滨区",
    "610921, 汉阴县",
    "610922, 石泉县",
    "610923, 宁陕县",
    "610924, 紫阳县",
    "610925, 岚皋县",
    "610926, 平利县",
    "610927, 镇坪县",
    "610928, 旬阳县",
    "610929, 白河县",
    "610981, 旬阳市",
    "610924100, 城关镇",
    "610924000, 紫阳县",
    "610924000000, 紫阳县",
    "610924100000, 城关镇",
    "610900000000, 安康市",
    "6109, 安康市"
  })
  void name_divisionOfAnkang_isFoundInEveryLength(String code, String name) {
    assertThat(regions.name(code)).contains(name);
    assertThat(regions.known(code)).isTrue();
  }

  @Test
  void known_townNotListed_followsItsCounty() {
    assertThat(regions.known("610924101")).isTrue();
    assertThat(regions.name("610924101")).isEmpty();
    assertThat(regions.known("610999101")).isFalse();
    assertThat(regions.known("110101")).isFalse();
    assertThat(regions.known("")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "610928, 2020-12-31, 610928",
    "610928, 2021-01-01, 610981",
    "610928100, 2026-03-02, 610981100",
    "610924, 2026-03-02, 610924",
    "6109, 2026-03-02, 6109"
  })
  void current_xunyang_changesIn2021(String code, LocalDate on, String current) {
    assertThat(regions.current(code, on)).isEqualTo(current);
  }

  @ParameterizedTest
  @CsvSource({
    "6109, 6, 610900",
    "610924, 9, 610924000",
    "610924, 12, 610924000000",
    "610924100, 12, 610924100000",
    "610924000000, 6, 610924",
    "610924100000, 9, 610924100",
    "610924, 6, 610924"
  })
  void pad_code_hasThatManyDigits(String code, int digits, String padded) {
    assertThat(Regions.pad(code, digits)).isEqualTo(padded);
  }

  @ParameterizedTest
  @CsvSource({"610924100, 6", "610924100001, 9", "610924, 8", "6109A4, 9", "'', 6"})
  void pad_lossOrNonsense_throws(String code, int digits) {
    assertThatThrownBy(() -> Regions.pad(code, digits))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "6109, 610924, true",
    "610900, 610924, true",
    "610000, 610924, true",
    "610924, 610924100, true",
    "610924000000, 610924100, true",
    "610924, 610925, false",
    "610924100, 610924, false"
  })
  void within_outerDivision_coversItsParts(String outer, String code, boolean within) {
    assertThat(Regions.within(outer, code)).isEqualTo(within);
  }

  @Test
  void of_sitesOwnDivisions_replacesTheList() {
    Regions own =
        Regions.of(stream("{\"regions\":[{\"code\":\"330106\",\"name\":\"西湖区\"}],\"aliases\":[]}"));
    assertThat(own.name("330106000")).contains("西湖区");
    assertThat(own.known("610924")).isFalse();
    assertThatThrownBy(() -> Regions.of(stream("no json")))
        .isInstanceOf(UncheckedIOException.class);
  }

  private static ByteArrayInputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
