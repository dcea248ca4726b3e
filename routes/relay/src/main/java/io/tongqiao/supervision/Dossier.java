package io.tongqiao.supervision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * 全部材料、全部过程: what the messages of a case have told of its materials and steps, and the documents
 * that were pulled for it. Of a material only what was told last counts, and a document that was
 * pulled goes before what the applicant said of it.
 */
final class Dossier {

  /** As many materials, and steps, as a message may have. */
  private static final int MOST = 500;

  private static final Map<String, String> SOURCES =
      Map.of("REUSE", "REUSE", "LIBRARY", "FETCHED", "HOLDER", "FETCHED", "ASSIST", "ASSIST");

  /** Code list receive-mode: from the licence library. */
  private static final String FROM_LIBRARY = "3";

  private final Map<String, JsonNode> materials = new LinkedHashMap<>();
  private final Map<String, JsonNode> steps = new LinkedHashMap<>();
  private boolean begun;

  /** Adds a message; they come in the order of acceptance. */
  void add(String source, String event, JsonNode data) {
    begun |= event.equals("APPLY");
    for (JsonNode material : data.path("materials")) {
      materials.put(material.path("name").asText(), material);
    }
    JsonNode step = data.path("step");
    if (step.isObject()) {
      // a step that was open is told again when it is done
      steps.put(source + " " + step.path("seq").asText(), step);
    }
  }

  /** Adds a document that was found, a material of {@code prerequisites.schema.json}. */
  void pulled(JsonNode found) {
    JsonNode document = found.path("document");
    ObjectNode material = JsonNodeFactory.instance.objectNode();
    String name = found.path("name").asText();
    material.put("name", name).put("required", found.path("required").asText());
    material.put("sourceKind", SOURCES.getOrDefault(found.path("strategy").asText(), "FETCHED"));
    material.set("trustLevel", document.path("trustLevel"));
    material.put("received", true).put("receiveMode", FROM_LIBRARY);
    material.set("receiveTime", document.path("verifiedAt"));
    JsonNode file = document.path("file");
    if (file.isObject()) {
      ObjectNode attached = material.putObject("file");
      attached.set("name", file.has("name") ? file.get("name") : document.path("name"));
      for (String field : List.of("size", "sm3", "sha256")) {
        attached.set(field, file.path(field));
      }
      attached.set("contentRef", file.path("href"));
    }
    materials.put(name, material);
  }

  /** The materials, in the order in which they were first named. */
  List<JsonNode> materials() {
    return first(materials.values());
  }

  /** The steps, in the order in which they were first told. */
  List<JsonNode> steps() {
    return first(steps.values());
  }

  /** Whether nothing is missing: the case's first message is there, and all went in. */
  boolean isComplete() {
    return begun && materials.size() <= MOST && steps.size() <= MOST;
  }

  private static List<JsonNode> first(Collection<JsonNode> all) {
    return new ArrayList<>(all).subList(0, Math.min(all.size(), MOST));
  }
}
