package io.tongqiao.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures; see {@code deploy/README.md} and, for pulls, {@code deploy/bench/README.md}. Figures go
 * to standard output, progress to standard error. Exit code 0 when nothing went wrong, 1 when
 * errors were counted or a bar was missed.
 */
@Command(
    name = "load",
    description = "measures Tongqiao beside the bare broker and a plain Camel route")
public final class LoadCommand implements Callable<Integer> {

  @Option(names = "--server-jar", required = true)
  private Path serverJar;

  @Option(names = "--systems", required = true, description = "directory of the system folders")
  private Path systems;

  @Option(
      names = "--out",
      required = true,
      description = "directory of this run: data, logs, profile")
  private Path out;

  @Option(
      names = "--folders",
      required = true,
      description = "directory of the folders that a site deploys, for startup and translation")
  private Path folders;

  @Option(names = "--unpacked", description = "what deploy/unpack.sh laid out, for startup")
  private Path unpacked = Path.of("unpacked");

  @Option(
      names = "--only",
      split = ",",
      defaultValue = "startup,translation,z,a,b,c,accept,open,dead,prune,restart,pulls,console",
      description =
          "stages; pulls: requests for documents, console: a full journal; see deploy/bench/README.md")
  private Set<String> only;

  @Option(names = "--db", defaultValue = "both", description = "h2, postgres or both")
  private String database;

  @Option(names = "--sizes", split = ",", defaultValue = "2,10", description = "KB of a whole case")
  private List<Integer> sizes;

  @Option(names = "--quick", description = "5 seconds each; shows that it runs, measures little")
  private boolean quick;

  @Option(names = "--seconds", defaultValue = "20", description = "how long each is measured")
  private int seconds;

  @Option(
      names = "--warm",
      defaultValue = "120",
      description =
          "seconds before: the JVM needs about 30,000 messages until it is what it is for years")
  private int warm;

  @Option(
      names = "--consumers",
      defaultValue = "16",
      description = "of (a), (b) and each sink of (c)")
  private int consumers;

  @Option(names = "--connections", defaultValue = "32", description = "that send at once")
  private int connections;

  @Option(
      names = "--in-flight",
      defaultValue = "400",
      description = "closed model: most messages sent and not yet delivered")
  private int inFlight;

  @Option(names = "--events", defaultValue = "1", description = "of each case, in order; 1 to 5")
  private int events;

  @Option(names = "--messages", defaultValue = "1000000", description = "console: in the journal")
  private int messages;

  @Option(names = "--profile", description = "c: records the server's flight while (c) runs")
  private Optional<String> profile;

  @Override
  public Integer call() throws Exception {
    Path home = Files.createDirectories(out.toAbsolutePath());
    int measured = quick ? Math.min(seconds, 5) : seconds;
    var plan =
        new Plan(
            serverJar.toAbsolutePath(),
            Path.of(System.getProperty("java.class.path")).toAbsolutePath(),
            systems.toAbsolutePath(),
            home,
            Duration.ofSeconds(quick ? 5 : warm),
            Duration.ofSeconds(measured),
            consumers,
            connections,
            inFlight,
            events,
            sizes,
            profile.isPresent(),
            quick);
    var report = new Report(digest(serverJar));
    var stages = new Stages(plan, report);
    try {
      side(plan, report.side());
      simple(stages);
      var pulls = new PullStages(plan, report.pulls());
      for (String name : database.equals("both") ? List.of("h2", "postgres") : List.of(database)) {
        try (Database journal = database(name, home)) {
          tongqiao(stages, journal);
          if (only.contains("pulls")) {
            pulls.run(journal);
            new DocumentStage(plan, report.pulls()).run(journal);
          }
          if (only.contains("console")) {
            new ConsoleStage(plan, report, messages).run(journal);
          }
        }
      }
    } finally {
      stages.close();
      report.print(System.out);
    }
    return report.errors() == 0 && !report.missed() ? 0 : 1;
  }

  private void side(Plan plan, SideFigures figures) throws IOException, InterruptedException {
    if (only.contains("startup")) {
      figures.starts(
          new StartupStage(plan, folders.toAbsolutePath(), unpacked.toAbsolutePath()).run());
    }
    if (only.contains("translation")) {
      figures.translations(new TranslationStage(plan, folders.toAbsolutePath()).run());
    }
  }

  private void simple(Stages stages) throws Exception {
    if (only.contains("z")) {
      stages.driverAlone();
    }
    if (only.contains("a")) {
      stages.broker();
    }
    if (only.contains("b")) {
      stages.plain(false);
      stages.plain(true);
    }
  }

  private void tongqiao(Stages stages, Database journal) throws Exception {
    if (only.contains("c") || only.contains("open") || only.contains("accept")) {
      stages.tongqiao(journal, only);
    }
    if (only.contains("dead")) {
      stages.dead(journal);
    }
    if (only.contains("prune")) {
      stages.pruning(journal);
    }
    if (only.contains("restart")) {
      stages.restart(journal);
    }
  }

  private static String digest(Path file) throws IOException, NoSuchAlgorithmException {
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    return HexFormat.of().formatHex(sha.digest(Files.readAllBytes(file)));
  }

  private static Database database(String name, Path home)
      throws IOException, java.sql.SQLException {
    return name.equals("h2") ? Database.h2() : Database.postgres(home.resolve("postgres"));
  }
}
