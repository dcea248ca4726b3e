package io.tongqiao.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What travels in a message and as a document of its own has one shape. */
class SchemaAgreementTest {

  private final Schemas schemas = Schemas.load();

  @Test
  void prerequisites_ofAMessage_lackTheCaseNumberThatTheMessageHas() {
    Set<String> own = fields(Schemas.Name.PREREQUISITES, "");
    assertThat(own.removeIf(field -> field.startsWith("/caseNo"))).isTrue();
    // the message that makes a case formal tells the documents, not how they were got
    own.remove("/materials/tried!");
    assertThat(fields(Schemas.Name.MESSAGE, "/$defs/prerequisites")).isEqualTo(own);
  }

  @Test
  void pull_ofAMessage_hasMaterialAndDeadlineAndNoCertificate() {
    Set<String> own = fields(Schemas.Name.PULL, "");
    assertThat(own.removeIf(field -> field.startsWith("/certificate"))).isTrue();
    Set<String> message = fields(Schemas.Name.MESSAGE, "/$defs/pull");
    assertThat(message.removeIf(field -> field.matches("/(material|deadline) .*"))).isTrue();
    assertThat(message).isEqualTo(own);
  }

  @Test
  void purposeAndHolder_ofAPull_areThoseOfTheRequest() {
    for (String part : Set.of("/purpose", "/holder")) {
      assertThat(fields(Schemas.Name.PULL, "/properties" + part))
          .isEqualTo(fields(Schemas.Name.PREREQUISITE_REQUEST, "/$defs" + part));
    }
  }

  @Test
  void holding_ofAMessage_namesThePullAndKeepsNothingForAMapping() {
    Set<String> own = fields(Schemas.Name.HOLDING, "");
    assertThat(own.removeIf(field -> field.startsWith("/certificates/own"))).isTrue();
    Set<String> message = fields(Schemas.Name.MESSAGE, "/$defs/holding");
    assertThat(message.removeIf(field -> field.startsWith("/pull"))).isTrue();
    assertThat(message).isEqualTo(own);
  }

  /** Each field with its type, codes and pattern, and {@code field!} where it must be there. */
  private Set<String> fields(Schemas.Name name, String at) {
    JsonNode schema = schemas.raw(name);
    Set<String> found = new TreeSet<>();
    describe(schema, schema.at(at), "", found);
    return found;
  }

  private static void describe(JsonNode root, JsonNode type, String path, Set<String> found) {
    type.path("required").forEach(field -> found.add(path + "/" + field.asText() + "!"));
    for (Map.Entry<String, JsonNode> field : type.path("properties").properties()) {
      String here = path + "/" + field.getKey();
      JsonNode value = resolve(root, field.getValue());
      found.add(here + " " + kind(value));
      describe(root, value, here, found);
      describe(root, resolve(root, value.path("items")), here, found);
    }
  }

  private static String kind(JsonNode value) {
    return value.path("type") + " " + value.path("enum") + " " + value.path("pattern");
  }

  private static JsonNode resolve(JsonNode root, JsonNode type) {
    String ref = type.path("$ref").asText();
    return ref.isEmpty() ? type : root.at(ref.substring(1));
  }
}
