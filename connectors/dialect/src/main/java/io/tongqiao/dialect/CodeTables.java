package io.tongqiao.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A folder's {@code codes.yaml}: canonical values to local ones and back, in versions that begin on
 * a date. Immutable.
 */
public final class CodeTables {

  /** Which way a value is translated. */
  public enum Direction {
    TO_SYSTEM,
    TO_CANONICAL
  }

  /**
   * A translated value.
   *
   * @param value the other side's value
   * @param lossy whether the way back would give another value
   */
  public record Translated(String value, boolean lossy) {}

  private record Entry(String canonical, String local, String lossy) {}

  private record Version(String name, LocalDate from, Map<String, Table> tables) {}

  private record Table(Map<String, Translated> toSystem, Map<String, Translated> toCanonical) {}

  private final List<Version> newestFirst;

  private CodeTables(List<Version> versions) {
    this.newestFirst =
        versions.stream().sorted(Comparator.comparing(Version::from).reversed()).toList();
  }

  /** Reads a parsed codes.yaml that has passed its schema; a missing document gives no tables. */
  static CodeTables parse(JsonNode document) {
    var versions = new ArrayList<Version>();
    for (JsonNode version : document) {
      var tables = new HashMap<String, Table>();
      version
          .path("tables")
          .properties()
          .forEach(t -> tables.put(t.getKey(), table(t.getValue().path("entries"))));
      versions.add(
          new Version(
              version.path("version").asText(),
              LocalDate.parse(version.path("from").asText()),
              tables));
    }
    return new CodeTables(versions);
  }

  private static Table table(JsonNode entries) {
    var toSystem = new HashMap<String, Translated>();
    var toCanonical = new HashMap<String, Translated>();
    for (JsonNode node : entries) {
      var entry =
          new Entry(
              node.path("canonical").asText(),
              node.path("local").asText(),
              node.path("lossy").asText());
      if (!entry.lossy.equals("in")) {
        toSystem.put(entry.canonical, new Translated(entry.local, entry.lossy.equals("out")));
      }
      if (!entry.lossy.equals("out")) {
        toCanonical.put(entry.local, new Translated(entry.canonical, entry.lossy.equals("in")));
      }
    }
    return new Table(toSystem, toCanonical);
  }

  /**
   * Translates by the newest version that has begun on the date; empty when the table lacks the
   * value.
   */
  public Optional<Translated> translate(
      String table, String value, Direction direction, LocalDate on) {
    return newestFirst.stream()
        .filter(v -> !v.from.isAfter(on))
        .findFirst()
        .map(v -> v.tables.get(table))
        .map(t -> direction == Direction.TO_SYSTEM ? t.toSystem : t.toCanonical)
        .map(values -> values.get(value));
  }

  /** Names of all tables in any version. */
  public Set<String> names() {
    var names = new TreeSet<String>();
    newestFirst.forEach(v -> names.addAll(v.tables.keySet()));
    return names;
  }
}
