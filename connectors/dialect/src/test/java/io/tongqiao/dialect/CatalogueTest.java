package io.tongqiao.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueTest {

  @Test
  void of_brokenMapping_isDownAloneWithItsDescriptorReadable() {
    Folder broken = TemplateFolder.with(TemplateFolder.good(), "push-case.to-system.jslt", "{");

    Catalogue catalogue = Catalogue.of(List.of(broken, other()));

    assertThat(catalogue.working()).extracting(d -> d.descriptor().id()).containsExactly("other");
    assertThat(catalogue.find("other")).isPresent();
    assertThat(catalogue.find("template")).isEmpty();
    assertThat(catalogue.broken())
        .singleElement()
        .satisfies(b -> assertThat(b.id()).isEqualTo("template"))
        .satisfies(
            b ->
                assertThat(b.faults()).extracting(Fault::file).contains("push-case.to-system.jslt"))
        .satisfies(b -> assertThat(b.descriptor()).isPresent());
    assertThat(catalogue.descriptors())
        .extracting(Descriptor::id)
        .containsExactlyInAnyOrder("other", "template");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "system.yaml | tier: province  | tier: *none",
        "system.yaml | tier: province  | ---",
        "system.yaml | timeout: 10s    | timeout: 1.5ms",
        "system.yaml | id: template    | id: [",
        "codes.yaml  | from: 2020-01-01 | from: 2020-13-01",
        "codes.yaml  | from: 2020-01-01 | from: &a",
        "codes.yaml  | from: 2020-01-01 | from: \u0007",
      })
  void of_anyBrokenText_hindersNoOtherFolder(String file, String from, String to) {
    Catalogue catalogue = Catalogue.of(List.of(TemplateFolder.replaced(file, from, to), other()));

    assertThat(catalogue.find("other")).isPresent();
    assertThat(catalogue.broken())
        .singleElement()
        .satisfies(b -> assertThat(b.faults()).isNotEmpty());
  }

  @Test
  void of_unreadableDescriptor_hasNone() {
    Folder broken = TemplateFolder.with(TemplateFolder.good(), "system.yaml", "id: [");

    Catalogue catalogue = Catalogue.of(List.of(broken));

    assertThat(catalogue.broken()).singleElement().matches(b -> b.descriptor().isEmpty());
    assertThat(catalogue.descriptors()).isEmpty();
  }

  private static Folder other() {
    Folder good = TemplateFolder.good();
    String yaml = good.text("system.yaml").orElseThrow().replace("template", "other");
    Folder folder = TemplateFolder.with(good, "system.yaml", yaml);
    return new Folder("other", "other", folder.files());
  }
}
