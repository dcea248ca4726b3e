package io.tongqiao.bench.load;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** Figures of starts and translations: tables, and what the last line says of them. */
final class SideFigures {

  private final List<StartupStage.Row> starts = new ArrayList<>();
  private final List<TranslationStage.Row> translations = new ArrayList<>();

  void starts(List<StartupStage.Row> rows) {
    starts.addAll(rows);
  }

  void translations(List<TranslationStage.Row> rows) {
    translations.addAll(rows);
  }

  /** Nothing where nothing was measured. */
  void print(PrintStream out) {
    for (String how : hows()) {
      out.printf(
          Locale.ROOT,
          "start %-9s median %.1f s, CPU %.1f s, resident %.0f MB (%d times)%n",
          how,
          median(started(how), StartupStage.Row::seconds),
          median(started(how), StartupStage.Row::cpuSeconds),
          median(started(how), StartupStage.Row::residentMb),
          started(how).size());
    }
    if (translations.isEmpty()) {
      return;
    }
    double outwards = median(translations, TranslationStage.Row::out);
    double inwards = median(translations, TranslationStage.Row::in);
    out.printf(
        "%-10s %-22s %10s %8s %7s %10s %8s %7s%n",
        "family", "system", "out us", "+-", "ratio", "in us", "+-", "ratio");
    for (TranslationStage.Row row : translations) {
      out.printf(
          Locale.ROOT,
          "%-10s %-22s %10.1f %8.1f %7.2f %10.1f %8.1f %7.2f%n",
          row.family(),
          row.system(),
          row.out(),
          row.outError(),
          row.out() / outwards,
          row.in(),
          row.inError(),
          row.in() / inwards);
    }
    out.printf(Locale.ROOT, "%-33s %10.1f %27.1f%n", "median", outwards, inwards);
  }

  /** {@code starts} and {@code translations}, as far as they were measured. */
  void addTo(ObjectNode json) {
    for (String how : hows()) {
      json.withObject("/starts/" + how)
          .put("seconds", rounded(median(started(how), StartupStage.Row::seconds)))
          .put("cpuSeconds", rounded(median(started(how), StartupStage.Row::cpuSeconds)))
          .put("residentMb", median(started(how), StartupStage.Row::residentMb));
    }
    var families = JsonNodeFactory.instance.objectNode();
    for (TranslationStage.Row row : translations) {
      families
          .putObject(row.family())
          .put("system", row.system())
          .put("outMicros", row.out())
          .put("inMicros", row.in());
    }
    if (!families.isEmpty()) {
      json.set("translations", families);
    }
  }

  private List<String> hows() {
    return starts.stream().map(StartupStage.Row::how).distinct().toList();
  }

  private List<StartupStage.Row> started(String how) {
    return starts.stream().filter(row -> row.how().equals(how)).toList();
  }

  /** The upper one of the two in the middle, where there are two. */
  static <T> double median(List<T> rows, ToDoubleFunction<T> figure) {
    double[] sorted = rows.stream().mapToDouble(figure).sorted().toArray();
    return DoubleStream.of(sorted).skip(sorted.length / 2).findFirst().orElse(0);
  }

  private static double rounded(double seconds) {
    return Math.round(seconds * 10) / 10.0;
  }
}
