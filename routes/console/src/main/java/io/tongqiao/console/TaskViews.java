package io.tongqiao.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.dialect.Form;
import io.tongqiao.manual.Task;

/** Tasks as the operators' API shows them. */
final class TaskViews {

  private TaskViews() {}

  /** A line of the list. */
  static ObjectNode line(TaskSheet sheet) {
    Task task = sheet.task();
    ObjectNode line =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", task.id())
            .put("system", task.system())
            .put("operation", task.operation())
            .put("caseNo", task.caseNo())
            .put("item", sheet.item())
            .put("party", sheet.party())
            .put("messageId", task.messageId())
            .put("deliveryId", task.delivery().id())
            .put("state", sheet.state().name())
            .put("version", task.version())
            .put("openedAt", task.openedAt().toString())
            .put("changedAt", task.changedAt().toString())
            .put("late", sheet.late());
    if (!task.takenBy().isEmpty()) {
      line.put("by", task.takenBy());
    }
    task.takenUntil().ifPresent(until -> line.put("takenUntil", until.toString()));
    if (!task.receiptNo().isEmpty()) {
      line.put("receiptNo", task.receiptNo());
    }
    if (!task.reason().isEmpty()) {
      line.put("reason", task.reason());
    }
    return line;
  }

  /** A task with what is to be copied. */
  static ObjectNode whole(TaskSheet.Whole sheet) {
    ObjectNode whole = line(sheet.sheet()).put("masked", sheet.masked());
    sheet
        .address()
        .ifPresent(
            address ->
                whole
                    .put("systemName", sheet.sheet().system().zh())
                    .put("address", address.toString()));
    ArrayNode fields = whole.putArray("fields");
    sheet.values().forEach(value -> fields.add(field(value.field()).put("value", value.text())));
    whole.set("receipt", receipt(sheet.receipt()));
    return whole;
  }

  /** A form that is to be filled in. */
  static ObjectNode form(String system, String door, Form form) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("system", system).put("door", door);
    ArrayNode fields = json.putArray("fields");
    form.fields().forEach(field -> fields.add(field(field)));
    return json;
  }

  private static ObjectNode field(Form.Field field) {
    ObjectNode json =
        JsonNodeFactory.instance.objectNode().put("name", field.name()).put("label", field.label());
    if (!field.section().isEmpty()) {
      json.put("section", field.section());
    }
    if (!field.hint().isEmpty()) {
      json.put("hint", field.hint());
    }
    return json.put("confirm", field.confirm())
        .put("optional", field.optional())
        .put("maxLength", field.maxLength());
  }

  private static ObjectNode receipt(Form.Receipt receipt) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("label", receipt.label());
    if (!receipt.hint().isEmpty()) {
      json.put("hint", receipt.hint());
    }
    return json;
  }
}
