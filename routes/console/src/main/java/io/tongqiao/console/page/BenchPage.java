package io.tongqiao.console.page;

import io.tongqiao.console.Bench;
import io.tongqiao.console.Sheets;
import io.tongqiao.console.people.Operator;
import io.tongqiao.dialect.Catalogue;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.dialect.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The mapping bench: what a folder makes of a text, beside what it made of its own sample. */
@Controller
@RequestMapping("/console/bench")
class BenchPage {

  /**
   * The samples of an operation or door.
   *
   * @param outward whether it goes to the system
   */
  record Part(String name, boolean outward, List<Sample> samples) {}

  /** A text that came out, and where it differs from the golden. */
  record Shown(Bench.Made made, List<Difference.Row> rows) {}

  private final Catalogue catalogue;
  private final Sheets sheets;
  private final Bench bench;

  BenchPage(Catalogue catalogue, Sheets sheets, Bench bench) {
    this.catalogue = catalogue;
    this.sheets = sheets;
    this.bench = bench;
  }

  @GetMapping
  String show(
      @RequestParam(defaultValue = "") String system,
      @RequestParam(defaultValue = "") String sample,
      Model model) {
    choose(system, sample, Map.of(), model);
    return "bench";
  }

  /** Translates; nothing is sent or kept. */
  @PostMapping
  String translate(
      @RequestParam(defaultValue = "") String system,
      @RequestParam(defaultValue = "") String sample,
      @RequestParam Map<String, String> fields,
      @RequestHeader(name = "HX-Request", defaultValue = "false") boolean part,
      Model model) {
    Map<String, String> texts = new LinkedHashMap<>();
    fields.forEach(
        (name, text) -> {
          if (name.startsWith("text.")) {
            // browsers send the ends of lines as CR LF
            texts.put(name.substring("text.".length()), text.replace("\r\n", "\n"));
          }
        });
    Optional<Chosen> chosen = choose(system, sample, texts, model);
    boolean tooLong = texts.values().stream().anyMatch(text -> text.length() > Bench.LONGEST);
    if (tooLong) {
      model.addAttribute("tooLong", Bench.LONGEST >> 10);
    }
    if (chosen.isPresent() && !tooLong) {
      result(chosen.get(), texts, model);
    }
    return part ? "bench :: result" : "bench";
  }

  private void result(Chosen chosen, Map<String, String> texts, Model model) {
    Bench.Result result = bench.run(chosen.dialect, chosen.sample, texts);
    List<Shown> shown = new ArrayList<>();
    for (Bench.Made made : result.made()) {
      boolean differs = !made.same() && !made.golden().isEmpty();
      shown.add(new Shown(made, differs ? Difference.of(made.golden(), made.text()) : List.of()));
    }
    model.addAttribute("result", result).addAttribute("shown", shown);
  }

  private record Chosen(Dialect dialect, Sample sample) {}

  /** Tells what can be chosen and what is; the first of a kind where nothing was. */
  private Optional<Chosen> choose(
      String system, String sample, Map<String, String> texts, Model model) {
    List<Descriptor> systems =
        catalogue.working().stream()
            .map(Dialect::descriptor)
            .filter(d -> Operator.current().scope().includes(d.id()))
            .sorted(Comparator.comparing(Descriptor::id))
            .toList();
    model.addAttribute("systems", systems);
    Optional<Dialect> dialect =
        sheets
            .working(system)
            .or(() -> systems.stream().findFirst().flatMap(d -> sheets.working(d.id())));
    if (dialect.isEmpty()) {
      return Optional.empty();
    }
    List<Sample> samples = Sample.of(dialect.get().folder());
    Optional<Sample> found =
        samples.stream()
            .filter(s -> s.name().equals(sample))
            .findFirst()
            .or(() -> samples.stream().filter(s -> !s.failing()).findFirst());
    model
        .addAttribute("system", dialect.get().descriptor())
        .addAttribute("parts", parts(dialect.get().descriptor(), samples));
    return found.map(
        one -> {
          List<Bench.Input> inputs =
              bench.inputs(dialect.get(), one).stream()
                  .map(i -> new Bench.Input(i.name(), texts.getOrDefault(i.name(), i.text())))
                  .toList();
          model.addAttribute("sample", one).addAttribute("inputs", inputs);
          return new Chosen(dialect.get(), one);
        });
  }

  private static List<Part> parts(Descriptor system, List<Sample> samples) {
    List<Part> parts = new ArrayList<>();
    system.operations().keySet().forEach(name -> parts.add(part(name, true, samples)));
    system.doors().keySet().forEach(name -> parts.add(part(name, false, samples)));
    parts.removeIf(part -> part.samples().isEmpty());
    return parts;
  }

  private static Part part(String name, boolean outward, List<Sample> samples) {
    return new Part(
        name, outward, samples.stream().filter(sample -> sample.part().equals(name)).toList());
  }
}
