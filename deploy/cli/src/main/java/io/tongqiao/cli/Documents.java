package io.tongqiao.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.schema.CodeLists;
import io.tongqiao.schema.Items;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What came of asking for the documents of a case.
 *
 * @param answer {@code prerequisites.schema.json}; an empty object where nobody was asked
 */
record Documents(Items.Item item, Cast cast, JsonNode answer) {

  /** For folders of which none holds a document of the item. */
  static Documents none(Items.Item item, Cast cast) {
    return new Documents(item, cast, JsonNodeFactory.instance.objectNode());
  }

  private Stream<JsonNode> materials() {
    return stream(answer.path("materials"));
  }

  int asked() {
    return answer.path("materials").size();
  }

  long found() {
    return materials().filter(Documents::isFound).count();
  }

  private static boolean isFound(JsonNode material) {
    return material.path("outcome").asText().equals("FOUND");
  }

  /** Systems that gave a document. */
  long holders() {
    return materials().filter(Documents::isFound).map(Documents::giver).distinct().count();
  }

  private static String giver(JsonNode material) {
    return material.at("/document/source/system").asText();
  }

  /** Whether every material was found that a folder holds documents for. */
  boolean good() {
    return materials()
        .filter(m -> item.material(m.path("code").asText()).filter(cast::holds).isPresent())
        .allMatch(Documents::isFound);
  }

  /** {@code {"asked", "found", "holders"}}. */
  ObjectNode toJson() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("asked", asked())
        .put("found", found())
        .put("holders", holders());
  }

  /** One row a material; beneath, who else was asked, and why there is no document. */
  Table table() {
    var words = new PullText(CodeLists.load());
    var table = new Table(List.of("材料", "途径", "持有方", "协议", "结果", "可信等级", "毫秒"));
    for (JsonNode material : (Iterable<JsonNode>) materials()::iterator) {
      boolean found = isFound(material);
      String ways =
          tried(material).map(words::strategy).distinct().collect(Collectors.joining(" → "));
      table.row(
          List.of(
              material.path("code").asText() + " " + material.path("name").asText(),
              ways.isEmpty() ? words.strategy(material) : ways,
              found ? cast.name(giver(material)) : "-",
              found ? cast.protocol(giver(material)) : "-",
              words.outcome(material),
              found ? material.at("/document/trustLevel").asText() : "-",
              Long.toString(tried(material).mapToLong(t -> t.path("millis").asLong()).sum())));
      tried(material)
          .filter(t -> t.has("system") && !isFound(t))
          .forEach(t -> table.note(cast.name(t.path("system").asText()) + "：" + words.outcome(t)));
      if (!found) {
        table.note("原因：" + Words.text(material.path("reason")));
      }
    }
    return table;
  }

  private static Stream<JsonNode> tried(JsonNode material) {
    return stream(material.path("tried"));
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
