package io.tongqiao.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tongqiao.schema.CaseMessage;
import io.tongqiao.schema.CaseRules;
import io.tongqiao.schema.CodeLists;
import io.tongqiao.schema.Finding;
import io.tongqiao.schema.Items;
import io.tongqiao.schema.Regions;
import io.tongqiao.schema.Schemas;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The one checker: at start-up (through {@link Catalogue}), in the contract test, and in {@code
 * tongqiao system check}. Thread-safe.
 */
public final class Checker {

  private static final List<String> OPERATION_GOLDENS =
      List.of("request", "receipt", "news", "holding");
  private static final List<String> DOOR_GOLDENS = List.of("canonical", "reply");

  private final JsonMapper json = new JsonMapper();
  private final Schemas schemas = Schemas.load();
  private final CaseRules rules =
      new CaseRules(schemas, CodeLists.load(), Regions.load(), Items.load());

  /** Everything wrong with a folder, its samples included; empty when it may be deployed. */
  public List<Fault> check(Folder folder) {
    var compiler = new DialectCompiler(folder);
    try {
      Dialect dialect = compiler.compile();
      return samples(folder, dialect);
    } catch (BrokenFolderException e) {
      return e.faults();
    }
  }

  private List<Fault> samples(Folder folder, Dialect dialect) {
    var faults = new ArrayList<Fault>();
    List<Sample> samples = Sample.of(folder);
    var parts = new ArrayList<>(dialect.descriptor().operations().keySet());
    if (dialect.descriptor().auth() instanceof Auth.Token token) {
      parts.remove(token.login());
    }
    parts.addAll(dialect.descriptor().doors().keySet());
    for (String part : parts) {
      if (samples.stream().noneMatch(s -> !s.failing() && s.part().equals(part))) {
        faults.add(
            new Fault("samples/" + part, 0, part + " 没有样例", "添加 samples/" + part + "/，至少一份"));
      }
    }
    if (samples.stream().filter(Sample::failing).count() < 2) {
      faults.add(
          new Fault("samples", 0, "必须失败的样例（x-）少于两份", "添加 samples/x-<操作或入口>--<说明>/ 和 failure.yaml"));
    }
    if (!folder.has("README.md")) {
      faults.add(new Fault("README.md", 0, "缺少文件", "写明归属、接口依据、特殊之处和假定"));
    }
    faults.addAll(new FormDifferences(folder, dialect).check(samples));
    var files = new AnnouncedFiles(folder, dialect.descriptor());
    for (Sample sample : samples) {
      List<Fault> own = check(dialect, sample);
      faults.addAll(own);
      if (own.isEmpty() && !sample.failing()) {
        faults.addAll(files.check(sample));
      }
    }
    return faults;
  }

  /** Everything wrong with one sample. */
  public List<Fault> check(Dialect dialect, Sample sample) {
    String at = "samples/" + sample.name();
    boolean known =
        dialect.descriptor().operations().containsKey(sample.part())
            || dialect.descriptor().doors().containsKey(sample.part());
    if (!known) {
      return List.of(
          new Fault(at, 0, "没有名为 " + sample.part() + " 的操作或入口", "目录名要以操作或入口的名字开头，变体写在 -- 之后"));
    }
    try {
      return sample.failing() ? failing(dialect, sample, at) : passing(dialect, sample, at);
    } catch (UncheckedIOException e) {
      return List.of(unreadable(e));
    }
  }

  private static Fault unreadable(UncheckedIOException e) {
    String file = "samples/" + e.getMessage();
    boolean located = e.getCause() instanceof JsonProcessingException p && p.getLocation() != null;
    int line = located ? ((JsonProcessingException) e.getCause()).getLocation().getLineNr() : 0;
    return new Fault(file, Math.max(line, 0), "不是合法的 JSON 或 YAML", "改正该处：引号、逗号、括号要成对");
  }

  private List<Fault> passing(Dialect dialect, Sample sample, String at) {
    var run = new SampleRun(dialect, sample);
    var faults = new ArrayList<Fault>();
    try {
      if (run.asking()) {
        faults.addAll(invalidPull(at + "/pull.json", run.pull()));
      } else if ((!run.inbound() || run.giving()) && !bare(dialect, sample)) {
        faults.addAll(invalid(at + "/canonical.json", sample.tree("canonical")));
      }
      Map<String, String> goldens = run.goldens();
      for (String stem : stems(run)) {
        sample
            .fileName(stem)
            .filter(name -> !goldens.containsKey(name))
            .ifPresent(name -> faults.add(unmade(at + "/" + name)));
      }
      for (Map.Entry<String, String> golden : goldens.entrySet()) {
        String file = at + "/" + golden.getKey();
        if (!same(golden.getKey(), golden.getValue(), sample)) {
          String stem = golden.getKey().substring(0, golden.getKey().indexOf('.'));
          faults.add(GoldenFault.of(file, sample.text(stem), golden.getValue()));
        }
        if (golden.getKey().equals("news.json") || golden.getKey().equals("canonical.json")) {
          faults.addAll(invalid(file, tree(golden.getValue())));
        }
      }
    } catch (TranslationException e) {
      faults.add(new Fault(at, 0, e.stage() + " " + e.getMessage(), e.finding().fix()));
    }
    return faults;
  }

