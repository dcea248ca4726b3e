package io.tongqiao.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.dialect.Folder;
import io.tongqiao.dialect.Sample;
import io.tongqiao.dialect.SampleRun;
import io.tongqiao.dialect.TranslationException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecognitionTest {

  private static final LocalDate DAY = LocalDate.of(2026, 3, 16);

  static List<String> systems() {
    return Folder.readAll(Caller.SYSTEMS).stream().map(Folder::id).toList();
  }

  @ParameterizedTest
  @MethodSource("systems")
  void strangeness_everySample_isLeastForItsOwnOperation(String system) throws Exception {
    Folder folder = Folder.read(Caller.SYSTEMS.resolve(system));
    Dialect dialect = Dialect.compile(folder);
    var script = new Script(folder, dialect.descriptor());
    var recognition = new Recognition(dialect, script, DAY);
    for (Sample sample : script.outbound()) {
      JsonNode tree;
      try {
        tree = new SampleRun(dialect, sample).draft().tree();
      } catch (TranslationException e) {
        continue;
      }
      List<String> likely =
          dialect.descriptor().operations().keySet().stream()
              .filter(o -> !o.equals("login"))
              .sorted(Comparator.comparingDouble(o -> recognition.strangeness(o, tree)))
              .toList();
      assertThat(sample.part().equals("login") ? "login" : likely.get(0))
          .as(system + "/" + sample.name())
          .isEqualTo(sample.part());
    }
  }

  @Test
  void path_placeholders_areRead() {
    PathPattern path = PathPattern.of("/apply/{caseNo}/withdraw");
    assertThat(path.match("/apply/6109-1/withdraw"))
        .hasValueSatisfying(values -> assertThat(values).containsEntry("caseNo", "6109-1"));
    assertThat(path.match("/apply/6109-1/x/withdraw")).isEmpty();
  }
}
