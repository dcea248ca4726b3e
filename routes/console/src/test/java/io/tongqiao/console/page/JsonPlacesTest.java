package io.tongqiao.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.tongqiao.console.page.JsonPlaces.Place;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonPlacesTest {

  private static final String TEXT =
      """
      {
        "subject" : "61092420261101000001",
        "data" : {
          "case" : {
            "projectName" : "堃记餐饮",
            "items" : [ "01", "卫生许可" ],
            "count" : 12
          }
        }
      }
      """;

  private static String shown(Place place) {
    return TEXT.substring(place.from(), place.to());
  }

  private static List<String> named(String words) {
    return JsonPlaces.of(TEXT).namedIn(words).stream().map(Place::pointer).toList();
  }

  @Test
  void field_thatIsThere_isFoundWithLineAndValue() {
    Place place = JsonPlaces.of(TEXT).find("/data/case/projectName").orElseThrow();
    assertThat(place.line()).isEqualTo(5);
    assertThat(shown(place)).isEqualTo("\"堃记餐饮\"");
    assertThat(shown(JsonPlaces.of(TEXT).find("/data/case/items/1").orElseThrow()))
        .isEqualTo("\"卫生许可\"");
    assertThat(shown(JsonPlaces.of(TEXT).find("/data/case/count").orElseThrow())).isEqualTo("12");
  }

  @Test
  void field_thatIsMissing_isFoundAtItsParent() {
    Place place = JsonPlaces.of(TEXT).find("/data/case/regionCode").orElseThrow();
    assertThat(place.pointer()).isEqualTo("/data/case/regionCode");
    assertThat(place.line()).isEqualTo(4);
    assertThat(shown(place)).isEqualTo("{");
  }

  @Test
  void words_thatNameAFieldAValueOrACharacter_leadToIt() {
    assertThat(named("PROJECT_NAME 不能为空")).containsExactly("/data/case/projectName");
    assertThat(named("代码表没有“卫生许可”")).containsExactly("/data/case/items/1");
    assertThat(named("字符“堃”（U+5803）不能写成 GB2312")).containsExactly("/data/case/projectName");
    assertThat(named("办件 61092420261101000001 重复")).isEmpty();
    assertThat(named("对方繁忙")).isEmpty();
  }

  @Test
  void text_thatCeasesToBeJson_saysWhere() {
    String broken = TEXT.replace("\"堃记餐饮\",", "\"堃记餐饮\"");
    assertThat(JsonPlaces.of(broken).broken().orElseThrow().line()).isEqualTo(6);
    assertThat(JsonPlaces.of(TEXT).broken()).isEmpty();
    assertThat(JsonPlaces.of("").find("/data")).isEmpty();
  }
}
