package io.tongqiao.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.dialect.Sample;
import io.tongqiao.dialect.TranslationException;
import io.tongqiao.schema.CaseMessage;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells operations apart that come in on the same path or queue. Each operation's mapping is run
 * over the folder's sample messages that it accepts; what it always writes, and what it never
 * writes, is then looked for in a request. A short value, such as a message type, weighs more than
 * a long one, such as a name.
 */
final class Recognition {

  /**
   * What an operation's mapping writes: paths it always has, ever has, and values that never
   * change.
   */
  private record Habit(Set<String> always, Set<String> ever, Map<String, String> constant) {

    double strangeness(Map<String, String> leaves) {
      double cost = always.stream().filter(p -> !leaves.containsKey(p)).count();
      cost += leaves.keySet().stream().filter(p -> !ever.contains(p)).count();
      for (Map.Entry<String, String> value : constant.entrySet()) {
        String actual = leaves.get(value.getKey());
        if (actual != null && !actual.equals(value.getValue())) {
          cost += 1.0 / Math.max(1, value.getValue().length());
        }
      }
      return cost;
    }
  }

  private final Map<String, Habit> habits = new HashMap<>();
  private final Map<String, Map<String, Map<String, String>>> requests = new HashMap<>();
  private final Map<String, Map<String, String>> subjects = new HashMap<>();

  Recognition(Dialect dialect, Script script, LocalDate today) {
    List<Sample> samples = script.outbound();
    for (String operation : dialect.descriptor().operations().keySet()) {
      var trees = new ArrayList<Map<String, String>>();
      var own = new LinkedHashMap<String, Map<String, String>>();
      for (Sample sample : samples) {
        if (sample.part().equals(operation)) {
          Optional<JsonNode> tree = draft(dialect, operation, sample, today);
          tree.ifPresent(t -> own.put(sample.name(), leaves(t)));
          tree.ifPresent(t -> about(operation, dialect.tracedSubject(operation, t), sample));
        } else if (accepts(dialect.descriptor(), operation, sample)) {
          draft(dialect, operation, sample, today).ifPresent(t -> trees.add(leaves(t)));
        }
      }
      trees.addAll(own.values());
      habits.put(operation, habit(trees));
      requests.put(operation, own);
    }
  }

  private static boolean accepts(Descriptor descriptor, String operation, Sample sample) {
    String type = sample.tree("canonical").path("type").asText();
    return descriptor.accepts().stream()
        .filter(rule -> rule.operation().equals(operation))
        .anyMatch(
            rule ->
                rule.events().isEmpty()
                    || rule.events().stream().anyMatch(event -> event.type().equals(type)));
  }

  /** A sample that the mapping refuses shows nothing of what it writes. */
  private static Optional<JsonNode> draft(
      Dialect dialect, String operation, Sample sample, LocalDate today) {
    boolean asks = dialect.holdings().askedBy(operation);
    boolean texts = dialect.texts().sentBy(operation);
    if (asks != sample.pulls() || texts != sample.texts()) {
      return Optional.empty();
    }
    try {
      if (texts) {
        return Optional.of(dialect.texts().draft(operation, sample.object("text"), today).tree());
      }
      if (asks) {
        return Optional.of(
            dialect.holdings().question(operation, sample.object("pull"), today).tree());
      }
      var message = new CaseMessage(sample.object("canonical"));
      return Optional.of(dialect.draft(operation, message, Sample.MESSAGE_ID, today).tree());
    } catch (TranslationException e) {
      return Optional.empty();
    }
  }

  private void about(String operation, String subject, Sample sample) {
    if (!subject.isEmpty()) {
      subjects
          .computeIfAbsent(operation, o -> new HashMap<>())
          .putIfAbsent(subject.toLowerCase(Locale.ROOT), sample.name());
    }
  }

  private static Map<String, String> leaves(JsonNode tree) {
    var leaves = new HashMap<String, String>();
    Expressions.leaves(tree, "", leaves);
    return leaves;
  }

  private static Habit habit(List<Map<String, String>> trees) {
    Set<String> ever = new HashSet<>();
    trees.forEach(tree -> ever.addAll(tree.keySet()));
    Set<String> always = new LinkedHashSet<>(ever);
    trees.forEach(tree -> always.retainAll(tree.keySet()));
    Map<String, String> constant = new HashMap<>();
    for (String path : always) {
      Set<String> values = new HashSet<>();
      trees.forEach(tree -> values.add(tree.get(path)));
      if (values.size() == 1) {
        constant.put(path, values.iterator().next());
      }
    }
    return new Habit(always, ever, constant);
  }

  /** How little a request looks like an operation's; 0 for one that could be a sample. */
  double strangeness(String operation, JsonNode tree) {
    return habits.get(operation).strangeness(leaves(tree));
  }

  /** The sample with the very same request but for credentials and message id; empty for none. */
  String sampleOf(String operation, JsonNode tree) {
    Map<String, String> leaves = leaves(tree);
    return requests.get(operation).entrySet().stream()
        .filter(sample -> !sample.getValue().isEmpty())
        .filter(
            sample ->
                sample.getValue().entrySet().stream()
                    .filter(leaf -> !leaf.getValue().equals(Sample.MESSAGE_ID))
                    .allMatch(leaf -> leaf.getValue().equals(leaves.get(leaf.getKey()))))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("");
  }

  /** The first sample that asks for the same, whatever the case of its letters. */
  Optional<String> sampleAbout(String operation, String subject) {
    Map<String, String> known = subjects.getOrDefault(operation, Map.of());
    return Optional.ofNullable(known.get(subject.toLowerCase(Locale.ROOT)));
  }

  /** Whether a request has the root element, or a root field, that an operation's requests have. */
  boolean sameRoot(String operation, JsonNode tree) {
    Set<String> ever = habits.get(operation).ever();
    return ever.isEmpty()
        || tree.properties().stream()
            .map(field -> "/" + field.getKey())
            .anyMatch(
                root -> ever.stream().anyMatch(p -> p.equals(root) || p.startsWith(root + "/")));
  }
}
