package io.tongqiao.bench.load;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** What stages gave that tell single figures, some with a bar. */
final class PullFigures {

  /**
   * One figure.
   *
   * @param most what it may be at most; empty where it is told only
   */
  record Figure(
      String what, String database, String name, double value, String unit, OptionalDouble most) {

    boolean missed() {
      return most.isPresent() && value > most.getAsDouble();
    }

    /** What it is of, in words. */
    String title() {
      return what + " " + database + ": " + name;
    }
  }

  private static final String LINE = "%-26s %-9s %-44s %12s %-6s %8s  %s%n";

  private final String title;
  private final List<Figure> figures = new ArrayList<>();
  private double others;

  /**
   * No figures yet.
   *
   * @param title of the table, and the name of the list in the last line
   */
  PullFigures(String title) {
    this.title = title;
  }

  /** A figure that is told only. */
  void tell(String what, Database journal, String name, double value, String unit) {
    add(new Figure(what, journal.name(), name, value, unit, OptionalDouble.empty()));
  }

  /** A figure that must not be more than its bar. */
  void hold(String what, Database journal, String name, double value, String unit, double most) {
    add(new Figure(what, journal.name(), name, value, unit, OptionalDouble.of(most)));
  }

  /** Cores that programs outside the measurement took during a stage. */
  void disturbed(String what, Database journal, double cores) {
    others = Math.max(others, cores);
    tell(what, journal, "cores taken by others", cores, "");
  }

  private void add(Figure figure) {
    figures.add(figure);
    System.err.printf(
        Locale.ROOT, "  %s %,.2f %s%n", figure.title(), figure.value(), figure.unit());
  }

  /** The most that others took during any stage, in cores. */
  double others() {
    return others;
  }

  /** What was above its bar. */
  List<Figure> missed() {
    return figures.stream().filter(Figure::missed).toList();
  }

  /** Prints the table, where there is one, and adds the list and what was {@code missed}. */
  void print(PrintStream out, ObjectNode json) {
    ArrayNode all = json.putArray(title);
    if (!figures.isEmpty()) {
      out.println();
      out.printf(LINE, title, "db", "", "", "", "at most", "");
    }
    for (Figure figure : figures) {
      String bar = figure.most().isPresent() ? number(figure.most().getAsDouble()) : "";
      out.printf(
          LINE,
          figure.what(),
          figure.database(),
          figure.name(),
          number(figure.value()),
          figure.unit(),
          bar,
          figure.missed() ? "MISSED" : "");
      ObjectNode one = all.addObject();
      one.put("what", figure.what()).put("db", figure.database()).put("figure", figure.name());
      one.put("value", rounded(figure.value())).put("unit", figure.unit());
      figure.most().ifPresent(most -> one.put("atMost", most));
    }
    ArrayNode beyond = json.withArray("missed");
    missed().forEach(figure -> beyond.add(figure.title()));
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%,.2f", value);
  }

  private static double rounded(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
