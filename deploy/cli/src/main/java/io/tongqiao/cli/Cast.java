package io.tongqiao.cli;

import io.tongqiao.dialect.Catalogue;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Folder;
import io.tongqiao.dialect.Format;
import io.tongqiao.dialect.Sample;
import io.tongqiao.schema.EventType;
import io.tongqiao.schema.Items;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The systems of a demonstration, read from their folders: who they are and what they will say. */
final class Cast {

  /**
   * One life of a case: the platform's door samples {@code <door>--<life>-<nn>-<event>}, in order.
   */
  record Life(String name, List<String> samples) {}

  private static final Pattern CHAPTER = Pattern.compile("(?<door>.+)--(?<life>.+)-\\d\\d-.+");

  private final Map<String, Descriptor> systems = new TreeMap<>();
  private final Map<String, List<Sample>> samples = new TreeMap<>();

  /** Reads every folder that works; one that does not takes no part. */
  Cast(Path directory) {
    for (Folder folder : Folder.readAll(directory)) {
      Catalogue.of(List.of(folder))
          .working()
          .forEach(
              dialect -> {
                systems.put(folder.id(), dialect.descriptor());
                samples.put(folder.id(), Sample.of(folder));
              });
    }
  }

  /** The county's own platform: of the county, with lives to play; empty when there is none. */
  Optional<String> platform() {
    return systems.values().stream()
        .filter(system -> system.tier() == Descriptor.Tier.COUNTY)
        .map(Descriptor::id)
        .filter(id -> !lives(id).isEmpty())
        .findFirst();
  }

  /** The lives that a system's door samples tell, by name. */
  List<Life> lives(String system) {
    var byName = new TreeMap<String, List<String>>();
    for (Sample sample : told(system)) {
      Matcher chapter = CHAPTER.matcher(sample.name());
      if (chapter.matches() && chapter.group("door").equals(sample.part())) {
        byName.computeIfAbsent(chapter.group("life"), n -> new ArrayList<>()).add(sample.name());
      }
    }
    return byName.entrySet().stream().map(e -> new Life(e.getKey(), e.getValue())).toList();
  }

  /** The samples that a system sends by itself once an operation is done, in order. */
  List<String> followUps(String system, String operation) {
    return told(system).stream()
        .filter(sample -> sample.after().equals(operation))
        .map(Sample::name)
        .toList();
  }

  /**
   * The event that a door sample tells of; empty for an unknown sample, and at a door that gives:
   * there the system is told.
   */
  Optional<EventType> event(String system, String sample) {
    return told(system).stream()
        .filter(s -> s.name().equals(sample))
        .filter(s -> systems.get(system).doors().get(s.part()).gives().isEmpty())
        .findFirst()
        .flatMap(s -> EventType.ofType(s.tree("canonical").path("type").asText()));
  }

  private List<Sample> told(String system) {
    Descriptor descriptor = systems.get(system);
    return samples.getOrDefault(system, List.of()).stream()
        .filter(s -> !s.failing() && descriptor.doors().containsKey(s.part()))
        .toList();
  }

  /** Whether a system holds a document that meets the material. */
  boolean holds(Items.Material material) {
    return systems.values().stream()
        .anyMatch(system -> material.documents().stream().anyMatch(system.provides()::containsKey));
  }

  /** Chinese name and id. */
  String name(String system) {
    return systems.containsKey(system) ? systems.get(system).name().zh() + " " + system : system;
  }

  /** What the system is called over: {@code SOAP}, {@code AMQP}, {@code REST}, {@code 表单}. */
  String protocol(String system) {
    Descriptor descriptor = systems.get(system);
    if (descriptor == null) {
      return "?";
    }
    if (descriptor.transport() != Descriptor.Transport.HTTP) {
      return descriptor.transport().name();
    }
    boolean form =
        descriptor.operations().values().stream()
            .anyMatch(operation -> operation.request().codec() == Format.Kind.FORM);
    return form ? "表单" : "REST";
  }
}
