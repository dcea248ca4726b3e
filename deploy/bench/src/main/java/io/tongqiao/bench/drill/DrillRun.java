package io.tongqiao.bench.drill;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SplittableRandom;

/** One drill from the first process to the comparison. */
final class DrillRun {

  private static final Duration START = Duration.ofMinutes(3);

  private final DrillSettings settings;
  private final LocalDate day;
  private final Cleanup cleanup;
  private final SplittableRandom random;
  private final Site site;
  private final Acceptances acceptances = new Acceptances();
  private final long begun = System.nanoTime();

  DrillRun(DrillSettings settings, LocalDate day, Cleanup cleanup) {
    this.settings = settings;
    this.day = day;
    this.cleanup = cleanup;
    this.random = new SplittableRandom(settings.seed());
    this.site = Site.below(settings.folder());
  }

  /**
   * Runs it.
   *
   * @throws IOException when a process cannot be started or a file cannot be read or written
   * @throws IllegalStateException when the server never serves
   */
  Result run() throws IOException, InterruptedException {
    Optional<SmallDisk> disk = smallDisk();
    Files.createDirectories(site.data());
    // a copy: a build meanwhile must not replace what is started again and again
    Files.copy(settings.serverJar(), site.serverJar());
    new HurriedSystems(settings.serverJar())
        .copy(settings.systems(), site.systems(), settings.only());
    var repertoire = new Repertoire(site.systems());
    Optional<PostgresDatabase> database = database();
    Company company = cleanup.add(new Company(repertoire, settings.simulatorJar(), site));
    write(company.endpoints(), site.settings());
    var client = new RelayClient(site, repertoire.platform());
    Server server = cleanup.add(new Server(recipe(database), client));
    server.awaitServing(START);

    List<Story> stories = Story.tell(repertoire, settings.cases(), day);
    var ledgers = new Ledgers(company.ledgers(site));
    var work = new Work(repertoire, stories, acceptances, ledgers);
    var plan = Plan.of(settings.kills(), disk.isPresent(), database.isPresent(), random.split());
    var director =
        new Director(plan, work, server, company.peers(), disk, database, random.split());
    cleanup.add(director);
    var mischief = cleanup.add(new Mischief(company.peers(), repertoire, random.split()));
    var senders = cleanup.add(senders(stories, client, repertoire.platform(), director));
    cleanup.add(new Progress(work, acceptances, ledgers, server, director)).start();
    director.start();
    senders.start(random.split());
    while (!senders.done() || !director.done()) {
      MILLISECONDS.sleep(100);
    }
    mischief.stop();
    server.awaitServing(START);
    var aftermath = new Aftermath(repertoire, client, acceptances, ledgers, settings.patience());
    List<Fault> faults = aftermath.faults();
    return result(aftermath.accepted(), faults, ledgers, server, director);
  }

  private Senders senders(
      List<Story> stories, RelayClient client, String platform, Director director) {
    return new Senders(
        stories,
        settings.senders(),
        () -> List.of(new RestDoor(client), new SoapDoor(client), new QueueDoor(site, platform)),
        acceptances,
        director::trouble);
  }

  private Optional<SmallDisk> smallDisk() throws IOException, InterruptedException {
    if (!settings.disk()) {
      return Optional.empty();
    }
    Optional<SmallDisk> disk = SmallDisk.mount(site.data(), 512 + settings.cases() / 10);
    if (disk.isEmpty()) {
      System.err.println("不能挂载小磁盘（需要 root），跳过写满磁盘这一项");
    }
    return disk.map(cleanup::add);
  }

  private Optional<PostgresDatabase> database() throws IOException {
    return settings.postgres()
        ? Optional.of(cleanup.add(new PostgresDatabase(site.folder().resolve("postgres"))))
        : Optional.empty();
  }

  private JavaProcess recipe(Optional<PostgresDatabase> database) {
    Map<String, String> environment = new HashMap<>();
    environment.put("TONGQIAO_DATA", site.data().toString());
    environment.put("TONGQIAO_SETTINGS", site.settings().toString());
    environment.put("TONGQIAO_SYSTEMS", site.systems().toString());
    environment.put("TONGQIAO_HTTP_ADDRESS", "127.0.0.1");
    environment.put("TONGQIAO_HTTP_PORT", Integer.toString(site.httpPort()));
    environment.put("TONGQIAO_AMQP_PORT", Integer.toString(site.amqpPort()));
    database.ifPresent(d -> environment.putAll(d.environment()));
    return new JavaProcess(
        site.folder(),
        site.log("server"),
        List.of("-Xmx512m"),
        site.serverJar(),
        List.of(),
        environment);
  }

  private static void write(Properties properties, Path file) throws IOException {
    try (Writer out = Files.newBufferedWriter(file)) {
      properties.store(out, null);
    }
  }

  private Result result(
      long accepted, List<Fault> faults, Ledgers ledgers, Server server, Director director)
      throws IOException {
    director.failure().ifPresent(e -> System.err.println("演练没有按计划做完：" + e));
    return new Result(
        settings,
        accepted,
        faults,
        acceptances.answers(),
        server.kills(),
        server.ownEnds(),
        server.longestRestart(),
        acceptances.resentSoFar(),
        director.peerKills(),
        ledgers.lines().stream().filter(LedgerLine::lostAnswer).count(),
        director.diskFull(),
        director.databaseAway(),
        Duration.ofNanos(System.nanoTime() - begun),
        director.failure().isEmpty());
  }
}
