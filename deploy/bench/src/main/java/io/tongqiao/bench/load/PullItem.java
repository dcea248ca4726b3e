package io.tongqiao.bench.load;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.schema.DocumentTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The items for which documents are pulled: ten materials each, each met by one document. */
enum PullItem {
  /** Every document has one holder, a fast one. */
  TEN("压测事项：十家持有", "901000", 0),
  /** The first document has a fast and a slow holder, who are asked side by side. */
  TEN_AND_ONE("压测事项：十家和一家慢的", "902000", 10),
  /** The first document has the slow holder only. */
  ONE_LATE("压测事项：九家和一家慢的", "903000", 11);

  /** How many materials each has. */
  static final int MATERIALS = 10;

  private static final String ORGANISATION = "11610924MBQQ0001X2";
  private static final String LEVEL = "4";
  private static final String DEPARTMENT = "17";

  private final String zh;
  private final String number;
  private final int first;

  PullItem(String zh, String number, int first) {
    this.zh = zh;
    this.number = number;
    this.first = first;
  }

  String zh() {
    return zh;
  }

  String basicCode() {
    return "6101" + DEPARTMENT + number;
  }

  String implCode() {
    return ORGANISATION + LEVEL + basicCode();
  }

  /** The department's 统一社会信用代码. */
  static String organisation() {
    return ORGANISATION;
  }

  /** The document that meets a material, from 0. */
  String document(int material) {
    return type(material == 0 ? first : material);
  }

  /** The code of a material, from 0. */
  static String code(int material) {
    return String.format("M%02d", material + 1);
  }

  /** Types of document that a fast holder gives, from 0. */
  static List<String> ofHolder(int holder) {
    return holder == 0 ? List.of(TEN.document(0), TEN_AND_ONE.document(0)) : List.of(type(holder));
  }

  /** Types of document that the slow holder gives. */
  static List<String> ofSlow() {
    return List.of(TEN_AND_ONE.document(0), ONE_LATE.document(0));
  }

  private static String type(int place) {
    return DocumentTypes.load().all().stream()
        .filter(type -> type.holder() == DocumentTypes.Holder.ORG)
        .map(DocumentTypes.DocumentType::id)
        .toList()
        .get(place);
  }

  /** The catalogue of all of them, of the format of {@code tongqiao.items}. */
  static String catalogue() {
    ObjectNode json = new JsonMapper().createObjectNode();
    Stream.of(values()).map(PullItem::json).forEach(json.withArray("items")::add);
    return json.toString();
  }

  private ObjectNode json() {
    ObjectNode json = new JsonMapper().createObjectNode();
    json.put("implCode", implCode()).put("basicCode", basicCode()).put("name", zh);
    json.put("itemType", "01").put("level", LEVEL).put("dealType", "2");
    json.put("guideDept", DEPARTMENT);
    List<ObjectNode> materials = new ArrayList<>();
    for (int i = 0; i < MATERIALS; i++) {
      ObjectNode material = json.objectNode().put("code", code(i)).put("name", "压测材料" + (i + 1));
      material.put("required", "CORE").putArray("documents").add(document(i));
      materials.add(material);
    }
    json.putArray("materials").addAll(materials);
    return json;
  }
}
