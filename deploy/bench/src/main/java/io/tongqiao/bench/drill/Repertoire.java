package io.tongqiao.bench.drill;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.dialect.Catalogue;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Folder;
import io.tongqiao.dialect.Sample;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the system folders say: who must have what, which lives there are, who tells what after. */
final class Repertoire {

  private static final Pattern CHAPTER = Pattern.compile("(?<door>.+)--(?<life>.+)-\\d\\d-.+");

  private final JsonMapper json = new JsonMapper();
  private final Catalogue catalogue;
  private final Map<String, Map<String, Sample>> samples = new TreeMap<>();

  /**
   * Reads a directory of system folders.
   *
   * @throws IllegalStateException when one is broken
   */
  Repertoire(Path systems) {
    List<Folder> folders = Folder.readAll(systems);
    this.catalogue = Catalogue.of(folders);
    if (!catalogue.broken().isEmpty()) {
      throw new IllegalStateException("系统文件夹有错：" + catalogue.broken());
    }
    for (Folder folder : folders) {
      var byName = new LinkedHashMap<String, Sample>();
      Sample.of(folder).stream().filter(s -> !s.failing()).forEach(s -> byName.put(s.name(), s));
      samples.put(folder.id(), byName);
    }
  }

  /** The county's own platform: the one with lives to play. */
  String platform() {
    return systems().stream()
        .filter(system -> system.tier() == Descriptor.Tier.COUNTY)
        .map(Descriptor::id)
        .filter(id -> !lives(id).isEmpty())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("没有可以扮演的县级平台"));
  }

  List<Descriptor> systems() {
    return catalogue.descriptors();
  }

  Descriptor system(String id) {
    return catalogue.find(id).orElseThrow().descriptor();
  }

  /** The lives of the platform's samples: the canonical messages of each, in order. */
  List<List<ObjectNode>> lives() {
    return List.copyOf(lives(platform()).values());
  }

  private Map<String, List<ObjectNode>> lives(String system) {
    var byName = new TreeMap<String, List<ObjectNode>>();
    for (Sample sample : samples.get(system).values()) {
      Matcher chapter = CHAPTER.matcher(sample.name());
      if (chapter.matches() && chapter.group("door").equals(sample.part())) {
        byName
            .computeIfAbsent(chapter.group("life"), n -> new ArrayList<>())
            .add(sample.object("canonical"));
      }
    }
    return byName;
  }

  /** A sample's canonical message about another case. */
  ObjectNode about(ObjectNode sample, String caseNo) {
    String own = sample.path("subject").asText();
    try {
      return (ObjectNode) json.readTree(sample.toString().replace(own, caseNo));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a sample's JSON is JSON with another number as well", e);
    }
  }

  /** What a door sample tells; empty where there is none of that name. */
  Optional<ObjectNode> told(String system, String sample) {
    return sample(system, sample).map(s -> s.object("canonical"));
  }

  /** What an answer tells of a case; empty where the sample has no news. */
  Optional<ObjectNode> news(String system, String sample) {
    return sample(system, sample).map(s -> s.object("news")).filter(news -> !news.isEmpty());
  }

  private Optional<Sample> sample(String system, String name) {
    return Optional.ofNullable(samples.getOrDefault(system, Map.of()).get(name));
  }

  /** The messages that a system sends by itself once an operation is done, and those in answers. */
  List<ObjectNode> echo(String system, String operation) {
    var echo = new ArrayList<ObjectNode>();
    for (Sample sample : samples.get(system).values()) {
      if (sample.after().equals(operation)) {
        echo.add(sample.object("canonical"));
      }
      if (sample.name().equals(operation)) {
        news(system, sample.name()).ifPresent(echo::add);
      }
    }
    return echo;
  }

  /** How often a system may tell of an event of one case by itself. */
  long tellings(String system, String type) {
    return samples.getOrDefault(system, Map.of()).values().stream()
        .filter(sample -> !sample.after().isEmpty())
        .filter(sample -> sample.object("canonical").path("type").asText().equals(type))
        .count();
  }

  /** Who must have a message, by which operation. */
  Map<String, String> receivers(Message message) {
    Descriptor.Progress sender = catalogue.progress(message.source());
    var receivers = new TreeMap<String, String>();
    for (Descriptor system : systems()) {
      if (!system.id().equals(message.source())) {
        system
            .operationFor(message.complete(), sender)
            .ifPresent(operation -> receivers.put(system.id(), operation));
      }
    }
    return receivers;
  }

  /** Whether a system's events move the case itself. */
  boolean decides(String system) {
    return catalogue.progress(system) == Descriptor.Progress.CASE;
  }

  /** Whether an operation's request has a place for the message id. */
  boolean traced(String system, String operation) {
    return !system(system).operations().get(operation).trace().messageId().equals("null");
  }
}
