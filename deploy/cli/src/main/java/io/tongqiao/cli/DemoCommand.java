package io.tongqiao.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code tongqiao demo}: plays the county's platform against a relay whose systems are played by
 * the simulator, asks for the documents of some more cases, and shows what reached each system of
 * the relay. Exits with 0 only when every system was reached, all was delivered, and every document
 * was found that a system holds.
 */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = "演示：由模拟器扮演审批平台送出办件，等各系统答复；再为几件办件调取前置材料；按层级和网络列出每个系统收到什么、给出什么。")
final class DemoCommand implements Callable<Integer> {

  /** How long a late answer of a holder is waited for. */
  private static final Duration LATE = Duration.ofSeconds(20);

  private final Clock clock;

  @Spec private CommandSpec spec;

  @Option(names = "--relay", required = true, description = "通桥的地址，如 http://127.0.0.1:8080")
  private URI relay = URI.create("");

  @Option(names = "--simulator", required = true, description = "模拟器的地址")
  private URI simulator = URI.create("");

  @Option(names = "--keys", required = true, description = "通桥发出的密钥所在目录，每个系统一个文件")
  private Path keys = Path.of("");

  @Option(names = "--systems", required = true, description = "系统文件夹所在目录")
  private Path systems = Path.of("");

  @Option(names = "--cases", description = "办件数；不写则每种经历一件")
  private int cases;

  @Option(names = "--limit", defaultValue = "45", description = "最多等多少秒，默认 ${DEFAULT-VALUE}")
  private int limit;

  @Option(names = "--deliveries", description = "逐条列出每次投递；不写则只列没有送达的")
  private boolean deliveries;

  @Option(names = "--once", description = "最后一行输出一个 JSON 对象")
  private boolean once;

  DemoCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!Files.isDirectory(systems)) {
      throw new ParameterException(spec.commandLine(), "没有这个目录：" + systems);
    }
    var cast = new Cast(systems);
    String platform =
        cast.platform()
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(),
                        systems + " 里没有可以扮演的县级平台：要有 <入口>--<经历>-<序号>-<事件> 这样的样例"));
    List<Cast.Life> lives = cast.lives(platform);
    var web = new WebClient(relay, simulator, keys.resolve(platform));
    var performance = new Performance(web, cast, clock);
    int count = cases > 0 ? cases : lives.size();
    long start = clock.millis();
    performance.play(platform, lives, count);
    Outcome outcome = performance.settle(platform, Duration.ofSeconds(limit));
    Duration took = Duration.ofMillis(clock.millis() - start);
    List<Documents> documents = ask(platform, new Enquiry(web, cast, clock));
    var islands = new Islands(systems(), cast, outcome, documents);
    print(outcome, documents, islands, cast, took);
    boolean whole = count < lives.size() || islands.unreached().isEmpty();
    return whole && outcome.good() && documents.stream().allMatch(Documents::good) ? 0 : 1;
  }

  private static List<Documents> ask(String platform, Enquiry enquiry)
      throws IOException, InterruptedException {
    var documents = new ArrayList<Documents>();
    for (Enquiry.Story story : enquiry.stories()) {
      documents.add(enquiry.ask(platform, story, LATE));
    }
    return documents;
  }

  /** Those of the relay; the operators' key lies beside the others. */
  private JsonNode systems() throws IOException, InterruptedException {
    String key = "Bearer " + Files.readString(keys.resolve("operator")).strip();
    OperatorClient.Answer answer = new OperatorClient(relay, key).get("systems");
    if (!answer.done()) {
      throw new IOException("没有取得系统清单：" + answer.words());
    }
    return answer.body().path("systems");
  }

  private void print(
      Outcome outcome, List<Documents> documents, Islands islands, Cast cast, Duration took) {
    PrintWriter out = spec.commandLine().getOut();
    if (deliveries || outcome.failed() > 0) {
      out.println(outcome.table(cast, deliveries).text());
      out.println();
    }
    for (Documents one : documents) {
      out.println(one.table().text());
      out.println(one.words());
      out.println();
    }
    out.println(islands.table().text());
    out.println();
    out.println(islands.sums().text());
    out.println();
    islands.unreached().forEach(name -> out.println("没有到达：" + name));
    ObjectNode json = json(outcome, documents, islands, took);
    out.println(
        "%d 个系统到达 %d 个；%d 件办件，%d 次投递：送达 %d，失败 %d，用时 %s 秒；调取前置材料 %d 份，取得 %d 份"
            .formatted(
                islands.size(),
                islands.reached(),
                outcome.cases().size(),
                outcome.copies().size(),
                outcome.delivered(),
                outcome.failed(),
                json.path("seconds").asText(),
                json.at("/documents/asked").asInt(),
                json.at("/documents/found").asInt()));
    if (once) {
      out.println(json);
    }
  }

  private static ObjectNode json(
      Outcome outcome, List<Documents> documents, Islands islands, Duration took) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("systems", islands.reached()).put("of", islands.size());
    json.setAll(outcome.toJson(took));
    json.set("documents", Documents.toJson(documents));
    json.set("tiers", islands.tiers());
    json.set("networks", islands.networks());
    return json;
  }
}
