package io.tongqiao.console.page;

import io.tongqiao.console.TaskSheet;
import io.tongqiao.console.TaskSheets;
import io.tongqiao.console.people.Operator;
import io.tongqiao.console.people.Role;
import io.tongqiao.console.people.Scope;
import io.tongqiao.dialect.Catalogue;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.manual.Task;
import io.tongqiao.manual.TaskQueries;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * What clerks have to enter by hand (二次录入), the oldest first, and where they tell what they read.
 */
@Controller
@RequestMapping("/console/entry")
class EntryPage {

  private static final int PAGE = 50;

  /** Which tasks are looked at. */
  enum Kind {
    /** Nobody has ended them. */
    OPEN,
    /** Those that whoever looks has. */
    MINE,
    /** Ended, or withdrawn. */
    ENDED;

    private Set<Task.State> states() {
      return switch (this) {
        case OPEN -> EnumSet.of(Task.State.OPEN, Task.State.TAKEN);
        case MINE -> EnumSet.of(Task.State.TAKEN);
        case ENDED -> EnumSet.of(Task.State.DONE, Task.State.REFUSED, Task.State.WITHDRAWN);
      };
    }
  }

  /** A door at which a clerk tells what a system shows. */
  record Door(Descriptor system, String name) {}

  private final TaskQueries queries;
  private final TaskSheets sheets;
  private final Catalogue catalogue;
  private final Clock clock;

  EntryPage(TaskQueries queries, TaskSheets sheets, Catalogue catalogue, Clock clock) {
    this.queries = queries;
    this.sheets = sheets;
    this.catalogue = catalogue;
    this.clock = clock;
  }

  @GetMapping
  String show(
      @RequestParam(defaultValue = "") String system,
      @RequestParam(defaultValue = "OPEN") Kind kind,
      @RequestParam(defaultValue = "0") int offset,
      Model model) {
    tell(system, kind, offset, model);
    Scope scope = Operator.current().scope();
    model
        .addAttribute("systems", seen(scope).filter(EntryPage::byHand).toList())
        .addAttribute("doors", seen(scope).flatMap(EntryPage::doors).toList());
    return "entry";
  }

  /** The list alone, which the page fetches anew by itself. */
  @GetMapping("/list")
  String list(
      @RequestParam(defaultValue = "") String system,
      @RequestParam(defaultValue = "OPEN") Kind kind,
      @RequestParam(defaultValue = "0") int offset,
      Model model) {
    tell(system, kind, offset, model);
    return "entry :: list";
  }

  private void tell(String system, Kind kind, int offset, Model model) {
    Operator me = Operator.current();
    Instant now = clock.instant();
    var filter =
        new TaskQueries.Filter(
            system,
            me.scope().systems(),
            kind.states(),
            now.plusSeconds(1),
            kind == Kind.MINE ? me.name() : "");
    int from = Math.max(0, offset);
    List<TaskSheet> tasks =
        queries.page(filter, from, PAGE).stream().map(task -> sheets.of(task, me.name())).toList();
    long total = queries.count(filter);
    model
        .addAttribute("tasks", tasks)
        .addAttribute("total", total)
        .addAttribute("system", system)
        .addAttribute("kind", kind)
        .addAttribute("kinds", Kind.values())
        .addAttribute("offset", from)
        .addAttribute("page", PAGE)
        .addAttribute("ages", new Ages(now))
        .addAttribute("acts", me.roles().contains(Role.OPERATOR));
  }

  /** How long ago something was. */
  record Ages(Instant now) {

    public String of(Instant then) {
      return Tile.told(Duration.between(then, now));
    }
  }

  private Stream<Descriptor> seen(Scope scope) {
    return catalogue.working().stream()
        .map(Dialect::descriptor)
        .filter(system -> scope.includes(system.id()))
        .sorted(Comparator.comparing(Descriptor::id));
  }

  private static boolean byHand(Descriptor system) {
    return system.transport() == Descriptor.Transport.MANUAL;
  }

  private static Stream<Door> doors(Descriptor system) {
    return system.doors().entrySet().stream()
        .filter(door -> door.getValue().transport() == Descriptor.DoorTransport.MANUAL)
        .map(door -> new Door(system, door.getKey()))
        .sorted(Comparator.comparing(Door::name));
  }
}
