package io.tongqiao.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SchemaTextsTest {

  private final Schemas schemas = Schemas.load();

  @ParameterizedTest
  @EnumSource
  void texts_everyFieldAndPattern_areKnown(Schemas.Name name) {
    JsonNode texts = Resources.json("texts/fields.json");
    Set<String> untold = new TreeSet<>();
    for (JsonObjects object : JsonObjects.within(schemas.raw(name))) {
      String pattern = object.text("pattern");
      if (!pattern.isEmpty() && !texts.path("patterns").has(pattern)) {
        untold.add(pattern);
      }
      for (Map.Entry<String, JsonNode> field : object.object().path("properties").properties()) {
        if (!named(texts.path("fields"), field.getKey())) {
          untold.add(field.getKey());
        }
      }
    }
    assertThat(untold).isEmpty();
  }

  @Test
  void texts_everyListNamed_exists() {
    assertThat(CodeLists.load().names())
        .containsAll(
            Resources.json("texts/fields.json").path("lists").properties().stream()
                .map(entry -> entry.getValue().asText())
                .toList());
  }

  private static boolean named(JsonNode fields, String field) {
    return fields.has(field)
        || fields.properties().stream().anyMatch(entry -> entry.getKey().endsWith("/" + field));
  }
}
