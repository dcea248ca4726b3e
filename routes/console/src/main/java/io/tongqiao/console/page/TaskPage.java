package io.tongqiao.console.page;

import io.tongqiao.console.Reasons;
import io.tongqiao.console.TaskSheet;
import io.tongqiao.console.TaskSheets;
import io.tongqiao.console.people.Operator;
import io.tongqiao.console.people.Role;
import io.tongqiao.manual.Task;
import io.tongqiao.manual.TaskQueries;
import io.tongqiao.manual.Tasks;
import io.tongqiao.schema.Problem;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * One task: what is to be copied, what proves that it was entered. What was typed and is not taken
 * stands there again, and is kept nowhere else.
 */
@Controller
@RequestMapping("/console/entry/tasks/{id}")
class TaskPage {

  private static final String LIST = "redirect:/console/entry";
  private static final String AGAIN = "redirect:/console/entry/tasks/{id}";
  private static final String CONFIRM = "confirm.";
  private static final int LONGEST_NUMBER = 128;

  private final TaskQueries queries;
  private final Tasks tasks;
  private final TaskSheets sheets;

  TaskPage(TaskQueries queries, Tasks tasks, TaskSheets sheets) {
    this.queries = queries;
    this.tasks = tasks;
    this.sheets = sheets;
  }

  @GetMapping
  String show(@PathVariable long id, Model model, RedirectAttributes next) {
    return found(id).map(task -> sheet(task, Map.of(), model)).orElseGet(() -> none(id, next));
  }

  /** What was sent is not sent again by whoever changes the language. */
  @GetMapping({"/keep", "/done", "/refuse"})
  String again() {
    return AGAIN;
  }

  @PostMapping("/take")
  String take(@PathVariable long id, RedirectAttributes next) {
    return act(id, tasks::take, AGAIN, "entry.taken", next);
  }

  @PostMapping("/give-back")
  String giveBack(@PathVariable long id, RedirectAttributes next) {
    return act(id, tasks::giveBack, LIST, "entry.given-back", next);
  }

  private String act(
      long id,
      BiFunction<Long, String, Optional<Problem>> act,
      String to,
      String done,
      RedirectAttributes next) {
    if (found(id).isEmpty()) {
      return none(id, next);
    }
    Optional<Problem> problem = act.apply(id, Operator.current().name());
    problem.ifPresent(p -> next.addFlashAttribute("fault", p.detail()));
    if (problem.isEmpty()) {
      next.addFlashAttribute("done", done);
    }
    return to;
  }

  /** Another half hour; what was typed so far stays. */
  @PostMapping("/keep")
  String keep(
      @PathVariable long id,
      @RequestParam Map<String, String> typed,
      Model model,
      RedirectAttributes next) {
    if (found(id).isEmpty()) {
      return none(id, next);
    }
    tasks
        .take(id, Operator.current().name())
        .ifPresent(problem -> model.addAttribute("fault", problem.detail()));
    return sheet(found(id).orElseThrow(), typed, model);
  }

  @PostMapping("/done")
  String done(
      @PathVariable long id,
      @RequestParam(defaultValue = "-1") int version,
      @RequestParam Map<String, String> typed,
      Model model,
      RedirectAttributes next) {
    Optional<Task> task = found(id);
    if (task.isEmpty()) {
      return none(id, next);
    }
    var entered =
        new Tasks.Entered(
            version,
            typed.getOrDefault("receiptNo", ""),
            typed.getOrDefault("receiptNoAgain", ""),
            confirms(typed));
    Optional<Problem> problem = tasks.done(id, Operator.current().name(), entered);
    if (problem.isPresent()) {
      return refused(task.get(), problem.get(), typed, model);
    }
    next.addFlashAttribute("done", "entry.done");
    return LIST;
  }

  private static Map<String, String> confirms(Map<String, String> typed) {
    return typed.entrySet().stream()
        .filter(one -> one.getKey().startsWith(CONFIRM))
        .collect(
            Collectors.toMap(one -> one.getKey().substring(CONFIRM.length()), Map.Entry::getValue));
  }

  @PostMapping("/refuse")
  String refuse(
      @PathVariable long id,
      @RequestParam(defaultValue = "-1") int version,
      @RequestParam Map<String, String> typed,
      Model model,
      RedirectAttributes next) {
    Optional<Task> task = found(id);
    if (task.isEmpty()) {
      return none(id, next);
    }
    String reason = typed.getOrDefault("reason", "").strip();
    String number = typed.getOrDefault("refusalNo", "").strip();
    Optional<String> fault =
        Reasons.words(reason)
            .or(() -> Optional.of("拒收的编号太长").filter(f -> number.length() > LONGEST_NUMBER));
    if (fault.isPresent()) {
      model.addAttribute("fault", fault.get());
      return sheet(task.get(), typed, model);
    }
    Optional<Problem> problem =
        tasks.refuse(id, Operator.current().name(), new Tasks.Refused(version, reason, number));
    if (problem.isPresent()) {
      return refused(task.get(), problem.get(), typed, model);
    }
    next.addFlashAttribute("done", "entry.refused");
    return LIST;
  }

  private String refused(Task task, Problem problem, Map<String, String> typed, Model model) {
    model.addAttribute("fault", problem.detail()).addAttribute("faults", FormFaults.of(problem));
    return sheet(queries.find(task.id()).orElse(task), typed, model);
  }

  private String sheet(Task task, Map<String, String> typed, Model model) {
    Operator me = Operator.current();
    TaskSheet.Whole whole = sheets.whole(task, me.name());
    // also when the time is over, while nobody else has taken it: what was entered was entered
    boolean mayEnd =
        task.state() == Task.State.TAKEN
            && task.takenBy().equals(me.name())
            && whole.sheet().state() != Task.State.WITHDRAWN;
    if (!model.containsAttribute("faults")) {
      model.addAttribute("faults", Map.of());
    }
    model
        .addAttribute("whole", whole)
        .addAttribute("typed", typed)
        .addAttribute("mayEnd", mayEnd)
        .addAttribute("acts", me.roles().contains(Role.OPERATOR));
    return "task";
  }

  private static String none(long id, RedirectAttributes next) {
    next.addFlashAttribute("fault", Tasks.unknown(id).detail());
    return LIST;
  }

  /** The task, where whoever asks may see its system. */
  private Optional<Task> found(long id) {
    return queries.find(id).filter(task -> Operator.current().scope().includes(task.system()));
  }
}
