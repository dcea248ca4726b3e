package io.tongqiao.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.dialect.Gives;
import io.tongqiao.dialect.Sample;
import io.tongqiao.dialect.SampleRun;
import io.tongqiao.dialect.TranslationException;
import io.tongqiao.schema.CaseMessage;
import io.tongqiao.schema.CaseRules;
import io.tongqiao.schema.Finding;
import io.tongqiao.schema.Schemas;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/**
 * Translates what somebody pastes as a system's folder translates it: a sample is run with some of
 * its inputs replaced. Nothing is sent, kept or logged. Thread-safe.
 */
@Component
public class Bench {

  /** Characters that one text may have. */
  public static final int LONGEST = 256 << 10;

  private static final String PASTED = "inbound";

  private final JsonMapper json = new JsonMapper();
  private final Schemas schemas;
  private final CaseRules rules;

  Bench(Schemas schemas, CaseRules rules) {
    this.schemas = schemas;
    this.rules = rules;
  }

  /** A text that goes in. */
  public record Input(String name, String text) {}

  /**
   * A text that comes out.
   *
   * @param golden the one that the folder keeps; empty for none
   * @param same whether the two say the same
   */
  public record Made(String name, String text, String golden, boolean same) {}

  /** Something that schema or rules find wrong with a canonical message. */
  public record Found(String file, Finding finding) {}

  /** Where it went no further. */
  public record Failure(String stage, Finding finding) {}

  /** What came of it. */
  public record Result(
      List<Made> made, List<String> lossy, List<Found> findings, Optional<Failure> failure) {}

  /** A sample of a system. */
  public Optional<Sample> sample(Dialect dialect, String name) {
    return Sample.of(dialect.folder()).stream().filter(s -> s.name().equals(name)).findFirst();
  }

  /** The texts that a sample puts in. */
  public List<Input> inputs(Dialect dialect, Sample sample) {
    List<Input> inputs = new ArrayList<>();
    for (String stem : stems(dialect, sample)) {
      sample
          .fileName(stem)
          .ifPresent(name -> inputs.add(new Input(name, sample.text(stem).orElse(""))));
    }
    return inputs;
  }

  private static List<String> stems(Dialect dialect, Sample sample) {
    var door = dialect.descriptor().doors().get(sample.part());
    if (door == null) {
      return List.of(sample.pulls() ? "pull" : "canonical", "response");
    }
    boolean givesCase = door.gives().filter(g -> g.what() == Gives.What.CASE).isPresent();
    return givesCase ? List.of(PASTED, "canonical") : List.of(PASTED);
  }

  /**
   * Runs a sample.
   *
   * @param texts that take the place of its inputs, by file name; others are left out
   */
  public Result run(Dialect dialect, Sample sample, Map<String, String> texts) {
    var files = new TreeMap<>(sample.files());
    for (Input input : inputs(dialect, sample)) {
      Optional.ofNullable(texts.get(input.name()))
          .ifPresent(text -> files.put(input.name(), text.getBytes(UTF_8)));
    }
    var pasted = new Sample(sample.name(), sample.part(), sample.failing(), files);
    try {
      return run(dialect, sample, pasted);
    } catch (TranslationException e) {
      String stage = e.stage().name().toLowerCase(Locale.ROOT).replace('_', '-');
      return failed(pasted, stage, e.finding());
    } catch (UncheckedIOException e) {
      return failed(pasted, "input", unreadable(e));
    }
  }

  private Result run(Dialect dialect, Sample sample, Sample pasted) throws TranslationException {
    var run = new SampleRun(dialect, pasted);
    List<Made> made = new ArrayList<>();
    List<Found> findings = new ArrayList<>(input(pasted));
    Map<String, String> goldens = run.goldens();
    for (String name : inOrder(goldens.keySet())) {
      String kept = new String(sample.files().getOrDefault(name, new byte[0]), UTF_8);
      made.add(new Made(name, goldens.get(name), kept, same(name, goldens.get(name), kept)));
      if (name.equals("news.json") || (name.equals("canonical.json") && run.inbound())) {
        findings.addAll(findings(name, tree(goldens.get(name))));
      }
    }
    List<String> lossy = run.inbound() ? List.of() : run.draft().lossy();
    return new Result(made, lossy, findings, Optional.empty());
  }

  /** What goes out before what that brought. */
  private static List<String> inOrder(Set<String> names) {
    return names.stream()
        .sorted(
            Comparator.comparing((String name) -> !name.startsWith("request."))
                .thenComparing(name -> name.startsWith("reply.")))
        .toList();
  }

  /** What is wrong with the message or the pull that goes in. */
  private List<Found> input(Sample pasted) {
    if (pasted.fileName(PASTED).isPresent()) {
      return List.of();
    }
    if (pasted.pulls()) {
      return found("pull.json", schemas.validate(Schemas.Name.PULL, pasted.tree("pull")));
    }
    JsonNode tree = pasted.tree("canonical");
    return tree.isEmpty() ? List.of() : findings("canonical.json", tree);
  }

  private List<Found> findings(String file, JsonNode message) {
    List<Finding> invalid = schemas.validate(Schemas.Name.MESSAGE, message);
    return invalid.isEmpty() && message instanceof ObjectNode envelope
        ? found(file, rules.check(new CaseMessage(envelope)).errors())
        : found(file, invalid);
  }

  private static List<Found> found(String file, List<Finding> findings) {
    return findings.stream().map(finding -> new Found(file, finding)).toList();
  }

  private Result failed(Sample pasted, String stage, Finding finding) {
    List<Found> findings = stage.equals("input") ? List.of() : input(pasted);
    return new Result(List.of(), List.of(), findings, Optional.of(new Failure(stage, finding)));
  }

  private static Finding unreadable(UncheckedIOException e) {
    boolean located = e.getCause() instanceof JsonProcessingException p && p.getLocation() != null;
    String line =
        located
            ? " 第 " + ((JsonProcessingException) e.getCause()).getLocation().getLineNr() + " 行"
            : "";
    String file = e.getMessage().replaceFirst("^.*/", "");
    return new Finding(file, file + line + " 不是合法的 JSON", "改正该处：引号、逗号、括号要成对，键不重复");
  }

  private boolean same(String name, String made, String kept) {
    try {
      return name.endsWith(".json")
          ? json.readTree(made).equals(json.readTree(kept))
          : made.strip().equals(kept.strip());
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private JsonNode tree(String text) {
    try {
      return json.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
