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
 * @param answer {@code prerequisites.schema.json}
 */
record Documents(Items.Item item, Cast cast, JsonNode answer) {

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

  /** Systems that gave a document, each once for each. */
  Stream<String> holders() {
    return materials().filter(Documents::isFound).map(Documents::giver);
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

  /** How often a system was asked. */
  long asked(String system) {
    return materials()
        .flatMap(Documents::tried)
        .filter(one -> one.path("system").asText().equals(system))
        .count();
  }

  /** How many documents a system gave. */
  long given(String system) {
    return materials().filter(Documents::isFound).filter(m -> giver(m).equals(system)).count();
  }

  /** Of all together: {@code {"asked", "found", "holders"}}. */
  static ObjectNode toJson(List<Documents> all) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("asked", all.stream().mapToInt(Documents::asked).sum())
        .put("found", all.stream().mapToLong(Documents::found).sum())
        .put("holders", all.stream().flatMap(Documents::holders).distinct().count());
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

  /** The sum in a line. */
  String words() {
    return "办件 %s（%s）调取前置材料 %d 份：已取得 %d 份，来自 %d 个系统"
        .formatted(
            answer.path("caseNo").asText(),
            item.name(),
            asked(),
            found(),
            holders().distinct().count());
  }

  private static Stream<JsonNode> tried(JsonNode material) {
    return stream(material.path("tried"));
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
