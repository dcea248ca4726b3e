package io.tongqiao.bench.load;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Pulls of prerequisite documents: what Tongqiao adds to the time that their holders take. */
final class PullStages {

  private static final Duration FAST = Duration.ofMillis(200);
  private static final Duration SLOW = Duration.ofSeconds(5);
  private static final Duration WAIT = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Milliseconds that an answer may take beyond what it waited for. */
  private static final double BAR = 250;

  private static final int HEAP = 512;
  private static final int WARMERS = 8;
  private static final String SIDE_BY_SIDE = "ten and one";
  private static final String LATE = "nine, one late";

  private final Plan plan;
  private final PullFigures figures;
  private final AtomicInteger numbers = new AtomicInteger();

  PullStages(Plan plan, PullFigures figures) {
    this.plan = plan;
    this.figures = figures;
  }

  /** Ten holders that answer after 200 ms and one that answers after 5 s, all on one server. */
  void run(Database journal) throws IOException, InterruptedException {
    String name = "pulls-" + journal.name();
    Path directory = plan.home().resolve(name);
    List<Closeable> open = new ArrayList<>();
    try (Ear ear = new Ear()) {
      var systems = new PullSystems(plan.systems(), directory, ear.address());
      for (int i = 0; i < PullItem.MATERIALS; i++) {
        hold(systems, Integer.toString(i + 1), PullItem.ofHolder(i), FAST, open);
      }
      hold(systems, "slow", PullItem.ofSlow(), SLOW, open);
      var log = new HeapLog(directory.resolve("gc.log"));
      try (Server server = systems.start(name, plan, journal, log.options(HEAP))) {
        warmUp(server);
        sideBySide(server, journal);
        late(server, journal, ear);
        ear.forget();
        new PullBurst(server, journal, ear, figures, log).run(cases(plan.quick() ? 100 : 500));
      }
    } finally {
      for (Closeable holder : open) {
        holder.close();
      }
    }
  }

  private static void hold(
      PullSystems systems,
      String name,
      List<String> documents,
      Duration pause,
      List<Closeable> open)
      throws IOException {
    String answer =
        "{\"code\":\"0\",\"number\":\"BENCH-"
            + name
            + "\",\"issuer\":\"压测发证机关\",\"status\":\"01\"}";
    var holder = new Respondent(pause, answer, body -> {});
    open.add(holder);
    systems.hold(name, documents, holder.address());
  }

  private PullCase next(PullItem item) {
    return PullCase.of("P", numbers.getAndIncrement(), item);
  }

  private List<PullCase> cases(int count) {
    List<PullCase> cases = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      cases.add(next(PullItem.TEN));
    }
    return cases;
  }

  private void warmUp(Server server) throws InterruptedException {
    say("warming up");
    long end = System.nanoTime() + plan.warm().toNanos();
    var crowd = new Crowd();
    for (int i = 0; i < WARMERS; i++) {
      crowd.start(
          () -> {
            try (var asker = new Asker(server.door(), server.key())) {
              while (System.nanoTime() < end) {
                PullCase pulled = next(PullItem.TEN);
                asker.apply(pulled);
                asker.pull(pulled, WAIT);
              }
            }
          });
    }
    crowd.join();
  }

  /** One material has a slow holder beside a fast one: nobody waits for it. */
  private void sideBySide(Server server, Database journal) throws IOException {
    int count = plan.quick() ? 20 : 200;
    int wrong =
        inSequence(server, journal, SIDE_BY_SIDE, PullItem.TEN_AND_ONE, count, FAST, "slowest");
    figures.hold(SIDE_BY_SIDE, journal, "answers without ten found", wrong, "", 0);
  }

  /** One material has the slow holder only: the rest is told in time, and that one later. */
  private void late(Server server, Database journal, Ear ear)
      throws IOException, InterruptedException {
    int count = plan.quick() ? 5 : 20;
    ear.forget();
    int wrong = inSequence(server, journal, LATE, PullItem.ONE_LATE, count, WAIT, "wait");
    ear.await(count, PATIENCE);
    figures.hold(LATE, journal, "answers without nine found, one pending", wrong, "", 0);
    int missing = count - ear.count("FOUND");
    figures.hold(LATE, journal, "late results missing at the asker", missing, "", 0);
    figures.hold(LATE, journal, "late results told twice", ear.doubled(), "", 0);
  }

  /**
   * Pulls one after the other, and tells how long after a time the answers came.
   *
   * @return how many answers were not as they should be
   */
  private int inSequence(
      Server server,
      Database journal,
      String what,
      PullItem item,
      int count,
      Duration from,
      String named)
      throws IOException {
    say(what + " " + journal.name());
    int pending = item == PullItem.ONE_LATE ? 1 : 0;
    var load = new Effort(Program.of(server.child(), journal));
    Histogram over = new ConcurrentHistogram(3);
    int wrong = 0;
    try (var asker = new Asker(server.door(), server.key())) {
      for (int i = 0; i < count; i++) {
        PullCase pulled = next(item);
        asker.apply(pulled);
        Asker.Answer answer = asker.pull(pulled, WAIT);
        Ledger.record(over, answer.nanos() - from.toNanos());
        boolean right =
            answer.count("FOUND") == PullItem.MATERIALS - pending
                && answer.count("PENDING") == pending;
        wrong += right ? 0 : 1;
      }
    }
    var beyond = Figures.Percentiles.of(over);
    figures.tell(what, journal, "pulls", count, "");
    figures.tell(what, journal, "answer after the " + named + ", p50", beyond.p50(), "ms");
    figures.hold(what, journal, "answer after the " + named + ", p99", beyond.p99(), "ms", BAR);
    figures.tell(what, journal, "answer after the " + named + ", max", beyond.max(), "ms");
    figures.disturbed(what, journal, load.done().others());
    return wrong;
  }

  private static void say(String what) {
    System.err.println("measuring pulls: " + what + " ...");
  }
}
