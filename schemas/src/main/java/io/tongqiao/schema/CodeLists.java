package io.tongqiao.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The code lists (代码表) of the canonical model, each from the standard its file names. A code is the
 * value that stands in a canonical message; an event is listed by the name of its {@link
 * EventType}.
 */
public final class CodeLists {

  /** The names of a code, Chinese and English. */
  public record Label(String zh, String en) {}

  private final Map<String, Map<String, Label>> lists;

  private CodeLists(Map<String, Map<String, Label>> lists) {
    this.lists = Collections.unmodifiableMap(lists);
  }

  /** Reads the lists in this jar. */
  public static CodeLists load() {
    Map<String, Map<String, Label>> lists = new LinkedHashMap<>();
    for (JsonNode name : Resources.json("codelists/index.json")) {
      JsonNode list = Resources.json("codelists/" + name.asText() + ".json");
      Map<String, Label> labels = new LinkedHashMap<>();
      for (JsonNode code : list.path("codes")) {
        labels.put(
            code.path("code").asText(),
            new Label(code.path("zh").asText(), code.path("en").asText()));
      }
      lists.put(name.asText(), Collections.unmodifiableMap(labels));
    }
    return new CodeLists(lists);
  }

  public Set<String> names() {
    return lists.keySet();
  }

  /** The codes of a list in its own order; empty when there is no such list. */
  public Set<String> codes(String list) {
    return lists.getOrDefault(list, Map.of()).keySet();
  }

  /** Whether the list exists and has the code. */
  public boolean contains(String list, String code) {
    return codes(list).contains(code);
  }

  public Optional<Label> label(String list, String code) {
    return Optional.ofNullable(lists.getOrDefault(list, Map.of()).get(code));
  }
}
