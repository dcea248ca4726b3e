package io.tongqiao.schema;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a valid request for prerequisite documents must further keep to: a ground of which no
 * element is blank, for this case and a known item; right check digits of holders and department;
 * materials of that item, each asked for once, with documents that meet them; a due date of the
 * calendar. Callers validate against {@link Schemas.Name#PREREQUISITE_REQUEST} first. What the case
 * itself has for item and party is not looked at, nor whether the due date is over.
 */
public final class PrerequisiteRules {

  /**
   * What the rules say of a request.
   *
   * @param errors faults for which it is refused, none with a number of a person or firm
   * @param kind what it is refused as, where there are errors
   */
  public record Checked(List<Finding> errors, Problem.Kind kind) {

    public Checked {
      errors = List.copyOf(errors);
    }
  }

  private final DateRules dates;
  private final IdentifierRules identifiers;
  private final Items items;
  private final DocumentTypes documents;

  /** The schemas tell which fields are dates and which are 统一社会信用代码. */
  public PrerequisiteRules(Schemas schemas, Items items, DocumentTypes documents) {
    SchemaFields fields = SchemaFields.of(schemas.raw(Schemas.Name.PREREQUISITE_REQUEST));
    this.dates = new DateRules(Set.of(), fields.referring("date"));
    this.identifiers = new IdentifierRules(fields.referring("uscc"));
    this.items = items;
    this.documents = documents;
  }

  /** Checks a request about a case that is valid against the schema. */
  public Checked check(String caseNo, ObjectNode request) {
    List<Finding> errors = new ArrayList<>();
    List<Finding> unknown = new ArrayList<>();
    List<Finding> none = new ArrayList<>(); // warnings are of fields that a request does not have
    for (JsonObjects object : JsonObjects.within(request)) {
      dates.check(object, errors, none);
      identifiers.check(object, errors, none);
    }
    JsonObjects purpose = new JsonObjects("/purpose", JsonObjects.child(request, "purpose"));
    blanks(purpose, errors);
    businessCode(caseNo, purpose, errors);
    String code = purpose.text("itemCode");
    Optional<Items.Item> item = items.find(code);
    if (item.isEmpty()) {
      errors.add(unknownItem(purpose.at("itemCode"), code));
      return new Checked(errors, Problem.Kind.UNKNOWN_ITEM);
    }
    materials(item.get(), request.path("materials"), errors, unknown);
    errors.addAll(unknown);
    return new Checked(
        errors, unknown.isEmpty() ? Problem.Kind.INVALID : Problem.Kind.UNKNOWN_MATERIAL);
  }

  private static void blanks(JsonObjects purpose, List<Finding> errors) {
    for (Map.Entry<String, JsonNode> element : purpose.object().properties()) {
      if (element.getValue().asText().isBlank()) {
        errors.add(
            new Finding(
                purpose.at(element.getKey()),
                "调取依据的这一项只有空白",
                "请如实填写；五要素（部门、人员、事项名称、事项编码、办件编号）缺一不可"));
      }
    }
  }

  private static void businessCode(String caseNo, JsonObjects purpose, List<Finding> errors) {
    if (!purpose.text("businessCode").equals(caseNo)) {
      errors.add(
          new Finding(
              purpose.at("businessCode"),
              "调取依据中的办件编号不是本次索取的办件",
              "请改为 " + caseNo + "，或向该办件的地址发送请求"));
    }
  }

  private static Finding unknownItem(String pointer, String code) {
    return new Finding(pointer, "事项目录中没有实施编码 " + code, "请核对实施编码；确为新事项的，请先由运维人员加入事项目录再发送");
  }

  private void materials(
      Items.Item item, JsonNode asked, List<Finding> errors, List<Finding> unknown) {
    Set<String> codes = new HashSet<>();
    for (int i = 0; i < asked.size(); i++) {
      JsonNode material = asked.get(i);
      String pointer = "/materials/" + i;
      String code = material.path("code").asText();
      if (!codes.add(code)) {
        errors.add(new Finding(pointer + "/code", "材料 " + code + " 重复索取", "请合并为一项；要取几份证照的，请分几次请求"));
      }
      Optional<Items.Material> known = item.material(code);
      if (known.isEmpty()) {
        unknown.add(unknownMaterial(pointer + "/code", code, item));
        continue;
      }
      document(known.get(), material.path("document").asText(), pointer + "/document", errors);
    }
  }

  private static Finding unknownMaterial(String pointer, String code, Items.Item item) {
    String known =
        item.materials().stream()
            .filter(material -> !material.documents().isEmpty())
            .map(material -> material.code() + " " + material.name())
            .collect(joining("、"));
    return new Finding(
        pointer, "事项“" + item.name() + "”没有编码为 " + code + " 的材料", choice(known, "请核对事项编码"));
  }

  private void document(
      Items.Material material, String asked, String pointer, List<Finding> errors) {
    if (asked.isEmpty() || material.documents().contains(asked)) {
      return;
    }
    String meeting =
        material.documents().stream()
            .map(id -> id + documents.find(id).map(type -> " " + type.zh()).orElse(""))
            .collect(joining("、"));
    errors.add(
        new Finding(
            pointer,
            "材料“" + material.name() + "”不能用证照 " + asked + " 满足",
            choice(meeting, "该材料只能由申请人提交，请删除 document")));
  }

  private static String choice(String known, String none) {
    return known.isEmpty() ? none : "请改用下列之一：" + known;
  }
}
