package io.tongqiao.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.console.people.Operator;
import io.tongqiao.console.people.Scope;
import io.tongqiao.dialect.Catalogue;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.journal.OpenQueries;
import io.tongqiao.journal.OpenQueries.Open;
import io.tongqiao.manual.OpenTasks;
import io.tongqiao.relay.GateStatus;
import io.tongqiao.relay.Gates;
import io.tongqiao.relay.Instruction;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Systems: how each is being called, and what is on its way to it. */
@RestController
@RequestMapping(path = "/ops/v1/systems", produces = "application/json")
class SystemsController {

  private final Catalogue catalogue;
  private final SystemDirectory directory;
  private final Gates gates;
  private final OpenQueries queries;
  private final Pauses pauses;
  private final OpenTasks tasks;

  SystemsController(
      Catalogue catalogue,
      SystemDirectory directory,
      Gates gates,
      OpenQueries queries,
      Pauses pauses,
      OpenTasks tasks) {
    this.tasks = tasks;
    this.catalogue = catalogue;
    this.directory = directory;
    this.gates = gates;
    this.queries = queries;
    this.pauses = pauses;
  }

  @GetMapping
  JsonNode systems() {
    Map<String, GateStatus> statuses = gates.statuses();
    Map<String, Open> open = queries.bySystem();
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode systems = answer.putArray("systems");
    Scope scope = Operator.current().scope();
    for (Dialect dialect : catalogue.working()) {
      String id = dialect.descriptor().id();
      if (!scope.includes(id)) {
        continue;
      }
      ObjectNode system = systems.addObject().put("id", id);
      system.put("name", dialect.descriptor().name().zh());
      system.put("tier", name(dialect.descriptor().tier()));
      system.put("network", name(dialect.descriptor().network()));
      status(system, statuses.get(id));
      ObjectNode counts = system.putObject("open");
      Open mine = open.getOrDefault(id, Open.NOTHING);
      mine.counts().forEach((state, n) -> counts.put(state.name(), n));
      mine.oldest().ifPresent(o -> system.put("oldestOpen", o.toString()));
      tasks.of(dialect.descriptor()).ifPresent(work -> work(system.putObject("tasks"), work));
    }
    for (Catalogue.Broken broken : catalogue.broken()) {
      if (!scope.includes(broken.id())) {
        continue;
      }
      ObjectNode system = systems.addObject().put("id", broken.id()).put("calls", "BROKEN");
      system.put("reason", "系统文件夹有错，未启用；详见 tongqiao system check").putObject("open");
    }
    return answer;
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static void work(ObjectNode tasks, OpenTasks.Work work) {
    tasks.put("open", work.open()).put("late", work.late()).put("oldest", work.oldest().toString());
  }

  private static void status(ObjectNode system, GateStatus status) {
    system.put("calls", status.state().name()).put("since", status.since().toString());
    if (!status.reason().isEmpty()) {
      system.put("reason", status.reason());
    }
    status.next().ifPresent(next -> system.put("next", next.toString()));
  }

  @PostMapping("/{id}/pause")
  JsonNode pause(@PathVariable String id, @RequestBody Optional<byte[]> body) {
    directory.check(id);
    Asked asked = Asked.of(body, Set.of("reason"));
    Instruction by = asked.because();
    asked.check();
    RefusedException.when(pauses.pause(id, by));
    return now(id);
  }

  @PostMapping("/{id}/resume")
  JsonNode resume(@PathVariable String id, @RequestBody Optional<byte[]> body) {
    directory.check(id);
    Asked asked = Asked.of(body, Set.of("reason"));
    Instruction by = asked.perhapsBecause();
    asked.check();
    RefusedException.when(pauses.resume(id, by));
    return now(id);
  }

  private JsonNode now(String id) {
    ObjectNode system = JsonNodeFactory.instance.objectNode().put("id", id);
    Optional.ofNullable(gates.statuses().get(id)).ifPresent(status -> status(system, status));
    return system;
  }
}
