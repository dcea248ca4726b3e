package io.tongqiao.bench.drill;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The crash drill. The last line on standard output is one JSON object; exits with 0 only when
 * nothing was lost, doubled, inverted or receipted differently, and all kills have happened.
 */
@Command(
    name = "drill",
    mixinStandardHelpOptions = true,
    description = "崩溃演练：边送办件边杀进程，再拿受理过的报文与各系统的台账逐份核对。")
public final class Drill implements Callable<Integer> {

  private static final int TOLD = 20;

  private final PrintStream out;
  private final Clock clock;

  @Option(names = "--home", required = true, description = "项目目录")
  private Path home = Path.of("");

  @Option(names = "--cases", defaultValue = "500", description = "办件数，默认 ${DEFAULT-VALUE}")
  private int cases;

  @Option(names = "--kills", defaultValue = "5", description = "杀通桥的次数，默认 ${DEFAULT-VALUE}")
  private int kills;

  @Option(names = "--db", defaultValue = "h2", description = "h2 或 postgres，默认 ${DEFAULT-VALUE}")
  private Database db = Database.h2;

  @Option(names = "--seed", description = "随机数种子；不写则每次不同")
  private Optional<Long> seed = Optional.empty();

  @Option(names = "--no-disk", description = "不写满磁盘")
  private boolean noDisk;

  @Option(names = "--server-jar", description = "通桥的 jar；不写则用构建出来的")
  private Optional<Path> serverJar = Optional.empty();

  @Option(names = "--simulator-jar", description = "模拟器的 jar；不写则用构建出来的")
  private Optional<Path> simulatorJar = Optional.empty();

  @Option(names = "--systems", description = "系统文件夹所在目录；不写则用项目里的")
  private Optional<Path> systems = Optional.empty();

  @Option(names = "--only", split = ",", paramLabel = "<id>", description = "只演这些系统；不写则全部")
  private Set<String> only = Set.of();

  @Option(names = "--senders", defaultValue = "16", description = "同时送多少件，默认 ${DEFAULT-VALUE}")
  private int senders;

  @Option(
      names = "--patience",
      defaultValue = "180",
      description = "多少秒毫无进展就不再等，默认 ${DEFAULT-VALUE}")
  private int patience;

  @Option(names = "--clean", description = "结果好时删除本次的数据")
  private boolean clean;

  /** What the journal is kept in. */
  enum Database {
    h2,
    postgres
  }

  private Drill(PrintStream out, Clock clock) {
    this.out = out;
    this.clock = clock;
  }

  /** Runs a drill and exits with its code. */
  public static void main(String[] arguments) {
    // what libraries have to say must not follow the result
    PrintStream out = System.out;
    System.setOut(System.err);
    // it reports every broken connection, and here they are broken on purpose
    ((Logger) LoggerFactory.getLogger("org.apache.qpid")).setLevel(Level.OFF);
    System.exit(
        new CommandLine(new Drill(out, Clock.system(ZoneOffset.ofHours(8)))).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    DrillSettings settings = settings();
    Files.createDirectories(settings.folder());
    System.err.println("数据、台账和日志在 " + settings.folder() + " ，种子 " + settings.seed());
    Result result;
    try (var cleanup = new Cleanup()) {
      result = new DrillRun(settings, LocalDate.now(clock), cleanup).run();
    }
    tell(result);
    if (clean && result.good()) {
      delete(settings.folder());
    }
    out.println(result.toJson());
    return result.good() ? 0 : 1;
  }

  private DrillSettings settings() {
    String stamp =
        DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").format(LocalDateTime.now(clock))
            + "-"
            + ProcessHandle.current().pid();
    Path root = home.toAbsolutePath().normalize();
    return new DrillSettings(
        cases,
        kills,
        db == Database.postgres,
        seed.orElseGet(clock::millis),
        !noDisk,
        serverJar.orElse(root.resolve("deploy/server/target/tongqiao-server.jar")).toAbsolutePath(),
        simulatorJar
            .orElse(root.resolve("connectors/simulator/target/tongqiao-simulator-exec.jar"))
            .toAbsolutePath(),
        systems.orElse(root.resolve("connectors/systems")).toAbsolutePath(),
        only,
        root.resolve("run/drill").resolve(stamp),
        senders,
        Duration.ofSeconds(patience));
  }

  private static void tell(Result result) {
    System.err.println("各入口的回答：");
    new TreeMap<>(result.answers())
        .forEach((answer, count) -> System.err.println("  " + answer + " × " + count));
    // what stands still for a person has been the cause of others, so it comes first
    result.faults().stream()
        .sorted(Comparator.comparing(fault -> !fault.seen().startsWith("PARKED")))
        .limit(TOLD)
        .forEach(fault -> System.err.println(fault.text()));
    if (result.faults().size() > TOLD) {
      System.err.println("……共 " + result.faults().size() + " 处");
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : (Iterable<Path>) paths.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(path);
      }
    }
  }
}
