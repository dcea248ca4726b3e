package io.tongqiao.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiContractsTest {

  private final Schemas schemas = Schemas.load();

  @ParameterizedTest
  @ValueSource(strings = {"openapi.yaml", "asyncapi.yaml"})
  void document_everyReference_leadsSomewhere(String name) {
    JsonNode document = yaml(name);
    List<String> references = new ArrayList<>();
    JsonObjects.within(document)
        .forEach(
            object -> {
              if (object.object().has("$ref")) {
                references.add(object.text("$ref"));
              }
            });
    assertThat(references).isNotEmpty();
    for (String reference : references) {
      if (reference.startsWith("#")) {
        assertThat(document.at(reference.substring(1)).isMissingNode()).as(reference).isFalse();
      } else {
        assertThat(Path.of(ExchangeXml.contract(name).resolveSibling(reference).toString()))
            .as(reference)
            .exists();
      }
    }
  }

  @Test
  void openapi_everyExample_isValid() {
    JsonNode openapi = yaml("openapi.yaml");
    int checked = 0;
    for (JsonObjects media : JsonObjects.within(openapi)) {
      if (media.object().has("schema") && media.object().has("examples")) {
        for (JsonNode example : media.object().get("examples")) {
          String schema = media.object().at("/schema/$ref").asText();
          assertThat(faults(openapi, schema, example.get("value"))).as(media.pointer()).isEmpty();
          checked++;
        }
      }
    }
    assertThat(checked).isGreaterThanOrEqualTo(19);
  }

  @Test
  void openapi_wrongCase_isNotValid() {
    JsonNode openapi = yaml("openapi.yaml");
    ObjectNode example =
        openapi
            .at("/paths/~1api~1v1~1cases~1{caseNo}/get/responses/200/content")
            .at("/application~1json/examples/applied/value")
            .deepCopy();
    example.put("state", "GONE").withArray("/timeline").addObject().put("kind", "message");
    assertThat(faults(openapi, "#/components/schemas/Case", example)).hasSize(2);
  }

  @Test
  void openapi_caseState_isTheEnumOfJava() {
    JsonNode states = yaml("openapi.yaml").at("/components/schemas/CaseState/enum");
    assertThat(StreamSupport.stream(states.spliterator(), false).map(JsonNode::asText))
        .containsExactlyElementsOf(CodeLists.load().codes("case-state"));
  }

  @Test
  void openapi_everyExampleOfAMessage_isOneOfTheFiles() {
    JsonNode examples =
        yaml("openapi.yaml")
            .at("/paths/~1api~1v1~1messages/post/requestBody/content")
            .at("/application~1cloudevents+json/examples");
    List<JsonNode> files =
        Examples.files("messages", ".json").stream().map(f -> (JsonNode) Examples.json(f)).toList();
    for (Map.Entry<String, JsonNode> example : examples.properties()) {
      assertThat(files).contains(example.getValue().get("value"));
    }
  }

  @Test
  void openapi_everyExampleOfAPull_isOneOfTheFiles() {
    JsonNode openapi = yaml("openapi.yaml");
    JsonNode post = openapi.at("/paths/~1api~1v1~1cases~1{caseNo}~1prerequisites/post");
    List<JsonNode> files =
        Examples.files("prerequisites", ".json").stream()
            .map(f -> (JsonNode) Examples.json(f))
            .toList();
    int compared = 0;
    for (String at : List.of("/requestBody", "/responses/200", "/responses/202")) {
      for (JsonNode example : post.at(at + "/content/application~1json/examples")) {
        assertThat(files).contains(example.get("value"));
        compared++;
      }
    }
    assertThat(compared).isEqualTo(4);
  }

  @Test
  void openapi_pull_tellsEachWayItCanEnd() {
    JsonNode paths = yaml("openapi.yaml").path("paths");
    String pulls = "/api/v1/cases/{caseNo}/prerequisites";
    assertThat(paths.path(pulls).at("/post/responses").fieldNames())
        .toIterable()
        .containsExactly(
            "200", "202", "400", "401", "403", "404", "409", "413", "415", "422", "429", "503");
    assertThat(paths.path(pulls).path("get").path("responses").has("200")).isTrue();
    assertThat(paths.path(pulls + "/{pull}").path("get").path("responses").has("404")).isTrue();
    assertThat(paths.path("/api/v1/documents/{sha256}").at("/get/responses").fieldNames())
        .toIterable()
        .contains("200", "206", "404", "416", "422");
  }

  /** Twice a material that lost its outcome: the list is checked through and through. */
  @Test
  void openapi_wrongPull_isNotValid() {
    JsonNode openapi = yaml("openapi.yaml");
    ObjectNode list = new JsonMapper().createObjectNode().put("caseNo", "610924202603020011");
    ArrayNode pulls = list.putArray("pulls");
    for (int i = 0; i < 2; i++) {
      ObjectNode pull = Examples.prerequisites("result-pending");
      ((ObjectNode) pull.at("/materials/0")).remove("outcome");
      pulls.add(pull);
    }
    assertThat(faults(openapi, "#/components/schemas/Pulls", list)).hasSize(2);
  }

  @Test
  void asyncapi_everyExample_isValid() {
    JsonNode messages = yaml("asyncapi.yaml").at("/components/messages");
    assertThat(messages.at("/caseMessage/examples")).hasSize(4);
    for (JsonNode example : messages.at("/caseMessage/examples")) {
      assertThat(schemas.validate(Schemas.Name.MESSAGE, example.get("payload"))).isEmpty();
    }
    assertThat(messages.at("/prerequisiteRequest/examples")).hasSize(1);
    for (JsonNode example : messages.at("/prerequisiteRequest/examples")) {
      assertThat(schemas.validate(Schemas.Name.PREREQUISITE_REQUEST, example.get("payload")))
          .isEmpty();
      JsonSchema headers = Schemas.compile(messages.at("/prerequisiteRequest/headers"));
      assertThat(headers.validate(example.get("headers"))).isEmpty();
      assertThat(example.at("/headers/caseNo"))
          .isEqualTo(example.at("/payload/purpose/businessCode"));
    }
  }

  @Test
  void asyncapi_channels_areInPrerequisitesAndTo() {
    JsonNode channels = yaml("asyncapi.yaml").path("channels");
    assertThat(channels.at("/in/address").asText()).isEqualTo("in.{system}");
    assertThat(channels.at("/prerequisites/address").asText()).isEqualTo("prerequisites.{system}");
    assertThat(channels.at("/to/address").asText()).isEqualTo("to.{system}");
  }

  private List<String> faults(JsonNode openapi, String schema, JsonNode value) {
    for (Schemas.Name name : Schemas.Name.values()) {
      if (schema.equals("../" + name.file())) {
        return schemas.validate(name, value).stream().map(Finding::toString).toList();
      }
    }
    ObjectNode wrapped = openapi.deepCopy();
    ObjectNode root = wrapped.objectNode().put("$ref", schema);
    root.set("components", inlined(wrapped.path("components")));
    return Schemas.compile(root).validate(value).stream().map(Object::toString).toList();
  }

  /** The components with the schemas in the place of the references to their files. */
  private JsonNode inlined(JsonNode components) {
    ObjectNode message = (ObjectNode) components.at("/schemas/Message/properties");
    message.set("receipt", schemas.raw(Schemas.Name.RECEIPT));
    ObjectNode pulls = (ObjectNode) components.at("/schemas/Pulls/properties/pulls");
    pulls.set("items", schemas.raw(Schemas.Name.PREREQUISITES));
    return components;
  }

  private static JsonNode yaml(String name) {
    try {
      return new YAMLMapper().readTree(ExchangeXml.contract(name).toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
