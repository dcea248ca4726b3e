package io.tongqiao.bench.load;

import io.tongqiao.bench.load.Sink.Mood;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The stages of a run, one method each; every figure goes into the report. */
final class Stages implements AutoCloseable {

  private static final int SEVEN = 7;
  private static final int QUEUED = 100_000;
  private static final double HALF = 400;
  private static final String PRUNED_AFTER = "20s";
  private static final Duration SHORT = Duration.ofSeconds(10);
  private static final Duration SETTLED = Duration.ofSeconds(5);

  /** Until a breaker has closed and what was kept back has gone out. */
  private static final Duration WARM_AGAIN = Duration.ofSeconds(60);

  private final Plan plan;
  private final Report report;
  private final Cases cases = new Cases();
  private final List<Sink> sinks = new ArrayList<>();
  private int stage;

  Stages(Plan plan, Report report) throws IOException {
    this.plan = plan;
    this.report = report;
    for (int i = 0; i < SEVEN; i++) {
      sinks.add(new Sink(i));
    }
  }

  /** (z): what driver and sink cost by themselves. */
  void driverAlone() throws IOException, InterruptedException {
    URI door = sinks.get(0).address();
    for (int size : plan.sizes()) {
      Load load = load(door, "", size).warming(SETTLED).measuredAtMost(SHORT);
      measure("z", "", size, load, Program.driver());
    }
  }

  /** (a): the bare broker. */
  void broker() throws IOException, InterruptedException {
    for (int size : plan.sizes()) {
      Path data = Files.createDirectories(plan.home().resolve("a-" + size));
      List<String> arguments =
          List.of(
              "broker",
              "--data=" + data,
              "--bytes=" + Plan.bytes(size),
              "--consumers=" + plan.consumers(),
              "--warm=" + plan.warm().toSeconds(),
              "--seconds=" + plan.measured().toSeconds());
      say("a", "", size);
      try (Child child = Child.java("a", data, List.of(), plan.ownJar(), arguments, Map.of())) {
        String[] told = child.lastLine().split(" ");
        Figures figures = Figures.relayed(Double.parseDouble(told[0]), Double.parseDouble(told[1]));
        report.add(new Report.Row("a", "", size, figures));
      }
    }
  }

  /**
   * (b): a plain Camel route.
   *
   * @param translating whether it validates and maps as Tongqiao does: (b+)
   */
  void plain(boolean translating) throws IOException, InterruptedException {
    String name = translating ? "b+" : "b";
    Path data = Files.createDirectories(plan.home().resolve(name));
    int port = Ports.free();
    var arguments = new ArrayList<String>();
    arguments.addAll(List.of("plain", "--data=" + data, "--port=" + port));
    arguments.add("--sink=" + sinks.get(0).address() + "/cases");
    arguments.add("--consumers=" + plan.consumers());
    if (translating) {
      arguments.add("--folder=" + plan.systems().resolve(Systems.sinks(1).get(0)));
    }
    URI home = URI.create("http://127.0.0.1:" + port);
    try (Child child = Child.java(name, data, List.of(), plan.ownJar(), arguments, Map.of())) {
      child.awaitAnswer(home.resolve("/ready"));
      bySize(name, "", load(home.resolve("/api/v1/messages"), "", 0), Program.of(child));
    }
  }

  /** (c), and with the same server what it accepts, and its times at a fixed rate. */
  void tongqiao(Database journal, Set<String> only) throws IOException, InterruptedException {
    try (Server server = server("c-" + journal.name(), journal, 1, Map.of())) {
      Load load = load(server.door(), server.key(), 0);
      Program program = Program.of(server.child(), journal);
      double most = 0;
      if (only.contains("c") || only.contains("open")) {
        most = bySize("c", journal.name(), load, program);
      }
      int size = plan.sizes().get(0);
      Load warm = load.warming(most > 0 ? SETTLED : plan.warm());
      if (only.contains("open")) {
        for (double share : new double[] {0.5, 0.8}) {
          Load open = warm.with(permit(size)).open(Math.floor(most * share));
          measure("open " + Math.round(share * 100) + " %", journal.name(), size, open, program);
        }
      }
      if (only.contains("accept")) {
        Workload unwanted = cases.unwanted(Plan.bytes(size));
        Load accepting = warm.with(unwanted).undelivered();
        measure("accept", journal.name(), size, accepting, program);
      }
    }
  }

