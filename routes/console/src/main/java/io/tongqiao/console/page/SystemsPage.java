package io.tongqiao.console.page;

import io.tongqiao.console.Notation;
import io.tongqiao.console.Pauses;
import io.tongqiao.console.Reasons;
import io.tongqiao.console.Sheet;
import io.tongqiao.console.Sheets;
import io.tongqiao.console.Trials;
import io.tongqiao.console.people.Operator;
import io.tongqiao.console.people.Rules;
import io.tongqiao.dialect.Catalogue;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.relay.Instruction;
import io.tongqiao.schema.Problem;
import io.tongqiao.version.Versions;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The systems, and each by itself: what it is, how it stands, whether it can be reached. */
@Controller
@RequestMapping("/console/systems")
class SystemsPage {

  private static final String ALL = "redirect:/console/systems";

  /** A line of the list. */
  record Line(Descriptor system, Tile tile) {}

  private final Catalogue catalogue;
  private final Overview overview;
  private final Sheets sheets;
  private final Trials trials;
  private final Pauses pauses;
  private final Versions versions;
  private final Rules rules;
  private final Clock clock;

  SystemsPage(
      Catalogue catalogue,
      Overview overview,
      Sheets sheets,
      Trials trials,
      Pauses pauses,
      Versions versions,
      Rules rules,
      Clock clock) {
    this.catalogue = catalogue;
    this.overview = overview;
    this.sheets = sheets;
    this.trials = trials;
    this.pauses = pauses;
    this.versions = versions;
    this.rules = rules;
    this.clock = clock;
  }

  @GetMapping
  String list(Model model) {
    Map<String, Descriptor> known =
        catalogue.descriptors().stream()
            .collect(Collectors.toMap(Descriptor::id, system -> system, (one, other) -> one));
    List<Line> lines =
        overview.tiles(Operator.current().scope()).stream()
            .filter(tile -> known.containsKey(tile.id()))
            .map(tile -> new Line(known.get(tile.id()), tile))
            .sorted(
                Comparator.comparing((Line line) -> line.tile().tier())
                    .thenComparing(line -> line.tile().id()))
            .toList();
    model.addAttribute("lines", lines);
    model.addAttribute("mayDeploy", may("POST", "/console/systems/any/versions"));
    return "systems";
  }

  @GetMapping("/{system}")
  String show(
      @PathVariable String system,
      @RequestParam Optional<String> deployed,
      Model model,
      RedirectAttributes next) {
    Optional<Sheet> sheet = sheets.of(system);
    if (sheet.isEmpty()) {
      next.addFlashAttribute("fault", "没有编号为 " + system + " 的系统，或不在您的范围内。从下面选一个");
      return ALL;
    }
    model
        .addAttribute("sheet", sheet.get())
        .addAttribute("system", sheet.get().system())
        .addAttribute("light", light(sheet.get()))
        .addAttribute("now", clock.instant())
        .addAttribute("notation", new Written())
        .addAttribute("mayPause", may("POST", "/console/systems/" + system + "/pause"))
        .addAttribute("mayTest", may("POST", "/console/systems/" + system + "/test"))
        .addAttribute("probe", trials.last(system).orElse(null))
        .addAttribute("standing", versions.of(system))
        .addAttribute(
            "done",
            deployed.map(now -> "versions.deployed").orElse((String) model.getAttribute("done")))
        .addAttribute("mayDeploy", may("POST", "/console/systems/" + system + "/versions"));
    return "system";
  }

  /** As it is this moment, for somebody may just have changed it. */
  private static Tile.Light light(Sheet sheet) {
    return Tile.glance(
        sheet.gate(),
        sheet.open().getOrDefault(State.PARKED, 0L),
        sheet.open().getOrDefault(State.WAITING, 0L));
  }

  private boolean may(String method, String path) {
    return rules.allowed(method, path).map(Operator.current()::isOneOf).orElse(false);
  }

  /** Begins a test; its steps appear as they are taken. */
  @PostMapping("/{system}/test")
  String test(
      @PathVariable String system,
      @RequestHeader(name = "HX-Request", defaultValue = "false") boolean part,
      Model model,
      RedirectAttributes next) {
    Optional<Dialect> dialect = sheets.working(system);
    if (dialect.isEmpty()) {
      next.addFlashAttribute("fault", "系统 " + system + " 没有启用，不能测试：先按 system check 的提示改好文件夹");
      return ALL;
    }
    model.addAttribute("probe", trials.begin(dialect.get()));
    model.addAttribute("system", dialect.get().descriptor());
    return part ? "system :: probe" : "redirect:/console/systems/" + system;
  }

  @GetMapping("/{system}/test")
  String tested(@PathVariable String system, Model model, RedirectAttributes next) {
    Optional<Dialect> dialect = sheets.working(system);
    if (dialect.isEmpty()) {
      return ALL;
    }
    model.addAttribute("probe", trials.last(system).orElse(null));
    model.addAttribute("system", dialect.get().descriptor());
    return "system :: probe";
  }

  @PostMapping("/{system}/pause")
  String pause(@PathVariable String system, @RequestParam String reason, RedirectAttributes next) {
    return act(system, reason, by -> pauses.pause(system, by), "systems.paused", next);
  }

  @PostMapping("/{system}/resume")
  String resume(@PathVariable String system, @RequestParam String reason, RedirectAttributes next) {
    return act(system, reason, by -> pauses.resume(system, by), "systems.resumed", next);
  }

  private String act(
      String system,
      String reason,
      Function<Instruction, Optional<Problem>> act,
      String done,
      RedirectAttributes next) {
    if (sheets.working(system).isEmpty()) {
      next.addFlashAttribute("fault", "没有编号为 " + system + " 的系统，或它没有启用");
      return ALL;
    }
    Optional<String> fault =
        Reasons.words(reason.strip())
            .or(
                () ->
                    act.apply(new Instruction(Operator.current().name(), reason.strip()))
                        .map(Problem::detail));
    fault.ifPresent(why -> next.addFlashAttribute("fault", why));
    if (fault.isEmpty()) {
      next.addFlashAttribute("done", done);
    }
    return "redirect:/console/systems/" + system;
  }

  /** Values as {@code system.yaml} writes them, for the template. */
  static final class Written {

    public String duration(java.time.Duration duration) {
      return Notation.of(duration);
    }

    public String rate(io.tongqiao.dialect.Rate rate) {
      return Notation.of(rate);
    }

    public String bytes(long bytes) {
      return Notation.bytes(bytes);
    }

    public List<String> hours(io.tongqiao.dialect.Window window) {
      return Notation.hours(window);
    }

    public String auth(Descriptor system) {
      return Notation.auth(system);
    }
  }
}
