package io.tongqiao.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.dialect.BrokenFolderException;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.dialect.Folder;
import io.tongqiao.schema.CaseMessage;
import io.tongqiao.schema.CaseRules;
import io.tongqiao.schema.CodeLists;
import io.tongqiao.schema.DocumentTypes;
import io.tongqiao.schema.Items;
import io.tongqiao.schema.PrerequisiteRules;
import io.tongqiao.schema.Regions;
import io.tongqiao.schema.Schemas;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PullSystemsTest {

  private static final URI ANYWHERE = URI.create("http://127.0.0.1:1");

  private final Schemas schemas = Schemas.load();

  @TempDir Path directory;

  private static Items items() {
    return Items.of(new ByteArrayInputStream(PullItem.catalogue().getBytes(UTF_8)));
  }

  private static ObjectNode read(byte[] text) throws IOException {
    return (ObjectNode) new JsonMapper().readTree(text);
  }

  @Test
  void hold_severalDocuments_compilesWithThemInPlaceOfTheTemplates()
      throws IOException, BrokenFolderException {
    var systems = new PullSystems(Path.of("systems"), directory, ANYWHERE);
    systems.hold("slow", PullItem.ofSlow(), ANYWHERE);

    Folder folder = Folder.read(directory.resolve("systems").resolve("bench-holder-slow"));
    var descriptor = Dialect.compile(folder).descriptor();
    assertThat(descriptor.provides()).containsOnlyKeys(PullItem.ofSlow());
    assertThat(descriptor.limits().concurrency()).isEqualTo(64);
  }

  @ParameterizedTest
  @EnumSource(PullItem.class)
  void catalogue_everyItem_hasTenMaterialsOfTenDocuments(PullItem item) {
    List<Items.Material> materials = items().find(item.implCode()).orElseThrow().materials();

    assertThat(materials).hasSize(10);
    assertThat(materials).flatExtracting(Items.Material::documents).doesNotHaveDuplicates();
  }

  @Test
  void documents_ofTheThreeItems_haveTheHoldersTheyAreNamedFor() {
    List<String> first = PullItem.ofHolder(0);

    assertThat(first).contains(PullItem.TEN.document(0), PullItem.TEN_AND_ONE.document(0));
    assertThat(PullItem.ofSlow())
        .contains(PullItem.TEN_AND_ONE.document(0), PullItem.ONE_LATE.document(0));
    assertThat(first).doesNotContain(PullItem.ONE_LATE.document(0));
    assertThat(PullItem.ofSlow()).doesNotContain(PullItem.TEN.document(0));
  }

  @ParameterizedTest
  @EnumSource(PullItem.class)
  void application_ofEveryItem_isAccepted(PullItem item) throws IOException {
    ObjectNode message = read(new Cases().application(PullCase.of("P", 7, item)));

    assertThat(schemas.validate(Schemas.Name.MESSAGE, message)).isEmpty();
    var rules = new CaseRules(schemas, CodeLists.load(), Regions.load(), items());
    assertThat(rules.check(new CaseMessage(message)).errors()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(PullItem.class)
  void request_ofEveryItem_isInOrder(PullItem item) throws IOException {
    PullCase pulled = PullCase.of("P", 7, item);
    ObjectNode request = read(pulled.request(List.of(PullItem.code(9))));

    assertThat(schemas.validate(Schemas.Name.PREREQUISITE_REQUEST, request)).isEmpty();
    var rules = new PrerequisiteRules(schemas, items(), DocumentTypes.load());
    assertThat(rules.check(pulled.caseNo(), request).errors()).isEmpty();
  }
}
