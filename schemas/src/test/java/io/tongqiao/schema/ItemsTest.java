package io.tongqiao.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ItemsTest {

  private static final String ITEM =
      "{\"implCode\":\"11610924MBQQ0001X24610117001000\",\"basicCode\":\"610117001000\",\"name\":\"建筑工程施工许可证核发\","
          + "\"itemType\":\"01\",\"level\":\"4\",\"dealType\":\"2\",\"guideDept\":\"17\"}";

  private final Items items = Items.load();

  @Test
  void load_catalogue_hasTheItemsOfABureauInOrder() {
    assertThat(items.all())
        .hasSizeGreaterThanOrEqualTo(30)
        .extracting(Items.Item::basicCode)
        .startsWith("610117001000", "610123001000", "611060001000", "610111001000");
    assertThat(items.all().stream().map(Items.Item::guideDept).distinct())
        .hasSizeGreaterThanOrEqualTo(12);
  }

  @Test
  void load_everyMaterial_isMetByKnownDocumentsAndAssistedByAnotherDepartment() {
    DocumentTypes types = DocumentTypes.load();
    CodeLists lists = CodeLists.load();
    for (Items.Item item : items.all()) {
      assertThat(item.materials()).as(item.name()).isNotEmpty();
      for (Items.Material material : item.materials()) {
        assertThat(material.documents())
            .as(item.name() + " " + material.name())
            .allMatch(id -> types.find(id).isPresent());
        assertThat(material.assist().stream())
            .as(item.name() + " " + material.name())
            .allMatch(dept -> lists.contains("guide-dept", dept))
            .doesNotContain(item.guideDept());
      }
    }
  }

  @Test
  void material_ofAnItem_isFoundByItsCode() {
    Items.Item permit = items.find("11610924MBQQ0001X24610117001000").orElseThrow();
    assertThat(permit.material("M05"))
        .hasValueSatisfying(
            material -> {
              assertThat(material.name()).isEqualTo("企业投资项目备案证明");
              assertThat(material.core()).isFalse();
              assertThat(material.documents()).containsExactly("project-filing");
              assertThat(material.assist()).contains("04");
            });
    assertThat(permit.material("M99")).isEmpty();
  }

  @Test
  void load_everyItem_usesCodesOfTheLists() {
    CodeLists lists = CodeLists.load();
    assertThat(items.all())
        .allMatch(item -> lists.contains("item-type", item.itemType()))
        .allMatch(item -> lists.contains("guide-dept", item.guideDept()))
        .allMatch(item -> lists.codes("guide-dept").containsAll(item.supervision()))
        .allMatch(item -> item.supervision().contains(item.guideDept()))
        .allMatch(item -> lists.contains("deal-type", item.dealType()))
        .allMatch(item -> lists.contains("level", item.level()));
  }

  @Test
  void find_implCode_givesTheItem() {
    assertThat(items.find("11610924MBQQ0001X24611060001000"))
        .hasValueSatisfying(
            item -> {
              assertThat(item.name()).isEqualTo("用电报装联办");
              assertThat(item.itemType()).isEqualTo("10");
              assertThat(item.guideDept()).isEqualTo("60");
            });
    assertThat(items.find("610117001000")).isEmpty();
  }

  @Test
  void of_sitesOwnCatalogue_replacesTheItems() {
    assertThat(of(ITEM).all())
        .singleElement()
        .satisfies(
            item -> {
              assertThat(item.name()).isEqualTo("建筑工程施工许可证核发");
              assertThat(item.materials()).isEmpty();
            });
  }

  @Test
  void of_contradictoryOrRepeatedItem_namesIt() {
    assertThatThrownBy(() -> of(ITEM.replace("\"01\"", "\"07\"")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("11610924MBQQ0001X24610117001000");
    assertThatThrownBy(() -> of(ITEM.replace("X24610", "X34610")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> of(ITEM + "," + ITEM))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("twice");
    String twice =
        "\"materials\":[{\"code\":\"M01\",\"name\":\"a\"},{\"code\":\"M01\",\"name\":\"b\"}],";
    assertThatThrownBy(() -> of(ITEM.replace("{", "{" + twice)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("code of its own");
    assertThatThrownBy(() -> of("{")).isInstanceOf(UncheckedIOException.class);
  }

  private static Items of(String item) {
    String json = "{\"items\":[" + item + "]}";
    return Items.of(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void supervision_ofThisCounty_isOneDepartmentOrMore() {
    Items items = Items.load();
    assertThat(items.find("11610924MBQQ0001X24610109001000").orElseThrow().supervision())
        .containsExactly("09", "25");
    assertThat(items.all()).noneMatch(item -> item.supervision().isEmpty());
  }

  @Test
  void supervision_leftOut_isTheGuidingDepartment() {
    String catalogue =
        """
        {"items": [{"implCode": "11610924MBQQ0001X24610117001000", "basicCode": "610117001000", "name": "x",
          "itemType": "01", "level": "4", "dealType": "2", "guideDept": "17"}]}
        """;
    Items items = Items.of(new ByteArrayInputStream(catalogue.getBytes(StandardCharsets.UTF_8)));
    assertThat(items.all()).allMatch(item -> item.supervision().equals(List.of("17")));
  }
}
