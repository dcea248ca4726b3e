package io.tongqiao.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class ReportTest {

  private static final Figures.Percentiles NONE = new Figures.Percentiles(0, 0, 0, 0, 0);

  private final Report report = new Report("abc");

  private static Report.Row row(String what, String database, int size, double delivered) {
    var figures = new Figures(delivered, delivered, 0, 0, 0, NONE, NONE, 0, 0);
    return new Report.Row(what, database, size, figures);
  }

  private List<String> printed() {
    var bytes = new ByteArrayOutputStream();
    try (var out = new PrintStream(bytes, true, UTF_8)) {
      report.print(out);
    }
    return bytes.toString(UTF_8).lines().toList();
  }

  private JsonNode json() throws IOException {
    List<String> lines = printed();
    return new JsonMapper().readTree(lines.get(lines.size() - 1));
  }

  @Test
  void ratio_baseOfTheSameSize_isDeliveredByDelivered() {
    report.add(row("b", "", 2, 1500));
    report.add(row("b", "", 10, 400));

    assertThat(report.ratio(row("c", "h2", 2, 1200), "b").orElseThrow())
        .isEqualTo(0.8, within(1e-9));
  }

  @Test
  void ratio_withoutBase_isEmpty() {
    report.add(row("b", "", 10, 400));

    assertThat(report.ratio(row("c", "h2", 2, 1200), "b")).isEmpty();
    assertThat(report.ratio(row("c", "h2", 10, 1200), "a")).isEmpty();
  }

  @Test
  void print_lastLine_isOneJsonObjectWithAllFigures() throws IOException {
    report.add(row("b", "", 2, 1500));
    report.add(row("c", "h2", 2, 1200));

    JsonNode json = json();

    assertThat(json.path("figures")).hasSize(2);
    assertThat(json.at("/ratios/c~1b h2 2 KB").asDouble()).isEqualTo(0.8);
    assertThat(json.path("errors").asInt()).isZero();
  }

  @Test
  void print_oneOfSevenDead_tellsTheLossOfTheOthersInPercent() throws IOException {
    report.add(row("six of 7, all well", "h2", 2, 3000));
    report.add(row("six of 7, all well", "postgres", 2, 1000));
    report.add(row("six of 7, one dead", "h2", 2, 2880));

    assertThat(json().at("/ratios/loss % of six of 7, one dead h2 2 KB").asDouble())
        .isEqualTo(4.0, within(1e-9));
  }

  @Test
  void print_table_isAligned() {
    report.add(row("b", "", 2, 1500));
    report.add(row("six of 7, all well", "postgres", 10, 12_345));

    List<String> lines = printed();

    assertThat(lines.get(1)).hasSameSizeAs(lines.get(2)).hasSameSizeAs(lines.get(0));
    assertThat(lines.get(2)).contains("12,345");
  }

  @Test
  void print_besideABusyNeighbour_saysThatItIsNotComparable() throws IOException {
    report.add(new Report.Row("b", "", 2, new Figures(1, 1, 0, 0, 0, NONE, NONE, 0, 0.3)));
    report.add(row("c", "h2", 2, 1200));

    assertThat(printed()).anyMatch(line -> line.startsWith("NOT COMPARABLE"));
    assertThat(json().path("quiet").asBoolean(true)).isFalse();
  }

  @Test
  void errors_overAllStages_areRefusedLostAndDoubled() {
    report.add(new Report.Row("c", "h2", 2, new Figures(1, 1, 3, 4, 5, NONE, NONE, 0, 0)));
    report.add(new Report.Row("c", "h2", 10, new Figures(1, 1, 1, 0, 0, NONE, NONE, 0, 0)));

    assertThat(report.errors()).isEqualTo(13);
  }

  @Test
  void percentiles_ofMicroseconds_areMilliseconds() {
    var micros = new Histogram(3);
    for (int i = 1; i <= 1000; i++) {
      micros.recordValue(i * 1000L);
    }

    Figures.Percentiles percentiles = Figures.Percentiles.of(micros);

    assertThat(percentiles.p50()).isEqualTo(500, within(1.0));
    assertThat(percentiles.p90()).isEqualTo(900, within(1.0));
    assertThat(percentiles.p99()).isEqualTo(990, within(1.0));
    assertThat(percentiles.p999()).isEqualTo(999, within(1.0));
    assertThat(percentiles.max()).isEqualTo(1000, within(1.0));
  }
}
