package io.tongqiao.bench.load;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How long the server takes from the start of its process, on an empty data directory and with all
 * folders, to the first time that it calls itself healthy.
 */
final class StartupStage {

  private static final int TIMES = 5;
  private static final int PAGE_KB = 4;

  /**
   * One start.
   *
   * @param how as a jar of jars, or laid out with its classes in a file
   * @param seconds to healthy
   * @param cpuSeconds of all its threads by then
   * @param residentMb its memory by then
   */
  record Row(String how, double seconds, double cpuSeconds, long residentMb) {}

  private final Plan plan;
  private final Path systems;
  private final Path unpacked;

  /**
   * Remembers what to start.
   *
   * @param systems directory of system folders
   * @param unpacked what {@code deploy/unpack.sh} has laid out
   */
  StartupStage(Plan plan, Path systems, Path unpacked) {
    this.plan = plan;
    this.systems = systems;
    this.unpacked = unpacked;
  }

  /** Each several times, in turn. */
  List<Row> run() throws IOException, InterruptedException {
    var rows = new ArrayList<Row>();
    for (int i = 0; i < (plan.quick() ? 1 : TIMES); i++) {
      rows.add(start("jar", i, plan.serverJar(), List.of()));
      Path jar = unpacked.resolve("tongqiao-server.jar");
      String classes = "-XX:SharedArchiveFile=" + unpacked.resolve("classes.jsa");
      rows.add(start("unpacked", i, jar, List.of(classes)));
    }
    return rows;
  }

  private Row start(String how, int time, Path jar, List<String> options)
      throws IOException, InterruptedException {
    Path home = Files.createDirectories(plan.home().resolve("startup-" + how + "-" + time));
    int port = Ports.free();
    Map<String, String> environment =
        Map.of(
            "TONGQIAO_DATA", home.toString(),
            "TONGQIAO_SYSTEMS", systems.toString(),
            "TONGQIAO_HTTP_ADDRESS", "127.0.0.1",
            "TONGQIAO_HTTP_PORT", Integer.toString(port),
            "TONGQIAO_AMQP_PORT", Integer.toString(Ports.free()));
    long begun = System.nanoTime();
    try (Child child = Child.java("server", home, options, jar, List.of(), environment)) {
      child.awaitAnswer(URI.create("http://127.0.0.1:" + port + "/actuator/health"));
      double seconds = (System.nanoTime() - begun) / 1e9;
      long cpu = child.handle().info().totalCpuDuration().map(d -> d.toMillis()).orElse(0L);
      var row = new Row(how, seconds, cpu / 1e3, resident(child.handle().pid()));
      System.err.printf("  start %s: %.1f s, CPU %.1f s%n", how, row.seconds(), row.cpuSeconds());
      return row;
    }
  }

  /** Linux only; 0 elsewhere. */
  private static long resident(long pid) throws IOException {
    Path memory = Paths.get("/proc", Long.toString(pid), "statm");
    if (!Files.exists(memory)) {
      return 0;
    }
    return Long.parseLong(Files.readString(memory).split(" ")[1]) * PAGE_KB / 1024;
  }
}
