package io.tongqiao.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.console.people.Operator;
import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.relay.Instruction;
import io.tongqiao.schema.Finding;
import io.tongqiao.schema.Problem;
import io.tongqiao.schema.Problem.Kind;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The JSON object that an operator has sent, read field by field. All that is wrong is gathered;
 * {@link #check} ends the request when something is.
 */
final class Asked {

  private final JsonNode body;
  private final List<Finding> findings = new ArrayList<>();

  private Asked(JsonNode body) {
    this.body = body;
  }

  /**
   * Reads a body that may have these fields; nothing at all is an empty object.
   *
   * @throws RefusedException when it is not a JSON object
   */
  static Asked of(Optional<byte[]> body, Set<String> fields) {
    var asked = new Asked(JsonBody.read(body.filter(b -> b.length > 0)));
    asked
        .body
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!fields.contains(name)) {
                asked.wrong(name, "没有这个参数", "删除它；可用的有 " + String.join("、", fields));
              }
            });
    return asked;
  }

  /** A text that must be there. */
  String text(String field, int longest) {
    JsonNode value = body.path(field);
    if (!value.isTextual() || value.asText().isBlank() || value.asText().length() > longest) {
      wrong(field, "缺少 " + field + "，或不是 1 到 " + longest + " 个字的文本", "写明 " + field);
      return "";
    }
    return value.asText().strip();
  }

  /** A text that may be left out, and is empty then. */
  String optionalText(String field, int longest) {
    return body.has(field) ? text(field, longest) : "";
  }

  /** Texts by name; left out, none. */
  Map<String, String> texts(String field, int most, int longest) {
    Map<String, String> texts = new LinkedHashMap<>();
    JsonNode value = body.path(field);
    boolean flat = value.isMissingNode() || (value.isObject() && value.size() <= most);
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      flat &= entry.getValue().isTextual() && entry.getValue().asText().length() <= longest;
      texts.put(entry.getKey(), entry.getValue().asText());
    }
    if (!flat) {
      wrong(field, field + " 要是名字到文本的 JSON 对象，每项不超过 " + longest + " 个字", "写成 {\"字段名\": \"内容\"}");
    }
    return texts;
  }

  /** A number from 0 that must be there. */
  int version() {
    JsonNode value = body.path("version");
    if (!value.isInt() || value.intValue() < 0) {
      wrong("version", "缺少 version，或不是整数", "写上任务中的 version");
      return -1;
    }
    return value.intValue();
  }

  /** At least one of these fields must be there. */
  void anyOf(String... fields) {
    if (Arrays.stream(fields).noneMatch(body::has)) {
      wrong(fields[0], "没有说明查什么", "至少写明一项：" + String.join("、", fields));
    }
  }

  /** Who acts and why; the reason must be there. */
  Instruction because() {
    return instruction(text("reason", Reasons.LONGEST));
  }

  /** Who acts, and why when that was said. */
  Instruction perhapsBecause() {
    return instruction(optionalText("reason", Reasons.LONGEST));
  }

  private Instruction instruction(String reason) {
    Reasons.personalFault(reason).ifPresent(findings::add);
    return new Instruction(Operator.current().name(), reason);
  }

  /** A moment that may be left out. */
  Optional<Instant> time(String field) {
    if (!body.has(field)) {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(body.path(field).asText()).toInstant());
    } catch (DateTimeException e) {
      wrong(field, field + " 不是带时区的时间", "写成 2026-03-16T08:00:00+08:00");
      return Optional.empty();
    }
  }

  /** The number of a delivery that may be left out. */
  Optional<Long> delivery(String field) {
    JsonNode value = body.path(field);
    if (!value.isMissingNode() && !value.canConvertToExactIntegral()) {
      wrong(field, field + " 要是投递编号", "见通道列表（lanes）的 deliveryId");
    }
    return value.canConvertToExactIntegral() ? Optional.of(value.longValue()) : Optional.empty();
  }

  /** One of the values that there are; the first of them when it is left out. */
  <E extends Enum<E>> E choice(String field, Class<E> type) {
    E[] all = type.getEnumConstants();
    JsonNode value = body.path(field);
    for (E one : all) {
      if (one.name().equals(value.asText())) {
        return one;
      }
    }
    if (!value.isMissingNode()) {
      wrong(field, field + " 没有这个值", "可用的有 " + EnumSet.allOf(type));
    }
    return all[0];
  }

  /** A number that may be left out. */
  int number(String field, int otherwise, int most) {
    JsonNode value = body.path(field);
    if (value.isMissingNode()) {
      return otherwise;
    }
    if (!value.isInt() || value.intValue() < 1 || value.intValue() > most) {
      wrong(field, field + " 要是 1 到 " + most + " 的整数", "改成这个范围内的整数");
      return otherwise;
    }
    return value.intValue();
  }

  /** States, at least one, out of those allowed. */
  Set<State> states(String field, Set<State> allowed) {
    return some(field, State.class, allowed);
  }

  /** Yes or no; no when it is left out. */
  boolean flag(String field) {
    JsonNode value = body.path(field);
    if (!value.isMissingNode() && !value.isBoolean()) {
      wrong(field, field + " 要是 true 或 false", "改成其中一个");
    }
    return value.asBoolean();
  }

  /** Some of the values that there are. */
  <E extends Enum<E>> Set<E> choices(String field, Class<E> type) {
    return some(field, type, EnumSet.allOf(type));
  }

  private <E extends Enum<E>> Set<E> some(String field, Class<E> type, Set<E> allowed) {
    Set<E> chosen = EnumSet.noneOf(type);
    for (JsonNode named : body.path(field)) {
      allowed.stream().filter(one -> one.name().equals(named.asText())).forEach(chosen::add);
    }
    if (chosen.isEmpty() || chosen.size() != body.path(field).size()) {
      wrong(field, field + " 要是列表，至少一个，不重复", "可用的有 " + allowed);
    }
    return chosen;
  }

  /** Some of the values that are allowed; left out, none. */
  <E extends Enum<E>> Set<E> perhapsChoices(String field, Set<E> allowed, Class<E> type) {
    if (!body.has(field)) {
      return EnumSet.noneOf(type);
    }
    Set<E> chosen = choices(field, type);
    if (!allowed.containsAll(chosen)) {
      wrong(field, field + " 中有不能查的状态", "可用的有 " + allowed);
    }
    return chosen;
  }

  /** Some of the names that there are, or the one that stands for all, which is meant by none. */
  List<String> names(String field, List<String> known, String every) {
    List<String> named = new ArrayList<>();
    body.path(field).forEach(value -> named.add(value.asText()));
    if (named.isEmpty() && !body.has(field)) {
      return List.of(every);
    }
    if (named.isEmpty() || !(named.equals(List.of(every)) || known.containsAll(named))) {
      wrong(field, field + " 要是系统编号的列表", "不写为全部；可用的有 " + String.join("、", known));
    }
    return named;
  }

  /** An object that must be there. */
  ObjectNode object(String field) {
    if (body.path(field) instanceof ObjectNode object) {
      return object;
    }
    wrong(field, "缺少 " + field + "，或不是 JSON 对象", "写明整份标准报文");
    return JsonNodeFactory.instance.objectNode();
  }

  private void wrong(String field, String message, String fix) {
    findings.add(new Finding("/" + field, message, fix));
  }

  /** Ends the request when anything was wrong. */
  void check() {
    if (!findings.isEmpty()) {
      throw new RefusedException(
          Problem.of(Kind.INVALID, "请求有 " + findings.size() + " 处错误", findings));
    }
  }
}