  private static List<String> stems(SampleRun run) {
    if (run.giving()) {
      return List.of("reply");
    }
    return run.inbound() ? DOOR_GOLDENS : OPERATION_GOLDENS;
  }

  private static Fault unmade(String file) {
    return new Fault(file, 0, "现在的映射不再生成这个文件", "改映射，或删掉该文件");
  }

  /** A login carries no message of a case, nor does a test, a text or a door that gives a token. */
  private static boolean bare(Dialect dialect, Sample sample) {
    if (sample.texts() && dialect.texts().sentBy(sample.part())) {
      return true;
    }
    Descriptor.Door door = dialect.descriptor().doors().get(sample.part());
    if (door != null && door.gives().isPresent()) {
      return door.gives().get().what() == Gives.What.TOKEN;
    }
    return dialect.descriptor().test().filter(t -> t.operation().equals(sample.part())).isPresent()
        || (dialect.descriptor().auth() instanceof Auth.Token token
            && token.login().equals(sample.part()));
  }

  private List<Fault> failing(Dialect dialect, Sample sample, String at) {
    if (sample.fileName("failure").isEmpty()) {
      return List.of(new Fault(at + "/failure.yaml", 0, "缺少文件", "写明 stage 和 contains"));
    }
    JsonNode failure = sample.tree("failure");
    String expected = failure.path("stage").asText();
    String told = told(dialect, sample);
    var faults = new ArrayList<Fault>();
    if (!told.startsWith(expected + " ")) {
      faults.add(new Fault(at, 0, "应在 " + expected + " 失败，实际：" + told, "改映射或 failure.yaml"));
    }
    for (JsonNode word : failure.path("contains")) {
      if (!told.contains(word.asText())) {
        faults.add(
            new Fault(at, 0, "失败说明里没有“" + word.asText() + "”，实际：" + told, "改映射或 failure.yaml"));
      }
    }
    String outcome = failure.path("outcome").asText();
    if (expected.equals("answer") && !told.contains(outcome)) {
      faults.add(new Fault(at, 0, "应为 " + outcome + "，实际：" + told, "改 answer 的表达式或 failure.yaml"));
    }
    return faults;
  }

  /** How the sample fails: the stage, a space, and what is said; "none" when it does not. */
  private String told(Dialect dialect, Sample sample) {
    var run = new SampleRun(dialect, sample);
    try {
      Map<String, String> goldens = run.goldens();
      JsonNode message =
          goldens.containsKey("canonical.json")
              ? tree(goldens.get("canonical.json"))
              : sample.tree("canonical");
      List<Fault> invalid =
          run.asking()
              ? invalidPull("", run.pull())
              : bare(dialect, sample) ? List.of() : invalid("", message);
      if (!invalid.isEmpty()) {
        return "validate " + invalid;
      }
      if (!run.inbound() && run.verdict().outcome() != Verdict.Outcome.CONFIRMED) {
        return "answer " + run.verdict();
      }
      return "none ";
    } catch (TranslationException e) {
      String stage = e.stage().name().toLowerCase(Locale.ROOT).replace('_', '-');
      return stage + " " + e.getMessage() + " " + e.finding().fix();
    }
  }

  private List<Fault> invalidPull(String file, JsonNode pull) {
    return schemas.validate(Schemas.Name.PULL, pull).stream()
        .map(f -> new Fault(file, 0, f.field() + " " + f.message(), f.fix()))
        .toList();
  }

  private List<Fault> invalid(String file, JsonNode message) {
    List<Finding> findings = schemas.validate(Schemas.Name.MESSAGE, message);
    if (findings.isEmpty()
        && message instanceof com.fasterxml.jackson.databind.node.ObjectNode envelope) {
      findings = rules.check(new CaseMessage(envelope)).errors();
    }
    return findings.stream()
        .map(f -> new Fault(file, 0, f.field() + " " + f.message(), f.fix()))
        .toList();
  }

  private boolean same(String name, String golden, Sample sample) {
    byte[] stored = sample.files().get(name);
    if (stored == null) {
      return false;
    }
    String text = new String(stored, UTF_8);
    return name.endsWith(".json")
        ? tree(golden).equals(sample.tree(name.substring(0, name.length() - ".json".length())))
        : golden.strip().equals(text.strip());
  }

  private JsonNode tree(String text) {
    try {
      return json.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
