package io.tongqiao.console.page;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.console.CaseFinder;
import io.tongqiao.console.CaseSheet;
import io.tongqiao.console.CaseSheets;
import io.tongqiao.console.CaseTexts;
import io.tongqiao.console.RefusedException;
import io.tongqiao.console.people.Operator;
import io.tongqiao.console.people.Role;
import io.tongqiao.dialect.Catalogue;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.schema.CaseState;
import io.tongqiao.schema.Items;
import io.tongqiao.schema.Problem;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Finding a case, following it over all systems, reading what was said. The form is posted, so that
 * no applicant stands in an address; without an applicant an address will do.
 */
@Controller
@RequestMapping("/console/cases")
class CasePages {

  private static final String SEARCH = "redirect:/console/cases";
  private static final Set<Role> READING = EnumSet.of(Role.OPERATOR);

  private final CaseFinder finder;
  private final CaseSheets sheets;
  private final CaseTexts texts;
  private final Catalogue catalogue;
  private final Items items;

  CasePages(
      CaseFinder finder, CaseSheets sheets, CaseTexts texts, Catalogue catalogue, Items items) {
    this.finder = finder;
    this.sheets = sheets;
    this.texts = texts;
    this.catalogue = catalogue;
    this.items = items;
  }

  @GetMapping
  String show(CaseForm form, Model model) {
    return search(form.withoutApplicant(), model);
  }

  @PostMapping
  String search(CaseForm form, Model model) {
    model
        .addAttribute("form", form)
        .addAttribute("names", names())
        .addAttribute("items", items.all())
        .addAttribute("states", CaseState.values())
        .addAttribute("laneStates", CaseFinder.laneStates())
        .addAttribute("looks", new LaneLight.Looks());
    try {
      CaseFinder.Page page = finder.find(form.query());
      model.addAttribute("cases", page.cases());
      page.next().ifPresent(next -> model.addAttribute("next", next.toString()));
    } catch (RefusedException e) {
      model.addAttribute("fault", e.problem().detail());
    }
    return "cases";
  }

  @GetMapping("/{caseNo}")
  String one(@PathVariable String caseNo, Model model, RedirectAttributes next) {
    Optional<CaseSheet> sheet = sheets.sheet(caseNo);
    if (sheet.isEmpty()) {
      next.addFlashAttribute("fault", "没有编号为 " + caseNo + " 的办件，或不在您的系统范围内。请核对编号，或按申请人、事项、时间查找");
      return SEARCH;
    }
    model
        .addAttribute("sheet", sheet.get())
        .addAttribute("names", names())
        .addAttribute("looks", new LaneLight.Looks())
        .addAttribute("reads", Operator.current().isOneOf(READING));
    return "case";
  }

  @GetMapping("/{caseNo}/deliveries/{id}")
  String masked(
      @PathVariable String caseNo, @PathVariable long id, Model model, RedirectAttributes next) {
    return texts(caseNo, id, () -> texts.masked(caseNo, id), model, next);
  }

  @PostMapping("/{caseNo}/deliveries/{id}")
  String unmasked(
      @PathVariable String caseNo,
      @PathVariable long id,
      @RequestParam(defaultValue = "") String reason,
      Model model,
      RedirectAttributes next) {
    Supplier<ObjectNode> asked =
        () -> {
          try {
            return texts.unmasked(caseNo, id, reason.strip());
          } catch (RefusedException e) {
            model.addAttribute("refused", told(e.problem()));
            return texts.masked(caseNo, id);
          }
        };
    return texts(caseNo, id, asked, model, next);
  }

  private static String texts(
      String caseNo, long id, Supplier<ObjectNode> found, Model model, RedirectAttributes next) {
    try {
      ObjectNode texts = found.get();
      model
          .addAttribute("caseNo", caseNo)
          .addAttribute("id", id)
          .addAttribute("masked", texts.path("masked").asBoolean())
          .addAttribute("version", texts.path("version").asInt())
          .addAttribute("canonical", texts.path("message").toPrettyString())
          .addAttribute("sent", PrettyText.of(texts.path("request").asText()))
          .addAttribute("received", PrettyText.of(texts.path("response").asText()));
      return "case-texts";
    } catch (RefusedException e) {
      next.addFlashAttribute("fault", e.problem().detail());
      return SEARCH;
    }
  }

  private static String told(Problem problem) {
    return problem.errors().isEmpty()
        ? problem.detail()
        : problem.errors().get(0).message() + "。" + problem.errors().get(0).fix();
  }

  private Map<String, Descriptor.Name> names() {
    Map<String, Descriptor.Name> names = new TreeMap<>();
    catalogue.descriptors().forEach(system -> names.put(system.id(), system.name()));
    return names;
  }
}
