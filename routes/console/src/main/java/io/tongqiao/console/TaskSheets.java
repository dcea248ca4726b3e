package io.tongqiao.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
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
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * What clerks see of tasks. The clerk who has a task sees all of it, since copying it is the work;
 * to all others, and once the time is over, what is to be copied is masked, and persons always are.
 */
@Component
public class TaskSheets {

  private final Catalogue catalogue;
  private final SystemAddresses addresses;
  private final CaseJournal cases;
  private final JsonMapper json;
  private final Clock clock;

  TaskSheets(
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

  /** A task without what is to be copied, as this clerk sees it. */
  public TaskSheet of(Task task, String clerk) {
    Instant now = clock.instant();
    JsonNode head = read(cases.head(task.caseNo()).orElse("{}"));
    Optional<Instant> due = form(task).map(form -> task.openedAt().plus(form.within()));
    return new TaskSheet(
        task,
        task.stateAt(now),
        task.isWith(clerk, now),
        system(task)
            .map(Descriptor::name)
            .orElse(new Descriptor.Name(task.system(), task.system())),
        head.path("item").path("name").asText(),
        Masked.name(head.path("party").path("name").asText()),
        due,
        !task.ended() && due.filter(now::isAfter).isPresent());
  }

  /** A task with what is to be copied, as this clerk sees it. */
  public TaskSheet.Whole whole(Task task, String clerk) {
    TaskSheet sheet = of(task, clerk);
    JsonNode content = read(task.content());
    Form form = form(task).orElse(new Form(null, null, null));
    List<TaskSheet.Value> values =
        form.fields().stream()
            .map(field -> value(field, content.path(field.name()).asText(), sheet.mine()))
            .toList();
    return new TaskSheet.Whole(
        sheet, system(task).map(addresses::of), !sheet.mine(), values, form.receipt());
  }

  private static TaskSheet.Value value(Form.Field field, String text, boolean open) {
    return new TaskSheet.Value(field, open ? text : Masked.value(text));
  }

  private Optional<Descriptor> system(Task task) {
    return catalogue.find(task.system()).map(Dialect::descriptor);
  }

  private Optional<Form> form(Task task) {
    return system(task)
        .flatMap(system -> Optional.ofNullable(system.operations().get(task.operation())))
        .flatMap(Descriptor.Operation::form);
  }

  private JsonNode read(String text) {
    try {
      return json.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("the journal holds a text that is not JSON", e);
    }
  }
}
