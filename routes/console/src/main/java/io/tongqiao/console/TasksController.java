package io.tongqiao.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.console.people.Operator;
import io.tongqiao.manual.Task;
import io.tongqiao.manual.TaskQueries;
import io.tongqiao.manual.Tasks;
import io.tongqiao.relay.Instruction;
import io.tongqiao.schema.Finding;
import io.tongqiao.schema.Problem;
import io.tongqiao.schema.Problem.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What clerks enter by hand (二次录入): tasks, whose they are, and how they ended. */
@RestController
@RequestMapping(path = "/ops/v1/tasks", produces = "application/json")
class TasksController {

  private static final Set<Task.State> WORK = EnumSet.of(Task.State.OPEN, Task.State.TAKEN);
  private static final int LARGEST_PAGE = 500;
  private static final int LONGEST_NUMBER = 128;
  private static final int FIELDS = 200;
  private static final int LONGEST_TEXT = 4000;

  private final TaskQueries queries;
  private final Tasks tasks;
  private final TaskSheets sheets;
  private final SystemDirectory directory;
  private final Clock clock;

  TasksController(
      TaskQueries queries, Tasks tasks, TaskSheets sheets, SystemDirectory directory, Clock clock) {
    this.queries = queries;
    this.tasks = tasks;
    this.sheets = sheets;
    this.directory = directory;
    this.clock = clock;
  }

  @GetMapping
  JsonNode page(
      @RequestParam(defaultValue = "") String system,
      @RequestParam(defaultValue = "") String state,
      @RequestParam(defaultValue = "0") int olderThanHours,
      @RequestParam(defaultValue = "50") int limit,
      @RequestParam(defaultValue = "0") int offset) {
    if (limit < 1 || limit > LARGEST_PAGE || offset < 0 || olderThanHours < 0) {
      throw invalid(
          "limit",
          "limit 要在 1 到 " + LARGEST_PAGE + " 之间，offset 和 olderThanHours 不能小于 0",
          "改成这个范围内的整数");
    }
    if (!system.isEmpty()) {
      directory.check(system);
    }
    Duration age = Duration.ofHours(olderThanHours);
    // a task of this very moment is among those of any age
    Instant before = clock.instant().minus(age).plusMillis(olderThanHours == 0 ? 1000 : 0);
    var filter =
        new TaskQueries.Filter(
            system, Operator.current().scope().systems(), states(state), before, "");
    ObjectNode answer = JsonNodeFactory.instance.objectNode().put("total", queries.count(filter));
    ArrayNode page = answer.put("limit", limit).put("offset", offset).putArray("tasks");
    queries.page(filter, offset, limit).forEach(task -> page.add(line(task)));
    return answer;
  }

  private static Set<Task.State> states(String state) {
    if (state.isEmpty()) {
      return WORK;
    }
    Set<Task.State> states = EnumSet.noneOf(Task.State.class);
    List<String> names = Arrays.asList(state.split(","));
    Arrays.stream(Task.State.values()).filter(s -> names.contains(s.name())).forEach(states::add);
    if (states.size() != names.size()) {
      throw invalid("state", "state 中有不认识的状态", "用逗号隔开的 " + EnumSet.allOf(Task.State.class));
    }
    return states;
  }

  @GetMapping("/{id}")
  JsonNode show(@PathVariable long id) {
    return TaskViews.whole(sheets.whole(found(id), clerk()));
  }

  @PostMapping("/{id}/take")
  JsonNode take(@PathVariable long id, @RequestBody Optional<byte[]> body) {
    Asked.of(body, Set.of()).check();
    found(id);
    RefusedException.when(tasks.take(id, clerk()));
    return line(found(id));
  }

  @PostMapping("/{id}/give-back")
  JsonNode giveBack(@PathVariable long id, @RequestBody Optional<byte[]> body) {
    Asked.of(body, Set.of()).check();
    found(id);
    RefusedException.when(tasks.giveBack(id, clerk()));
    return line(found(id));
  }

  @PostMapping("/{id}/done")
  JsonNode done(@PathVariable long id, @RequestBody Optional<byte[]> body) {
    Asked asked = Asked.of(body, Set.of("version", "receiptNo", "receiptNoAgain", "confirms"));
    var entered =
        new Tasks.Entered(
            asked.version(),
            asked.text("receiptNo", LONGEST_NUMBER),
            asked.text("receiptNoAgain", LONGEST_NUMBER),
            asked.texts("confirms", FIELDS, LONGEST_TEXT));
    asked.check();
    found(id);
    RefusedException.when(tasks.done(id, clerk(), entered));
    return line(found(id));
  }

  @PostMapping("/{id}/refuse")
  JsonNode refuse(@PathVariable long id, @RequestBody Optional<byte[]> body) {
    Asked asked = Asked.of(body, Set.of("version", "reason", "receiptNo"));
    Instruction because = asked.because();
    var refused =
        new Tasks.Refused(
            asked.version(), because.reason(), asked.optionalText("receiptNo", LONGEST_NUMBER));
    asked.check();
    found(id);
    RefusedException.when(tasks.refuse(id, clerk(), refused));
    return line(found(id));
  }

  private JsonNode line(Task task) {
    return TaskViews.line(sheets.of(task, clerk()));
  }

  private static String clerk() {
    return Operator.current().name();
  }

  /** The task, where whoever asks may see its system. */
  private Task found(long id) {
    return queries
        .find(id)
        .filter(task -> Operator.current().scope().includes(task.system()))
        .orElseThrow(() -> new RefusedException(Tasks.unknown(id)));
  }

  private static RefusedException invalid(String field, String message, String fix) {
    return new RefusedException(
        Problem.of(Kind.INVALID, message, List.of(new Finding(field, message, fix))));
  }
}
