package io.tongqiao.bench.load;

import io.tongqiao.dialect.Catalogue;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Folder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How long a translation takes in each dialect family; a process of its own for each. */
final class TranslationStage {

  private static final int WARM = 10;

  /**
   * Figures of a family.
   *
   * @param out microseconds from the canonical message to the text on the wire
   * @param in microseconds from what the system says to the canonical message
   */
  record Row(String family, String system, double out, double outError, double in, double inError) {

    /** Of the line that the process printed last. */
    static Row of(String family, String system, String line) {
      String[] told = line.split(" ");
      return new Row(
          family,
          system,
          Double.parseDouble(told[0]),
          Double.parseDouble(told[1]),
          Double.parseDouble(told[2]),
          Double.parseDouble(told[3]));
    }
  }

  private final Plan plan;
  private final Path systems;

  /**
   * Remembers what to measure.
   *
   * @param systems directory of system folders
   */
  TranslationStage(Plan plan, Path systems) {
    this.plan = plan;
    this.systems = systems;
  }

  List<Row> run() throws IOException, InterruptedException {
    var rows = new ArrayList<Row>();
    for (Map.Entry<String, Descriptor> family : families(systems).entrySet()) {
      String id = family.getValue().id();
      System.err.printf("measuring the translation of %s (%s) ...%n", family.getKey(), id);
      Path home = Files.createDirectories(plan.home().resolve("translation-" + id));
      List<String> arguments =
          List.of(
              "family",
              "--folder=" + systems.resolve(id),
              "--warm=" + (plan.quick() ? 2 : WARM),
              "--seconds=" + (plan.quick() ? 3 : plan.measured().toSeconds()));
      try (Child child = Child.java(id, home, List.of(), plan.ownJar(), arguments, Map.of())) {
        rows.add(Row.of(family.getKey(), id, child.lastLine()));
      }
    }
    return rows;
  }

  /** One folder a family: that with the most doors, which says most; of equal ones the first. */
  static Map<String, Descriptor> families(Path systems) {
    var byFamily = new TreeMap<String, Descriptor>();
    Catalogue.of(Folder.readAll(systems)).descriptors().stream()
        .sorted(Comparator.comparing(Descriptor::id))
        .filter(descriptor -> !descriptor.operations().isEmpty())
        .forEach(
            descriptor ->
                byFamily.merge(
                    descriptor.family(),
                    descriptor,
                    (one, other) -> other.doors().size() > one.doors().size() ? other : one));
    return byFamily;
  }
}
