package io.tongqiao.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The published contract of the operator API, which every answer in a test is held against. */
final class Contract {

  private final ObjectNode openapi;

  Contract() {
    try (InputStream in = Contract.class.getResourceAsStream("operator.openapi.yaml")) {
      openapi = (ObjectNode) new YAMLMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every operation, as {@code GET /ops/v1/systems}, parameters named {@code {}}. */
  Set<String> operations() {
    var operations = new TreeSet<String>();
    for (Map.Entry<String, JsonNode> path : openapi.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        if (!method.getKey().equals("parameters")) {
          operations.add(
              method.getKey().toUpperCase(java.util.Locale.ROOT)
                  + " "
                  + path.getKey().replaceAll("\\{\\w+}", "{}"));
        }
      }
    }
    return operations;
  }

  /** An answer, and the request that was not refused as invalid, are as the contract says. */
  void check(String method, String path, String request, OperatorAnswer answer) {
    JsonNode operation = operation(method, path);
    JsonNode responses = operation.path("responses");
    String status = Integer.toString(answer.status());
    if (answer.status() == 401) {
      assertThat(answer.text()).isEmpty();
      return;
    }
    JsonNode response =
        resolved(responses.has(status) ? responses.path(status) : responses.path("default"));
    Map.Entry<String, JsonNode> content = response.path("content").properties().iterator().next();
    assertThat(answer.contentType()).startsWith(content.getKey());
    assertThat(faults(content.getValue().path("schema"), answer.json())).isEmpty();
    if (answer.status() < 300 && !request.isEmpty()) {
      JsonNode schema =
          resolved(operation.path("requestBody")).at("/content/application~1json/schema");
      assertThat(faults(schema, OperatorAnswer.read(request))).isEmpty();
    }
  }

  private JsonNode operation(String method, String path) {
    String bare = path.replaceAll("\\?.*", "");
    for (Map.Entry<String, JsonNode> one : openapi.path("paths").properties()) {
      boolean same =
          bare.equals(one.getKey())
              || (bare.matches(one.getKey().replaceAll("\\{\\w+}", "[^/]+"))
                  && !openapi.path("paths").has(bare));
      if (same) {
        JsonNode operation = one.getValue().path(method.toLowerCase(java.util.Locale.ROOT));
        assertThat(operation.isMissingNode())
            .as("%s %s is in the contract", method, path)
            .isFalse();
        return operation;
      }
    }
    throw new AssertionError(method + " " + path + " is not in the contract");
  }

  private JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? openapi.at(node.path("$ref").asText().substring(1)) : node;
  }

  private Set<String> faults(JsonNode schema, JsonNode value) {
    ObjectNode root = schema.deepCopy();
    root.set("components", openapi.path("components"));
    var faults = new TreeSet<String>();
    JsonSchemaFactory.getInstance(VersionFlag.V202012)
        .getSchema(root)
        .validate(value)
        .forEach(fault -> faults.add(fault.toString()));
    return faults;
  }
}
