package io.tongqiao.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class PullFiguresTest {

  private final PullFigures figures = new PullFigures("pulls");
  private final ObjectNode json = new JsonMapper().createObjectNode();

  private String printed() {
    var bytes = new ByteArrayOutputStream();
    try (var out = new PrintStream(bytes, true, UTF_8)) {
      figures.print(out, json);
    }
    return bytes.toString(UTF_8);
  }

  @Test
  void print_figureAboveItsBar_isMissed() {
    figures.hold("ten and one", Database.h2(), "p99", 250.5, "ms", 250);

    assertThat(printed()).contains("MISSED");
    assertThat(json.at("/missed/0").asText()).isEqualTo("ten and one h2: p99");
    assertThat(json.at("/pulls/0/atMost").asDouble()).isEqualTo(250);
  }

  @Test
  void print_figureAtItsBar_isNotMissed() {
    figures.hold("ten and one", Database.h2(), "p99", 250, "ms", 250);
    figures.tell("ten and one", Database.h2(), "max", 900, "ms");

    assertThat(printed()).doesNotContain("MISSED");
    assertThat(figures.missed()).isEmpty();
    assertThat(json.path("pulls")).hasSize(2);
  }

  @Test
  void print_nothingMeasured_leavesTheTableOut() {
    assertThat(printed()).isEmpty();
    assertThat(json.path("missed")).isEmpty();
  }

  @Test
  void report_besideABusyNeighbourOfPulls_isNotQuiet() {
    var report = new Report("abc");
    report.pulls().disturbed("ten and one", Database.h2(), 0.3);
    var bytes = new ByteArrayOutputStream();
    try (var out = new PrintStream(bytes, true, UTF_8)) {
      report.print(out);
    }

    assertThat(bytes.toString(UTF_8)).contains("NOT COMPARABLE").contains("\"quiet\":false");
  }
}
