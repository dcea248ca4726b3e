package io.tongqiao.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CodeListsTest {

  private static final Pattern NAMED = Pattern.compile("[Cc]ode list ([a-z-]*[a-z])");

  private static final CodeLists LISTS = CodeLists.load();

  static Set<String> names() {
    return LISTS.names();
  }

  /** The lists that message.schema.json names in a description, each with the enum beside it. */
  static Map<String, List<String>> enumsOfTheSchema() {
    Map<String, List<String>> enums = new LinkedHashMap<>();
    for (JsonObjects object : JsonObjects.within(Schemas.load().raw(Schemas.Name.MESSAGE))) {
      Matcher named = NAMED.matcher(object.text("description"));
      if (named.find()) {
        assertThat(object.object().has("enum")).as(object.pointer()).isTrue();
        enums.put(named.group(1), texts(object.object().get("enum")));
      }
    }
    return enums;
  }

  static Stream<Map.Entry<String, List<String>>> schemaEnums() {
    return enumsOfTheSchema().entrySet().stream();
  }

  @ParameterizedTest
  @MethodSource("schemaEnums")
  void codes_listOfTheSchema_equalsItsEnum(Map.Entry<String, List<String>> list) {
    assertThat(LISTS.codes(list.getKey())).containsExactlyElementsOf(list.getValue());
  }

  @Test
  void codes_event_equalsSchemaAndJava() {
    JsonNode types = Schemas.load().raw(Schemas.Name.MESSAGE).at("/properties/type/enum");
    assertThat(Arrays.stream(EventType.values()).map(EventType::type))
        .containsExactlyInAnyOrderElementsOf(texts(types));
    assertThat(LISTS.codes("event")).containsExactlyElementsOf(namesOf(EventType.values()));
    for (EventType event : EventType.values()) {
      assertThat(LISTS.label("event", event.name()))
          .contains(new CodeLists.Label(event.zh(), event.en()));
    }
  }

  @Test
  void codes_caseStateAndReceiptLevel_equalJava() {
    assertThat(LISTS.codes("case-state")).containsExactlyElementsOf(namesOf(CaseState.values()));
    for (CaseState state : CaseState.values()) {
      assertThat(LISTS.label("case-state", state.name()))
          .contains(new CodeLists.Label(state.zh(), state.en()));
    }
    assertThat(LISTS.codes("receipt-level"))
        .containsExactlyElementsOf(namesOf(Receipt.Level.values()));
    assertThat(texts(Schemas.load().raw(Schemas.Name.RECEIPT).at("/properties/level/enum")))
        .containsExactlyElementsOf(LISTS.codes("receipt-level"));
  }

  @Test
  void names_everyList_isKeptEqualToSomethingOrStandsAlone() {
    Set<String> covered = new TreeSet<>(enumsOfTheSchema().keySet());
    covered.addAll(Set.of("event", "case-state", "receipt-level"));
    covered.addAll(Set.of("org-nature", "satisfaction", "guide-dept"));
    assertThat(LISTS.names()).containsExactlyInAnyOrderElementsOf(covered);
  }

  @ParameterizedTest
  @MethodSource("names")
  void file_everyList_tellsItsNameTitlesSourceAndLabels(String name) {
    JsonNode file = Resources.json("codelists/" + name + ".json");
    assertThat(file.path("name").asText()).isEqualTo(name);
    assertThat(file.path("zh").asText()).isNotBlank();
    assertThat(file.path("en").asText()).isNotBlank();
    assertThat(file.path("source").asText()).isNotBlank();
    assertThat(LISTS.codes(name)).hasSize(file.path("codes").size()).isNotEmpty();
    for (String code : LISTS.codes(name)) {
      CodeLists.Label label = LISTS.label(name, code).orElseThrow();
      assertThat(label.zh()).as(code).isNotBlank();
      assertThat(label.en()).as(code).isNotBlank();
    }
  }

  @Test
  void contains_unknownListOrCode_isFalse() {
    assertThat(LISTS.contains("deal-type", "2")).isTrue();
    assertThat(LISTS.contains("deal-type", "02")).isFalse();
    assertThat(LISTS.contains("no-such-list", "2")).isFalse();
    assertThat(LISTS.label("no-such-list", "2")).isEmpty();
  }

  private static List<String> namesOf(Enum<?>[] values) {
    return Arrays.stream(values).map(Enum::name).toList();
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }
}
