package io.tongqiao.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code tongqiao demo}: plays the county's platform against a relay whose systems are played by
 * the simulator, shows what became of every delivery, and asks for the documents of one more case.
 * Exits with 0 only when there was at least one delivery, all were delivered, and every document
 * was found that a system holds.
 */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = "演示：由模拟器扮演审批平台送出办件，等各系统答复，列出每次投递的结果；再为一件办件向各系统调取前置材料。")
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
    long start = clock.millis();
    performance.play(platform, lives, cases > 0 ? cases : lives.size());
    Outcome outcome = performance.settle(platform, Duration.ofSeconds(limit));
    Duration took = Duration.ofMillis(clock.millis() - start);
    Documents documents = new Enquiry(web, cast, clock).ask(platform, LATE);
    print(outcome, documents, cast, took);
    return outcome.good() && documents.good() ? 0 : 1;
  }

  private void print(Outcome outcome, Documents documents, Cast cast, Duration took) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(outcome.table(cast).text());
    out.println();
    out.println(
        "%d 个系统，%d 件办件，%d 次投递：送达 %d，失败 %d；用时 %s 秒"
            .formatted(
                outcome.systems(),
                outcome.cases().size(),
                outcome.copies().size(),
                outcome.delivered(),
                outcome.failed(),
                outcome.toJson(took).path("seconds").asText()));
    if (documents.asked() > 0) {
      out.println();
      out.println(documents.table().text());
      out.println();
      out.println(
          "办件 %s 调取前置材料 %d 份：已取得 %d 份，来自 %d 个系统"
              .formatted(
                  documents.answer().path("caseNo").asText(),
                  documents.asked(),
                  documents.found(),
                  documents.holders()));
    }
    if (once) {
      out.println(outcome.toJson(took).<ObjectNode>set("documents", documents.toJson()));
    }
  }
}
