package io.tongqiao.console.page;

import io.tongqiao.console.people.Operator;
import io.tongqiao.console.people.Role;
import io.tongqiao.dialect.Catalogue;
import io.tongqiao.dialect.Form;
import io.tongqiao.manual.Entries;
import io.tongqiao.relay.Decision;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What a clerk has read off a system that cannot tell it by itself. */
@Controller
@RequestMapping("/console/entry/read/{system}/{door}")
class ReadOffPage {

  private static final String LIST = "redirect:/console/entry";
  private static final String AGAIN = "again.";
  private static final int LONGEST = 4000;

  private final Entries entries;
  private final Catalogue catalogue;

  ReadOffPage(Entries entries, Catalogue catalogue) {
    this.entries = entries;
    this.catalogue = catalogue;
  }

  @GetMapping
  String show(
      @PathVariable String system,
      @PathVariable String door,
      Model model,
      RedirectAttributes next) {
    return form(system, door)
        .map(form -> sheet(system, door, form, Map.of(), model))
        .orElseGet(() -> none(system, door, next));
  }

  @PostMapping
  String enter(
      @PathVariable String system,
      @PathVariable String door,
      @RequestParam Map<String, String> typed,
      Model model,
      RedirectAttributes next) {
    Optional<Form> form = form(system, door);
    if (form.isEmpty()) {
      return none(system, door, next);
    }
    if (typed.values().stream().anyMatch(text -> text.length() > LONGEST)) {
      model.addAttribute("fault", "有一项长过 " + LONGEST + " 个字，没有记下。删短后再提交");
      return sheet(system, door, form.get(), Map.of(), model);
    }
    Map<String, String> again =
        texts(typed, name -> name.startsWith(AGAIN)).entrySet().stream()
            .collect(
                Collectors.toMap(
                    one -> one.getKey().substring(AGAIN.length()), Map.Entry::getValue));
    Map<String, String> first = texts(typed, name -> form.get().field(name).isPresent());
    Decision decision = entries.enter(system, door, Operator.current().name(), first, again);
    if (decision instanceof Decision.Refused refused) {
      model
          .addAttribute("fault", refused.problem().detail())
          .addAttribute("faults", FormFaults.of(refused.problem()));
      return sheet(system, door, form.get(), typed, model);
    }
    boolean known = decision instanceof Decision.Duplicate;
    next.addFlashAttribute("done", known ? "entry.read.known" : "entry.read.done");
    return LIST;
  }

  private static Map<String, String> texts(Map<String, String> typed, Predicate<String> which) {
    return typed.entrySet().stream()
        .filter(one -> which.test(one.getKey()))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private String sheet(
      String system, String door, Form form, Map<String, String> typed, Model model) {
    if (!model.containsAttribute("faults")) {
      model.addAttribute("faults", Map.of());
    }
    model
        .addAttribute("system", catalogue.find(system).orElseThrow().descriptor())
        .addAttribute("door", door)
        .addAttribute("form", form)
        .addAttribute("typed", typed)
        .addAttribute("acts", Operator.current().roles().contains(Role.OPERATOR));
    return "read-off";
  }

  private static String none(String system, String door, RedirectAttributes next) {
    next.addFlashAttribute("fault", system + " 没有名为 " + door + " 的人工录入入口，或不在您的系统范围内");
    return LIST;
  }

  private Optional<Form> form(String system, String door) {
    return Operator.current().scope().includes(system)
        ? entries.form(system, door)
        : Optional.empty();
  }
}
