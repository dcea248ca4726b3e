package io.tongqiao.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ExamplesTest {

  private static final Schemas SCHEMAS = Schemas.load();

  private final CaseRules rules =
      new CaseRules(SCHEMAS, CodeLists.load(), Regions.load(), Items.load());

  static List<Path> messages() {
    return Examples.files("messages", ".json");
  }

  static List<Path> problems() {
    return Examples.files("problems", ".json");
  }

  static List<Path> receipts() {
    return Examples.files("receipts", ".json");
  }

  static List<Path> stories() {
    return messages().stream().map(Path::getParent).distinct().toList();
  }

  @ParameterizedTest
  @MethodSource("messages")
  void message_example_passesSchemaAndRules(Path file) {
    assertThat(SCHEMAS.validate(Schemas.Name.MESSAGE, Examples.json(file))).isEmpty();
    assertThat(rules.check(new CaseMessage(Examples.json(file))))
        .isEqualTo(new CaseRules.Checked(List.of(), List.of(), false));
  }

  @ParameterizedTest
  @MethodSource("receipts")
  void receipt_example_isValid(Path file) {
    assertThat(SCHEMAS.validate(Schemas.Name.RECEIPT, Examples.json(file))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("problems")
  void problem_example_isValid(Path file) {
    assertThat(SCHEMAS.validate(Schemas.Name.PROBLEM, Examples.json(file))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "request-item, PREREQUISITE_REQUEST",
    "request-materials, PREREQUISITE_REQUEST",
    "result-pending, PREREQUISITES",
    "result-complete, PREREQUISITES",
    "pull, PULL",
    "holding-found, HOLDING",
    "holding-none, HOLDING"
  })
  void prerequisite_example_isValid(String example, Schemas.Name name) {
    assertThat(SCHEMAS.validate(name, Examples.prerequisites(example))).isEmpty();
  }

  @Test
  void prerequisites_together_showEveryOutcome() {
    Set<String> shown = new TreeSet<>();
    for (Path file : Examples.files("prerequisites", ".json")) {
      for (JsonObjects object : JsonObjects.within(Examples.json(file))) {
        shown.add(object.text("outcome"));
      }
    }
    assertThat(shown).containsAll(CodeLists.load().codes("prerequisite-outcome"));
  }

  @ParameterizedTest
  @MethodSource("stories")
  void story_eventsInOrder_areAllowedOneAfterTheOther(Path story) throws Exception {
    CaseState state = CaseState.DRAFT;
    Set<String> cases = new TreeSet<>();
    try (var files = Files.list(story)) {
      for (Path file : files.sorted().toList()) {
        CaseMessage message = new CaseMessage(Examples.json(file));
        assertThat(state.after(message.event()))
            .as("%s in %s", file.getFileName(), state)
            .isPresent();
        state = state.after(message.event()).orElseThrow();
        cases.add(message.caseNo());
      }
    }
    assertThat(cases).hasSize(1);
  }

  @Test
  void messages_together_showEveryEvent() {
    Set<EventType> shown = EnumSet.noneOf(EventType.class);
    messages().forEach(file -> shown.add(new CaseMessage(Examples.json(file)).event()));
    assertThat(shown).containsExactlyInAnyOrder(EventType.values());
  }
}
