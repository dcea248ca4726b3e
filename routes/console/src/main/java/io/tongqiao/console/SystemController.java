package io.tongqiao.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.probe.Probe;
import io.tongqiao.probe.Probes;
import io.tongqiao.probe.Step;
import io.tongqiao.probe.Words;
import io.tongqiao.schema.Problem;
import io.tongqiao.schema.Problem.Kind;
import java.util.Optional;
import java.util.Set;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** One system: what is known of it, whether it can be reached, and how it translates. */
@RestController
@RequestMapping(path = "/ops/v1/systems/{system}", produces = "application/json")
class SystemController {

  private static final int TEXTS = 3;

  private final SystemDirectory directory;
  private final Sheets sheets;
  private final Trials trials;
  private final Bench bench;

  SystemController(SystemDirectory directory, Sheets sheets, Trials trials, Bench bench) {
    this.directory = directory;
    this.sheets = sheets;
    this.trials = trials;
    this.bench = bench;
  }

  @GetMapping
  JsonNode show(@PathVariable String system) {
    directory.check(system);
    return SheetView.json(sheets.of(system).orElseThrow());
  }

  /** Answers when all steps were taken. */
  @PostMapping("/test")
  JsonNode test(@PathVariable String system, @RequestBody Optional<byte[]> body)
      throws InterruptedException {
    Asked.of(body, Set.of()).check();
    Probe probe = trials.begin(working(system));
    probe.await(Probes.LONGEST);
    return json(probe);
  }

  private Dialect working(String system) {
    directory.check(system);
    return sheets
        .working(system)
        .orElseThrow(
            () ->
                new RefusedException(
                    Problem.of(
                            Kind.ILLEGAL_STATE,
                            "系统 " + system + " 的文件夹有错，没有启用。先按 system check 的提示改好")
                        .about(system)));
  }

  private static ObjectNode json(Probe probe) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", probe.system())
            .put("at", probe.at().toString())
            .put("ended", probe.ended())
            .put("passed", probe.passed());
    ArrayNode steps = json.putArray("steps");
    for (Step step : probe.steps()) {
      ObjectNode one =
          steps
              .addObject()
              .put("step", step.kind().name())
              .put("outcome", step.outcome().name())
              .put("millis", step.millis());
      words(one.putObject("what"), step.what());
      if (!step.next().equals(Words.NONE)) {
        words(one.putObject("next"), step.next());
      }
    }
    return json;
  }

  private static void words(ObjectNode json, Words words) {
    json.put("zh", words.zh()).put("en", words.en());
  }

  /** Nothing is sent or kept. */
  @PostMapping("/translate")
  JsonNode translate(@PathVariable String system, @RequestBody Optional<byte[]> body) {
    Asked asked = Asked.of(body, Set.of("sample", "texts"));
    String sample = asked.text("sample", 100);
    var texts = asked.texts("texts", TEXTS, Bench.LONGEST);
    asked.check();
    Dialect dialect = working(system);
    return bench
        .sample(dialect, sample)
        .map(found -> json(bench.run(dialect, found, texts)))
        .orElseThrow(
            () ->
                new RefusedException(
                    Problem.of(Kind.NOT_FOUND, "系统 " + system + " 没有样例 " + sample).about(system)));
  }

  private static ObjectNode json(Bench.Result result) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode files = json.putArray("files");
    result
        .made()
        .forEach(
            made ->
                files
                    .addObject()
                    .put("name", made.name())
                    .put("text", made.text())
                    .put("asGolden", made.same()));
    result.lossy().forEach(json.putArray("lossy")::add);
    ArrayNode findings = json.putArray("findings");
    result
        .findings()
        .forEach(
            found ->
                findings
                    .addObject()
                    .put("file", found.file())
                    .put("field", found.finding().field())
                    .put("message", found.finding().message())
                    .put("fix", found.finding().fix()));
    result
        .failure()
        .ifPresent(
            failure ->
                json.putObject("failure")
                    .put("stage", failure.stage())
                    .put("field", failure.finding().field())
                    .put("message", failure.finding().message())
                    .put("fix", failure.finding().fix()));
    return json;
  }
}
