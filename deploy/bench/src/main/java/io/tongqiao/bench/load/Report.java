package io.tongqiao.bench.load;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** All figures of a run: a table with ratios, and one JSON object as the last line. */
final class Report {

  /** Figures with what they are of. */
  record Row(String what, String database, int size, Figures figures) {}

  private static final String[] HEADS = {
    "",
    "db",
    "KB",
    "accepted/s",
    "delivered/s",
    "door p50",
    "p99",
    "p99.9",
    "end p50",
    "p99",
    "p99.9",
    "max ms",
    "cpu us",
    "errors",
    "missing",
    "doubled",
    "others"
  };
  private static final String[] BASES = {"a", "b", "b+"};

  /** The beginning of the rows that a dead system is compared with: one before, one after. */
  private static final String ALL_WELL = "six of 7, all well";

  private static final double QUIET = 0.1;

  private final String program;
  private final List<Row> rows = new ArrayList<>();
  private final Map<String, Double> told = new LinkedHashMap<>();
  private final PullFigures pulls = new PullFigures("pulls");
  private final PullFigures console = new PullFigures("console");
  private final SideFigures side = new SideFigures();

  /**
   * An empty report.
   *
   * @param program which server was measured: the digest of its file
   */
  Report(String program) {
    this.program = program;
  }

  void add(Row row) {
    rows.add(row);
    System.err.println("  " + String.join("  ", cells(row)));
  }

  /** A duration that was measured once, in seconds. */
  void told(String name, Duration duration) {
    told.put(name, duration.toMillis() / 1000.0);
    System.err.println("  " + name + ": " + told.get(name));
  }

  /** The figures of starts and translations. */
  SideFigures side() {
    return side;
  }

  /** The figures of pulls. */
  PullFigures pulls() {
    return pulls;
  }

  PullFigures console() {
    return console;
  }

  boolean missed() {
    return !pulls.missed().isEmpty() || !console.missed().isEmpty();
  }

  private boolean quiet() {
    return rows.stream().allMatch(Report::quiet) && pulls.others() + console.others() <= QUIET;
  }

  /** Everything that went wrong, over all stages. */
  long errors() {
    return rows.stream()
        .map(Row::figures)
        .mapToLong(f -> f.errors() + f.missing() + f.doubled())
        .sum();
  }

  /**
   * How many times the base a row delivers, the mean where it was measured twice; empty when there
   * is no such base.
   */
  Optional<Double> ratio(Row row, String base) {
    OptionalDouble delivered =
        rows.stream()
            .filter(r -> r.what().equals(base) || (base.equals(ALL_WELL) && wasWell(r)))
            .filter(r -> r.size() == row.size())
            .filter(r -> r.database().isEmpty() || r.database().equals(row.database()))
            .mapToDouble(r -> r.figures().delivered())
            .average();
    return delivered.isPresent()
        ? Optional.of(row.figures().delivered() / delivered.getAsDouble())
        : Optional.empty();
  }

  private static boolean wasWell(Row row) {
    return row.what().startsWith(ALL_WELL);
  }

  void print(PrintStream out) {
    List<String[]> table = new ArrayList<>();
    table.add(HEADS);
    rows.forEach(row -> table.add(cells(row)));
    var widths = new int[HEADS.length];
    for (String[] line : table) {
      for (int i = 0; i < line.length; i++) {
        widths[i] = Math.max(widths[i], line[i].length());
      }
    }
    for (String[] line : table) {
      out.println(line(line, widths));
    }
    out.println();
    ObjectNode json = new JsonMapper().createObjectNode();
    json.put("cores", Runtime.getRuntime().availableProcessors()).put("errors", errors());
    json.put("server", program).put("quiet", quiet());
    ArrayNode figures = json.putArray("figures");
    rows.forEach(row -> figures.add(json(row)));
    ObjectNode ratios = json.putObject("ratios");
    for (Row row : rows) {
      ratios(row, ratios, out);
    }
    ObjectNode seconds = json.putObject("seconds");
    told.forEach(
        (name, value) -> {
          seconds.put(name, value);
          out.printf(Locale.ROOT, "%-40s %8.2f%n", name, value);
        });
    pulls.print(out, json);
    console.print(out, json);
    side.print(out);
    side.addTo(json);
    if (!quiet()) {
      out.println(
          "NOT COMPARABLE: other programs took CPU meanwhile, see column others; run it again on a quiet machine");
    }
    out.println();
    out.println(json);
  }

  private static boolean quiet(Row row) {
    return row.figures().others() <= QUIET;
  }

  private static String line(String[] cells, int[] widths) {
    var line = new StringBuilder();
    for (int i = 0; i < cells.length; i++) {
      String pad = " ".repeat(widths[i] - cells[i].length());
      line.append(i < 2 ? cells[i] + pad : pad + cells[i]).append("  ");
    }
    return line.toString().stripTrailing();
  }

  private void ratios(Row row, ObjectNode json, PrintStream out) {
    if (row.what().equals("c")) {
      for (String base : BASES) {
        ratio(row, base).ifPresent(r -> tell(row, "c/" + base, r, json, out));
      }
    }
    if (row.what().startsWith("six of 7") && !wasWell(row)) {
      ratio(row, ALL_WELL)
          .ifPresent(r -> tell(row, "loss % of " + row.what(), 100 * (1 - r), json, out));
    }
  }

  private static void tell(Row row, String name, double value, ObjectNode json, PrintStream out) {
    String key = name + " " + row.database() + " " + row.size() + " KB";
    json.put(key, rounded(value));
    out.printf(Locale.ROOT, "%-40s %8.2f%n", key, value);
  }

  private static String[] cells(Row row) {
    Figures f = row.figures();
    return new String[] {
      row.what(),
      row.database(),
      Integer.toString(row.size()),
      count(f.accepted()),
      count(f.delivered()),
      millis(f.door().p50()),
      millis(f.door().p99()),
      millis(f.door().p999()),
      millis(f.endToEnd().p50()),
      millis(f.endToEnd().p99()),
      millis(f.endToEnd().p999()),
      millis(f.endToEnd().max()),
      count(f.cpuMicros()),
      Long.toString(f.errors()),
      Long.toString(f.missing()),
      Long.toString(f.doubled()),
      String.format(Locale.ROOT, "%.2f", f.others())
    };
  }

  private static String count(double value) {
    return value == 0 ? "-" : String.format(Locale.ROOT, "%,.0f", value);
  }

  private static String millis(double value) {
    return value == 0 ? "-" : String.format(Locale.ROOT, "%.1f", value);
  }

  private static ObjectNode json(Row row) {
    Figures f = row.figures();
    ObjectNode json = new JsonMapper().createObjectNode();
    json.put("what", row.what()).put("db", row.database()).put("kb", row.size());
    json.put("accepted", rounded(f.accepted())).put("delivered", rounded(f.delivered()));
    json.set("door", json(f.door()));
    json.set("endToEnd", json(f.endToEnd()));
    json.put("cpuMicros", rounded(f.cpuMicros())).put("errors", f.errors());
    json.put("missing", f.missing()).put("doubled", f.doubled());
    return json.put("others", rounded(f.others()));
  }

  private static ObjectNode json(Figures.Percentiles p) {
    ObjectNode json = new JsonMapper().createObjectNode();
    json.put("p50", p.p50()).put("p90", p.p90()).put("p99", p.p99());
    return json.put("p99.9", p.p999()).put("max", p.max());
  }

  private static double rounded(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
