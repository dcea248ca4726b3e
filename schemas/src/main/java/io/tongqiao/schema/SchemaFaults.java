package io.tongqiao.schema;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Tells a schema fault in Chinese, by the field's name and with the way out. Values are never
 * repeated: they may be personal. The names of fields and the meanings of patterns are data, {@code
 * texts/fields.json}.
 */
final class SchemaFaults {

  private static final int LONGEST_NAME = 40;

  private final JsonNode texts;
  private final CodeLists lists;
  private final String document;

  private SchemaFaults(JsonNode texts, CodeLists lists, String document) {
    this.texts = texts;
    this.lists = lists;
    this.document = document;
  }

  static SchemaFaults load(CodeLists lists) {
    return new SchemaFaults(Resources.json("texts/fields.json"), lists, "");
  }

  /**
   * The same, where this name stands before a field of the top level: {@code <document>/<field>}.
   */
  SchemaFaults of(String document) {
    return new SchemaFaults(texts, lists, document);
  }

  /** For documents whose fields are not those of a message: fields are called by their keys. */
  static SchemaFaults untitled(CodeLists lists) {
    return new SchemaFaults(JsonNodeFactory.instance.objectNode(), lists, "");
  }

  Finding finding(ValidationMessage fault) {
    String at = fault.getInstanceLocation().toString();
    return switch (fault.getType()) {
      case "required" -> missing(at, fault.getProperty());
      case "dependentRequired" -> missing(at, String.valueOf(fault.getArguments()[0]));
      case "additionalProperties" -> unexpected(at, fault);
      default -> wrong(at, fault);
    };
  }

  private Finding missing(String at, String name) {
    String field = at + "/" + escaped(name);
    String where = at.isEmpty() ? "请在顶层补填该字段" : "请在 " + at + " 下补填该字段";
    return new Finding(field, "缺少必填项" + named(field), where + hint(field));
  }

  private Finding unexpected(String at, ValidationMessage fault) {
    String name = fault.getProperty();
    String shown = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "…" : name;
    return new Finding(
        at + "/" + escaped(name), "不认识的字段“" + shown + "”", "请核对字段名的拼写和所在层级；规范中没有的字段请删除");
  }

  private Finding wrong(String at, ValidationMessage fault) {
    String name = at.isEmpty() ? "整个文档" : named(at);
    JsonNode limit = fault.getSchemaNode();
    String bound = limit.asText();
    return switch (fault.getType()) {
      case "type" -> new Finding(at, name + "的数据类型不对", "请改为" + typeName(bound) + typeHint(bound));
      case "pattern" -> pattern(at, name, bound);
      case "enum" -> new Finding(at, name + "的取值不在允许范围内", "请改用下列值之一：" + choices(at, limit));
      case "const" -> new Finding(at, name + "的取值固定", "请改为 " + bound);
      case "minLength" -> new Finding(at, name + "不能为空", "请填写内容；没有内容时请不要带该字段");
      case "maxLength" -> new Finding(at, name + "超长", "请缩短到 " + bound + " 个字符以内");
      case "minimum" -> new Finding(at, name + "过小", "请填写不小于 " + bound + " 的整数");
      case "maximum" -> new Finding(at, name + "过大", "请填写不大于 " + bound + " 的整数");
      case "minItems" -> new Finding(at, name + "不能是空列表", "请至少填写 " + bound + " 项；没有内容时请不要带该字段");
      case "maxItems" -> new Finding(at, name + "条目过多", "请减少到 " + bound + " 项以内");
      case "format" ->
          new Finding(at, name + "的格式不对", "请按 " + bound + " 格式填写，例如 2026-03-02T09:30:00+08:00");
      default -> new Finding(at, name + "不符合规范", "请对照规范中 " + fault.getType() + " 的要求修改");
    };
  }

  private Finding pattern(String at, String name, String regex) {
    JsonNode text = texts.path("patterns").path(regex);
    return new Finding(
        at,
        name + "的格式不对，应为" + text.path("means").asText("与 " + regex + " 相符的文本"),
        text.path("fix").asText("请按规范修改"));
  }

  private String choices(String at, JsonNode allowed) {
    String list = lookup("lists", at);
    return StreamSupport.stream(allowed.spliterator(), false)
        .map(JsonNode::asText)
        .map(code -> labelled(list, code))
        .collect(joining("、"));
  }

  private String hint(String field) {
    String list = lookup("lists", field);
    if (list.isEmpty() || list.equals("event")) {
      return "";
    }
    String codes =
        lists.codes(list).stream().map(code -> labelled(list, code)).collect(joining("、"));
    return "，可取：" + codes;
  }

  private String labelled(String list, String code) {
    String name = EventType.ofType(code).map(Enum::name).orElse(code);
    return lists.label(list, name).map(label -> code + " " + label.zh()).orElse(code);
  }

  private String named(String pointer) {
    List<String> names = names(pointer);
    String key = names.isEmpty() ? pointer : names.get(names.size() - 1);
    String zh = lookup("fields", pointer);
    return zh.isEmpty() ? "“" + key + "”" : "“" + zh + "”（" + key + "）";
  }

  /** The text of {@code parent/field}, or else of {@code field}; empty when there is neither. */
  private String lookup(String section, String pointer) {
    List<String> names = names(pointer);
    if (names.isEmpty()) {
      return "";
    }
    String field = names.get(names.size() - 1);
    String parent = names.size() > 1 ? names.get(names.size() - 2) : document;
    JsonNode known = texts.path(section);
    return known.path(parent + "/" + field).asText(known.path(field).asText(""));
  }

  private static List<String> names(String pointer) {
    List<String> names = new ArrayList<>();
    for (String part : pointer.split("/")) {
      if (!part.isEmpty() && !part.chars().allMatch(Character::isDigit)) {
        names.add(part);
      }
    }
    return names;
  }

  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  private static String typeName(String type) {
    return switch (type) {
      case "string" -> "文本";
      case "integer" -> "整数";
      case "boolean" -> "true 或 false";
      case "array" -> "列表";
      default -> "对象";
    };
  }

  private static String typeHint(String type) {
    return type.equals("string") ? "（代码、编号、金额和日期都要加引号，以免丢失前导零）" : "";
  }
}
