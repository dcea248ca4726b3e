package io.tongqiao.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DocumentTypesTest {

  private static final String TYPE =
      "{\"id\":\"business-licence\",\"zh\":\"营业执照\",\"holder\":\"ORG\"}";

  @Test
  void load_catalogue_knowsTheCommonLicences() {
    DocumentTypes types = DocumentTypes.load();
    assertThat(types.find("business-licence"))
        .hasValueSatisfying(
            type -> {
              assertThat(type.zh()).isEqualTo("营业执照");
              assertThat(type.holder()).isEqualTo(DocumentTypes.Holder.ORG);
              assertThat(type.typeCode()).isEmpty();
            });
    assertThat(types.find("special-operation").orElseThrow().typeCode())
        .contains("11100000000013338W032");
    assertThat(types.find("passport")).isEmpty();
    assertThat(types.all()).extracting(DocumentTypes.DocumentType::zh).doesNotHaveDuplicates();
  }

  @Test
  void of_sitesOwnCatalogue_replacesTheTypes() {
    assertThat(of(TYPE).all())
        .singleElement()
        .satisfies(type -> assertThat(type.en()).isEqualTo("营业执照"));
  }

  @Test
  void of_incompleteOrRepeatedType_namesIt() {
    assertThatThrownBy(() -> of(TYPE + "," + TYPE)).hasMessageContaining("twice");
    assertThatThrownBy(() -> of(TYPE.replace("营业执照", " ")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("business-licence");
    assertThatThrownBy(() -> of(TYPE.replace("ORG", "FIRM")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PERSON, ORG or ANY");
    assertThatThrownBy(() -> of(TYPE.replace("}", ",\"typeCode\":\"123\"}")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> of("{")).isInstanceOf(UncheckedIOException.class);
  }

  private static DocumentTypes of(String type) {
    String json = "{\"documents\":[" + type + "]}";
    return DocumentTypes.of(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
  }
}
