package io.tongqiao.bench.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Fills a server's queues, kills it, and takes the time until it accepts again. */
final class Filling {

  /** A stage number that no measured stage has. */
  private static final int STAGE = 99;

  private static final int ACCEPTED = 202;

  /** Starts the server; the second time on what the first one left. */
  interface Starter {
    Server start() throws IOException, InterruptedException;
  }

  private final Workload workload;
  private final int connections;

  Filling(Workload workload, int connections) {
    this.workload = workload;
    this.connections = connections;
  }

  /** From the start of the process to the first message that is accepted. */
  Duration restart(Starter starter, int queued) throws IOException, InterruptedException {
    try (Server server = starter.start()) {
      fill(server, queued);
      server.child().kill();
    }
    long began = System.nanoTime();
    try (Server server = starter.start();
        var sender = new Sender(server.door(), server.key())) {
      int status = sender.post(workload.message(STAGE, queued));
      if (status != ACCEPTED) {
        throw new IOException("the first message after the start was answered with " + status);
      }
      return Duration.ofNanos(System.nanoTime() - began);
    }
  }

  private void fill(Server server, int count) throws IOException, InterruptedException {
    var next = new AtomicInteger();
    var failed = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      var thread = new Thread(() -> failed.addAndGet(send(server, next, count)));
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    if (failed.get() > 0) {
      throw new IOException(failed.get() + " of " + count + " messages were not accepted");
    }
  }

  /** Over one connection; how many were not accepted. */
  private int send(Server server, AtomicInteger next, int count) {
    int failed = 0;
    try (var sender = new Sender(server.door(), server.key())) {
      for (int n = next.getAndIncrement(); n < count; n = next.getAndIncrement()) {
        failed += sender.post(workload.message(STAGE, n)) == ACCEPTED ? 0 : 1;
      }
    } catch (IOException e) {
      failed++;
    }
    return failed;
  }
}
