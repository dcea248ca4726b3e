package io.tongqiao.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SideFiguresTest {

  private static final Path SYSTEMS = Path.of("../../connectors/systems");

  private final SideFigures figures = new SideFigures();

  @Test
  void print_translations_standBesideTheirMedian() {
    figures.translations(
        List.of(
            TranslationStage.Row.of("D1", "one", "20.0 0.5 8.0 0.1"),
            TranslationStage.Row.of("D5", "five", "40.0 0.5 4.0 0.1"),
            TranslationStage.Row.of("D7", "seven", "10.0 0.5 2.0 0.1")));

    List<String> lines = printed().lines().toList();

    assertThat(lines.get(1)).contains("D1", "one", "20.0", "1.00", "8.0", "2.00");
    assertThat(lines.get(2)).contains("D5", "40.0", "2.00", "4.0", "1.00");
    assertThat(lines.get(4)).startsWith("median").contains("20.0", "4.0");
  }

  @Test
  void addTo_starts_areMedians() {
    figures.starts(
        List.of(
            new StartupStage.Row("jar", 9, 20, 500),
            new StartupStage.Row("jar", 12, 30, 400),
            new StartupStage.Row("jar", 10, 25, 450)));
    ObjectNode json = JsonNodeFactory.instance.objectNode();

    figures.addTo(json);

    assertThat(json)
        .hasToString(
            "{\"starts\":{\"jar\":{\"seconds\":10.0,\"cpuSeconds\":25.0,\"residentMb\":450.0}}}");
  }

  @Test
  void print_nothingMeasured_isNothing() {
    assertThat(printed()).isEmpty();
  }

  @Test
  void families_ofAllFolders_haveOneFolderEach() {
    assertThat(TranslationStage.families(SYSTEMS))
        .containsKeys("D1", "D3", "D4", "D5", "D6", "D7", "D8", "D9", "D10a", "D10b", "D11", "REST")
        .allSatisfy((family, descriptor) -> assertThat(descriptor.family()).isEqualTo(family));
  }

  private String printed() {
    var bytes = new ByteArrayOutputStream();
    figures.print(new PrintStream(bytes, true, UTF_8));
    return bytes.toString(UTF_8);
  }
}
