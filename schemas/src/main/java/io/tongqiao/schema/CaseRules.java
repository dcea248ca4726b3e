package io.tongqiao.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a valid message must further keep to: one case number, dates that exist and follow each
 * other, right check digits, a known item and division, a result, feedback or prerequisites only
 * with an event that has them. Callers validate against {@link Schemas.Name#MESSAGE} first. Whether
 * the case is in a state for the event is for {@link CaseState} to say.
 */
public final class CaseRules {

  private static final Set<EventType> WITH_RESULT =
      EnumSet.of(
          EventType.WITHDRAW,
          EventType.NOT_ACCEPT,
          EventType.REFUSE_ACCEPT,
          EventType.TRANSFER_UP,
          EventType.APPROVED,
          EventType.APPROVED_TOLERANCE,
          EventType.REJECTED,
          EventType.RETURNED,
          EventType.CORRECTION_ABANDONED,
          EventType.VOID,
          EventType.DELETED,
          EventType.WITHDRAWN_AFTER,
          EventType.REVOKED,
          EventType.SUPERVISION_PUSH);

  /** Parts of the data that belong to one event, by which they are called. */
  private static final Map<String, EventType> OF_ONE_EVENT =
      Map.ofEntries(
          Map.entry("feedback", EventType.DATA_REJECTED),
          Map.entry("pull", EventType.PREREQUISITE_ASKED),
          Map.entry("holding", EventType.PREREQUISITE_ANSWERED),
          Map.entry("prerequisites", EventType.PREREQUISITE_RESULT),
          Map.entry("push", EventType.SUPERVISION_PUSH),
          Map.entry("claim", EventType.SUPERVISION_CLAIMED),
          Map.entry("inspection", EventType.INSPECTION),
          Map.entry("rectification", EventType.RECTIFICATION),
          Map.entry("enforcement", EventType.ENFORCEMENT),
          Map.entry("restriction", EventType.PARTY_RESTRICTED),
          Map.entry("evaluation", EventType.EVALUATION),
          Map.entry("monitoring", EventType.MONITORING));

  /** Events that carry what is called by another. */
  private static final Map<EventType, EventType> ALSO =
      Map.of(
          EventType.FORMALIZED, EventType.PREREQUISITE_RESULT,
          EventType.PARTY_RELEASED, EventType.PARTY_RESTRICTED);

  private static final String CASE = "/data/case";

  /**
   * What the rules say of a message.
   *
   * @param errors faults for which it is refused
   * @param warnings doubts that go into the receipt
   * @param unknownItem whether one of the errors is an item that the catalogue lacks
   */
  public record Checked(List<Finding> errors, List<Finding> warnings, boolean unknownItem) {

    public Checked {
      errors = List.copyOf(errors);
      warnings = List.copyOf(warnings);
    }
  }

  private final DateRules dates;
  private final IdentifierRules identifiers;
  private final CodeLists lists;
  private final Regions regions;
  private final Items items;

  /** The schemas tell which fields are dates and which are 统一社会信用代码. */
  public CaseRules(Schemas schemas, CodeLists lists, Regions regions, Items items) {
    SchemaFields fields = SchemaFields.of(schemas.raw(Schemas.Name.MESSAGE));
    this.dates = new DateRules(fields.referring("time"), fields.referring("date"));
    this.identifiers = new IdentifierRules(fields.referring("uscc"));
    this.lists = lists;
    this.regions = regions;
    this.items = items;
  }

  /** Checks a message that is valid against the schema. */
  public Checked check(CaseMessage message) {
    List<Finding> errors = new ArrayList<>();
    List<Finding> warnings = new ArrayList<>();
    JsonObjects caseObject = new JsonObjects(CASE, message.caseNode());
    caseNo(message, caseObject, errors);
    for (JsonObjects object : JsonObjects.within(message.envelope())) {
      dates.check(object, errors, warnings);
      identifiers.check(object, errors, warnings);
    }
    region(message, caseObject, errors, warnings);
    result(message, errors);
    partsOfOneEvent(message, errors);
    SupervisionRules.check(message, errors);
    boolean unknownItem = item(message, errors, warnings);
    return new Checked(errors, warnings, unknownItem);
  }

  private static void caseNo(CaseMessage message, JsonObjects caseObject, List<Finding> errors) {
    if (!message.caseNo().equals(caseObject.text("caseNo"))) {
      errors.add(
          new Finding(
              "/subject",
              "subject 与 data.case.caseNo 不是同一个办件编号",
              "请把 subject 和 data.case.caseNo 填成同一个办件编号"));
    }
  }

  private void region(
      CaseMessage message, JsonObjects caseObject, List<Finding> errors, List<Finding> warnings) {
    String code = caseObject.text("regionCode");
    if (code.isEmpty()) {
      return;
    }
    if (!regions.known(code)) {
      errors.add(
          new Finding(
              caseObject.at("regionCode"),
              "行政区划 " + code + " 不在本地区划表中",
              "请核对 GB/T 2260 代码；新设的区划请先加入区划表再发送"));
      return;
    }
    Optional<LocalDate> on = message.time().map(OffsetDateTime::toLocalDate);
    String current = on.map(day -> regions.current(code, day)).orElse(code);
    if (!current.equals(code)) {
      warnings.add(
          new Finding(
              caseObject.at("regionCode"),
              "行政区划 " + code + " 已变更为 " + current,
              "请在发送系统中改用现行代码 " + current));
    }
  }

  private static void result(CaseMessage message, List<Finding> errors) {
    if (message.data().has("result") && !WITH_RESULT.contains(message.event())) {
      errors.add(
          new Finding(
              "/data/result",
              "“" + message.event().zh() + "”事件不能带办理结果",
              "请删除 data.result，或改用表示该结果的事件类型"));
    }
  }

  private static void partsOfOneEvent(CaseMessage message, List<Finding> errors) {
    for (Map.Entry<String, JsonNode> field : message.data().properties()) {
      String part = field.getKey();
      EventType own = OF_ONE_EVENT.get(part);
      if (own == null || own == message.event() || own == ALSO.get(message.event())) {
        continue;
      }
      errors.add(
          new Finding(
              "/data/" + part,
              "“" + message.event().zh() + "”事件不能带" + own.zh(),
              "请删除 data." + part + "，或改用“" + own.zh() + "”事件（" + own.type() + "）"));
    }
  }

  private boolean item(CaseMessage message, List<Finding> errors, List<Finding> warnings) {
    if (!message.caseNode().has("item")) {
      return false;
    }
    JsonObjects said =
        new JsonObjects(CASE + "/item", JsonObjects.child(message.caseNode(), "item"));
    String code = said.text("implCode");
    Optional<Items.Item> known = items.find(code);
    if (known.isEmpty()) {
      errors.add(unknown(said.at("implCode"), code));
      return true;
    }
    compare(said, known.get(), errors, warnings);
    return false;
  }

  private Finding unknown(String pointer, String code) {
    String type = code.length() == 31 ? code.substring(21, 23) : "";
    String typeHint = lists.contains("item-type", type) ? "" : "；其中事项类型 " + type + " 不在代码表中，请先核对编码";
    return new Finding(
        pointer, "事项目录中没有实施编码 " + code, "请核对实施编码；确为新事项的，请先由运维人员加入事项目录再发送" + typeHint);
  }

  private static void compare(
      JsonObjects said, Items.Item known, List<Finding> errors, List<Finding> warnings) {
    String basicCode = said.text("basicCode");
    if (!basicCode.isEmpty() && !basicCode.equals(known.basicCode())) {
      errors.add(
          new Finding(
              said.at("basicCode"), "基本编码与实施编码的后 12 位不一致", "请改为 " + known.basicCode() + "，或省略该字段"));
    }
    differing(said, "name", known.name(), "事项名称", warnings);
    differing(said, "itemType", known.itemType(), "事项类型", warnings);
    differing(said, "level", known.level(), "行使层级", warnings);
  }

  private static void differing(
      JsonObjects said, String field, String known, String label, List<Finding> warnings) {
    String text = said.text(field);
    if (!text.isEmpty() && !text.equals(known)) {
      warnings.add(
          new Finding(said.at(field), label + "与事项目录不一致", "目录中为“" + known + "”，请更新发送系统中的事项信息"));
    }
  }
}
