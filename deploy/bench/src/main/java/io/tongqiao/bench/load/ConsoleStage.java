package io.tongqiao.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * The console over a journal of a million messages, while the server relays at half of the speed
 * that it has just shown over that journal.
 */
final class ConsoleStage {

  private static final int FEW = 50_000;
  private static final int SYSTEMS = 7;
  private static final int STAGE = 80;
  private static final double HALF = 0.5;
  private static final Duration SETTLED = Duration.ofSeconds(10);
  private static final List<String> LIKE = List.of("TQL000000000001", "TQL000000000002");
  private static final List<Integer> EVENTS = List.of(11, 7);

  /** That of an installed server. */
  private static final List<String> HEAP = List.of("-Xmx2g");

  private static final String WHAT = "console";

  private final Plan plan;
  private final Report report;
  private final int messages;
  private final Cases cases = new Cases();
  private final Clock clock = Clock.systemUTC();

  /**
   * Remembers what to do.
   *
   * @param messages in the journal
   */
  ConsoleStage(Plan plan, Report report, int messages) {
    this.plan = plan;
    this.report = report;
    this.messages = plan.quick() ? Math.min(messages, FEW) : messages;
  }

  /** Measures the speed, fills the journal, and asks while half of that speed is relayed. */
  void run(Database shared) throws IOException, InterruptedException, SQLException {
    Database journal = shared.apart("console");
    Path home = plan.home().resolve("console-" + journal.name());
    try (Sink sink = new Sink(0)) {
      begin(home, journal, sink);
      int written = fill(home, journal);
      long began = System.nanoTime();
      try (Server server = start(home, journal, sink)) {
        double seconds = (System.nanoTime() - began) / 1e9;
        tell(journal, "start with all cases to be entered", seconds, "s");
        double most = speed("full journal", STAGE + 1, server, journal, sink);
        ask(server, journal, sink, most, written);
      }
    }
  }

  private Server start(Path home, Database journal, Sink sink)
      throws IOException, InterruptedException {
    Path folders = home.resolve("systems");
    Systems.copy(plan.systems(), folders, SYSTEMS, plan.consumers());
    List<String> sinks = Systems.sinks(SYSTEMS);
    for (String idle : sinks.subList(1, SYSTEMS)) {
      Path descriptor = folders.resolve(idle).resolve("system.yaml");
      String text = Files.readString(descriptor, UTF_8);
      // what is sent now goes to the first only
      Files.writeString(
          descriptor, text.replace("[\"610117001000\"]", "[\"999999999999\"]"), UTF_8);
    }
    var site = new Server.Site(folders, Map.of(sinks.get(0), sink.address()), Systems.SOURCE);
    return Server.start(WHAT, plan.serverJar(), home, site, journal, HEAP, Map.of());
  }

  /** The speed without anything in the journal, and the cases that it is filled by. */
  private void begin(Path home, Database journal, Sink sink)
      throws IOException, InterruptedException {
    try (Server server = start(home, journal, sink)) {
      speed("empty journal", STAGE, server, journal, sink);
      try (var sender = new Sender(server.door(), server.key())) {
        for (int i = 0; i < LIKE.size(); i++) {
          for (byte[] message : cases.story(LIKE.get(i), EVENTS.get(i))) {
            int status = sender.post(message);
            if (status / 100 != 2) {
              throw new IOException(
                  "a message was answered with "
                      + status
                      + ": "
                      + new String(sender.answer(), UTF_8));
            }
          }
        }
      }
      Thread.sleep(SETTLED.toMillis());
    }
  }

  /** What it delivers in a second at most; warms the server up, too. */
  private double speed(String over, int stage, Server server, Database journal, Sink sink)
      throws IOException, InterruptedException {
    say("its speed over the " + over, journal);
    Figures figures =
        new Driver(load(server), stage, Program.of(server.child(), journal)).run(List.of(sink));
    report.add(new Report.Row("console, " + over, journal.name(), size(), figures));
    return figures.delivered();
  }

  private int size() {
    return plan.sizes().get(0);
  }

  private Load load(Server server) throws IOException {
    Workload workload = cases.permit(Plan.bytes(size()), 1);
    return new Load(
        server.door(),
        server.key(),
        workload,
        plan.connections(),
        plan.inFlight(),
        0,
        1,
        plan.warm(),
        plan.measured());
  }

  private int fill(Path home, Database journal) throws SQLException {
    say("filling the journal with " + messages + " messages", journal);
    long began = System.nanoTime();
    try (Connection connection = journal.connect(home)) {
      int written = new JournalFill(connection, Systems.sinks(SYSTEMS), clock).fill(LIKE, messages);
      tell(journal, "messages in the journal", messages, "");
      tell(journal, "cases in the journal", written, "");
      tell(journal, "filling it took", (System.nanoTime() - began) / 1e9, "s");
      return written;
    }
  }

  private void ask(Server server, Database journal, Sink sink, double most, int written)
      throws IOException, InterruptedException {
    URI site = server.door().resolve("/");
    Path keys = server.data().resolve("keys");
    var settled = new ConsoleVisitor(site);
    settled.settle(Files.readString(keys.resolve("first-password"), UTF_8).strip());
    String token = Files.readString(keys.resolve("operator"), UTF_8).strip();
    say("asking at half of the speed", journal);
    Duration measured = plan.quick() ? SETTLED : Duration.ofSeconds(60);
    Load base = load(server);
    var half =
        new Load(
            base.door(),
            base.key(),
            base.workload(),
            base.connections() * 4,
            0,
            Math.floor(most * HALF),
            1,
            plan.quick() ? plan.warm() : measured.multipliedBy(2),
            measured);
    Program program = Program.of(server.child(), journal);
    var relaying = CompletableFuture.supplyAsync(() -> relay(half, program, sink));
    var questions = new ConsoleQuestions(site, token, written, Systems.sinks(SYSTEMS), clock);
    questions.warmUp(half.warm());
    questions.measure(measured.minusSeconds(2));
    try {
      Figures figures = relaying.get();
      report.add(new Report.Row("console, half speed", journal.name(), size(), figures));
      report.console().disturbed(WHAT, journal, figures.others());
    } catch (ExecutionException e) {
      throw new IOException("relaying ended", e);
    }
    questions.tell(report.console(), journal);
  }

  private static Figures relay(Load load, Program program, Sink sink) {
    try {
      return new Driver(load, STAGE + 2, program).run(List.of(sink));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void tell(Database journal, String name, double value, String unit) {
    report.console().tell(WHAT, journal, name, value, unit);
  }

  private static void say(String what, Database journal) {
    System.err.println("measuring the console: " + what + " " + journal.name() + " ...");
  }
}