  /**
   * Seven systems: all well, then one whose connections are refused, then one that hangs, then all
   * well again, since the journal has grown meanwhile.
   */
  void dead(Database journal) throws IOException, InterruptedException {
    int size = plan.sizes().get(0);
    Sink last = sinks.get(SEVEN - 1);
    try (Server server = server("dead-" + journal.name(), journal, SEVEN, Map.of())) {
      Load load = load(server.door(), server.key(), size);
      Program program = Program.of(server.child(), journal);
      Load six = load.to(SEVEN - 1);
      measure("six of 7, all well", journal.name(), size, six, program);
      last.become(Mood.DEAD);
      measure("six of 7, one dead", journal.name(), size, six.warming(SETTLED), program);
      last.become(Mood.HANGING);
      measure("six of 7, one hangs", journal.name(), size, six.warming(SETTLED), program);
      last.become(Mood.WELL);
      measure("six of 7, all well again", journal.name(), size, six.warming(WARM_AGAIN), program);
    } finally {
      last.become(Mood.WELL);
    }
  }

  /**
   * (c) at half of what it delivers at most, first with nothing to remove, then while retention
   * removes as many messages as come in.
   */
  void pruning(Database journal) throws IOException, InterruptedException {
    int size = plan.sizes().get(0);
    Map<String, String> settings =
        Map.of("TONGQIAO_RETENTION_AGE", PRUNED_AFTER, "TONGQIAO_RETENTION_EVERY", "1s");
    try (Server server = server("keep-" + journal.name(), journal, 1, Map.of())) {
      Load half = load(server.door(), server.key(), size).open(HALF);
      measure("keeping all", journal.name(), size, half, Program.of(server.child(), journal));
    }
    try (Server server = server("prune-" + journal.name(), journal, 1, settings)) {
      Load half = load(server.door(), server.key(), size).open(HALF);
      measure("pruning", journal.name(), size, half, Program.of(server.child(), journal));
    }
  }

  /** How long a server that was killed takes until it accepts again, with much on its queues. */
  void restart(Database journal) throws IOException, InterruptedException {
    int size = plan.sizes().get(0);
    say("restart", journal.name(), size);
    sinks.get(0).become(Mood.DEAD);
    try {
      Filling.Starter starter = () -> server("restart-" + journal.name(), journal, 1, Map.of());
      Duration took = new Filling(permit(size), plan.connections()).restart(starter, QUEUED);
      report.told("s to accepting, " + QUEUED + " queued " + journal.name(), took);
    } finally {
      sinks.get(0).become(Mood.WELL);
    }
  }

  private Server server(String name, Database journal, int systems, Map<String, String> settings)
      throws IOException, InterruptedException {
    Path directory = plan.home().resolve(name);
    Path folders =
        Systems.copy(plan.systems(), directory.resolve("systems"), systems, plan.consumers());
    List<String> options =
        plan.profiled() && systems == 1
            ? List.of(
                "-XX:StartFlightRecording=settings=profile,dumponexit=true,filename="
                    + plan.home().resolve(name + ".jfr"))
            : List.of();
    Map<String, URI> endpoints = new HashMap<>();
    for (int i = 0; i < systems; i++) {
      endpoints.put(Systems.sinks(systems).get(i), sinks.get(i).address());
    }
    var site = new Server.Site(folders, endpoints, Systems.SOURCE);
    return Server.start(name, plan.serverJar(), directory, site, journal, options, settings);
  }

  /** Measures at each size; the rate delivered at the first. */
  private double bySize(String what, String database, Load load, Program program)
      throws IOException, InterruptedException {
    double first = 0;
    for (int size : plan.sizes()) {
      Load sized = load.with(permit(size)).warming(first > 0 ? SETTLED : plan.warm());
      Figures figures = measure(what, database, size, sized, program);
      first = first > 0 ? first : figures.delivered();
    }
    return first;
  }

  private Figures measure(String what, String database, int size, Load load, Program program)
      throws InterruptedException {
    say(what, database, size);
    stage++;
    Figures figures = new Driver(load, stage, program).run(sinks);
    report.add(new Report.Row(what, database, size, figures));
    return figures;
  }

  private Load load(URI door, String key, int size) throws IOException {
    Workload workload = size == 0 ? permit(plan.sizes().get(0)) : permit(size);
    return new Load(
        door,
        key,
        workload,
        plan.connections(),
        plan.inFlight(),
        0,
        1,
        plan.warm(),
        plan.measured());
  }

  private Workload permit(int size) throws IOException {
    return cases.permit(Plan.bytes(size), plan.events());
  }

  private static void say(String what, String database, int size) {
    System.err.printf("measuring %s %s %d KB ...%n", what, database, size);
  }

  @Override
  public void close() throws IOException {
    for (Sink sink : sinks) {
      sink.close();
    }
  }
}
