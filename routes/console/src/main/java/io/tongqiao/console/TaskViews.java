package io.tongqiao.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.dialect.Catalogue;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.dialect.Form;
import io.tongqiao.journal.CaseJournal;
import io.tongqiao.manual.Task;
import io.tongqiao.relay.SystemAddresses;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Tasks as clerks see them: in a list with persons masked, by itself with all that is to be copied.
 */
@Component
class TaskViews {

  private final Catalogue catalogue;
  private final SystemAddresses addresses;
  private final CaseJournal cases;
  private final JsonMapper json;
  private final Clock clock;

  TaskViews(
      Catalogue catalogue,
      SystemAddresses addresses,
      CaseJournal cases,
      JsonMapper json,
      Clock clock) {
    this.catalogue = catalogue;
    this.addresses = addresses;
    this.cases = cases;
    this.json = json;
    this.clock = clock;
  }

  /** A line of the list. */
  ObjectNode line(Task task) {
    Instant now = clock.instant();
    JsonNode head = read(cases.head(task.caseNo()).orElse("{}"));
    ObjectNode line =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", task.id())
            .put("system", task.system())
            .put("operation", task.operation())
            .put("caseNo", task.caseNo())
            .put("item", head.path("item").path("name").asText())
            .put("party", Masked.name(head.path("party").path("name").asText()))
            .put("messageId", task.messageId())
            .put("deliveryId", task.delivery().id())
            .put("state", task.stateAt(now).name())
            .put("version", task.version())
            .put("openedAt", task.openedAt().toString())
            .put("changedAt", task.changedAt().toString())
            .put("late", late(task, now));
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

  private boolean late(Task task, Instant now) {
    return !task.ended()
        && form(task).filter(form -> task.openedAt().plus(form.within()).isBefore(now)).isPresent();
  }

  /** A task with what is to be copied, in the order of the form. */
  ObjectNode whole(Task task) {
    ObjectNode whole = line(task);
    Optional<Dialect> dialect = catalogue.find(task.system());
    dialect.ifPresent(
        found ->
            whole
                .put("systemName", found.descriptor().name().zh())
                .put("address", addresses.of(found.descriptor()).toString()));
    JsonNode content = read(task.content());
    ArrayNode fields = whole.putArray("fields");
    Form form = form(task).orElse(new Form(null, null, null));
    for (Form.Field field : form.fields()) {
      fields.add(field(field).put("value", content.path(field.name()).asText()));
    }
    whole.set("receipt", receipt(form.receipt()));
    return whole;
  }

  private Optional<Form> form(Task task) {
    return catalogue
        .find(task.system())
        .map(Dialect::descriptor)
        .flatMap(system -> Optional.ofNullable(system.operations().get(task.operation())))
        .flatMap(Descriptor.Operation::form);
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

  private JsonNode read(String text) {
    try {
      return json.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("the journal holds a text that is not JSON", e);
    }
  }
}
