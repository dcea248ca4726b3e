package io.tongqiao.bench.load;

import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Many pulls at the same moment, each over a connection that is there already. */
final class PullBurst {

  private static final String WHAT = "all at once";
  private static final Duration WAIT = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private record Told(PullCase pulled, long asked, Asker.Answer answer) {

    /** When the last of its materials was known, after it was asked for. */
    long known(Ear ear) {
      return Math.max(answer.nanos(), ear.last(pulled.caseNo()).orElse(asked) - asked);
    }
  }

  private final Server server;
  private final Database journal;
  private final Ear ear;
  private final PullFigures figures;
  private final HeapLog log;
  private final Queue<Told> told = new ConcurrentLinkedQueue<>();

  PullBurst(Server server, Database journal, Ear ear, PullFigures figures, HeapLog log) {
    this.server = server;
    this.journal = journal;
    this.ear = ear;
    this.figures = figures;
    this.log = log;
  }

  /** Pulls for all of the cases at once, and waits until all is known. */
  void run(List<PullCase> cases) throws IOException, InterruptedException {
    System.err.println("measuring pulls: " + cases.size() + " at once " + journal.name() + " ...");
    var ready = new CountDownLatch(cases.size());
    var go = new CountDownLatch(1);
    var crowd = new Crowd();
    cases.forEach(pulled -> crowd.start(() -> pull(pulled, ready, go)));
    ready.await();
    long lines = log.lines();
    var effort = new Effort(Program.of(server.child(), journal));
    go.countDown();
    crowd.join();
    int late = told.stream().mapToInt(t -> t.answer.count("PENDING")).sum();
    ear.await(late, PATIENCE);
    tell(cases.size(), effort.done(), log.since(lines));
  }

  private void pull(PullCase pulled, CountDownLatch ready, CountDownLatch go)
      throws IOException, InterruptedException {
    try (var asker = new Asker(server.door(), server.key())) {
      try {
        asker.apply(pulled);
      } finally {
        ready.countDown();
      }
      go.await();
      long asked = System.nanoTime();
      told.add(new Told(pulled, asked, answer(asker, pulled)));
    }
  }

  private static Asker.Answer answer(Asker asker, PullCase pulled) {
    long began = System.nanoTime();
    try {
      return asker.pull(pulled, WAIT);
    } catch (IOException e) {
      System.err.println("  a pull was not answered: " + e);
      return new Asker.Answer(0, MissingNode.getInstance(), System.nanoTime() - began);
    }
  }

  private void tell(int count, Effort.Done effort, HeapLog.Peak heap) throws IOException {
    int refused = told.stream().filter(t -> t.answer.refused()).toList().size();
    int inTime = told.stream().mapToInt(t -> t.answer.count("FOUND")).sum();
    int found = inTime + ear.count("FOUND");
    figures.tell(WHAT, journal, "pulls", count, "");
    figures.hold(WHAT, journal, "pulls refused or not answered", refused, "", 0);
    figures.hold(WHAT, journal, "documents not found", count * PullItem.MATERIALS - found, "", 0);
    figures.tell(WHAT, journal, "documents found late", ear.count("FOUND"), "");
    Histogram answered = new ConcurrentHistogram(3);
    Histogram known = new ConcurrentHistogram(3);
    for (Told one : told) {
      Ledger.record(answered, one.answer.nanos());
      Ledger.record(known, one.known(ear));
    }
    tell("answer", Figures.Percentiles.of(answered));
    tell("all known", Figures.Percentiles.of(known));
    figures.tell(WHAT, journal, "heap before a collection, highest", heap.before(), "MB");
    figures.tell(WHAT, journal, "heap after a collection, highest", heap.after(), "MB");
    double resident = HeapLog.resident(server.child().handle());
    figures.tell(WHAT, journal, "memory of the server since its start", resident, "MB");
    figures.tell(WHAT, journal, "CPU of the server a pull", 1000 * effort.cpu() / count, "ms");
    figures.tell(WHAT, journal, "cores of the server", effort.cpu() / effort.seconds(), "");
    figures.disturbed(WHAT, journal, effort.others());
  }

  private void tell(String until, Figures.Percentiles after) {
    figures.tell(WHAT, journal, "until " + until + ", p50", after.p50(), "ms");
    figures.tell(WHAT, journal, "until " + until + ", p99", after.p99(), "ms");
    figures.tell(WHAT, journal, "until " + until + ", max", after.max(), "ms");
  }
}
