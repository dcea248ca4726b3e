package io.tongqiao.bench.drill;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes the troubles of a plan happen when their time has come, one after the other. */
final class Director implements Stoppable {

  private static final Duration START = Duration.ofMinutes(3);
  private static final Duration DISK_FULL = Duration.ofSeconds(5);

  /** When nothing moves any more, the rest of the plan is carried out all the same. */
  private static final long STANDSTILL = Duration.ofSeconds(4).toNanos();

  private final Plan plan;
  private final Work work;
  private final Server server;
  private final List<Peer> peers;
  private final Optional<SmallDisk> disk;
  private final Optional<PostgresDatabase> database;
  private final SplittableRandom random;
  private final Thread thread = new Thread(this::run, "director");
  private volatile String trouble = "";
  private volatile Optional<Exception> failure = Optional.empty();
  private final AtomicInteger peerKills = new AtomicInteger();
  private final AtomicInteger diskFull = new AtomicInteger();
  private final AtomicInteger databaseAway = new AtomicInteger();

  Director(
      Plan plan,
      Work work,
      Server server,
      List<Peer> peers,
      Optional<SmallDisk> disk,
      Optional<PostgresDatabase> database,
      SplittableRandom random) {
    this.plan = plan;
    this.work = work;
    this.server = server;
    this.peers = peers;
    this.disk = disk;
    this.database = database;
    this.random = random;
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      for (Plan.Step step : plan.steps()) {
        await(step.at());
        make(step.trouble());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | IllegalStateException e) {
      failure = Optional.of(e);
    }
  }

  private void await(double at) throws IOException, InterruptedException {
    double part = work.part();
    long since = System.nanoTime();
    while (part < at && (System.nanoTime() - since < STANDSTILL || !server.serving())) {
      MILLISECONDS.sleep(50);
      double now = work.part();
      if (now > part || !server.serving()) {
        since = System.nanoTime();
      }
      part = now;
    }
  }

  private void make(Plan.Trouble kind) throws IOException, InterruptedException {
    switch (kind) {
      case KILL_SERVER -> {
        server.awaitServing(START);
        MILLISECONDS.sleep(random.nextInt(500));
        kill();
      }
      case KILL_SERVER_AGAIN -> {
        MILLISECONDS.sleep(200 + random.nextInt(6_000));
        kill();
      }
      case KILL_PEER -> {
        Peer peer = peers.get(random.nextInt(peers.size()));
        peer.kill();
        peerKills.incrementAndGet();
        MILLISECONDS.sleep(1_000 + random.nextInt(3_000));
        peer.restart();
      }
      case FILL_DISK -> fillDisk();
      case TAKE_DATABASE -> takeDatabase();
    }
  }

  /** Until there was a process to kill. */
  private void kill() throws InterruptedException {
    while (!server.kill()) {
      MILLISECONDS.sleep(10);
    }
  }

  private void fillDisk() throws IOException, InterruptedException {
    server.awaitServing(START);
    trouble = "disk-full: ";
    disk.orElseThrow().fill(DISK_FULL);
    trouble = "";
    diskFull.incrementAndGet();
  }

  private void takeDatabase() throws IOException, InterruptedException {
    server.awaitServing(START);
    trouble = "database-away: ";
    database.orElseThrow().away(Duration.ofMillis(3_000 + random.nextInt(5_000)));
    trouble = "";
    databaseAway.incrementAndGet();
  }

  /** Whether the plan has been carried out. */
  boolean done() {
    return !thread.isAlive();
  }

  /** Why the plan could not be carried out, if so. */
  Optional<Exception> failure() {
    return failure;
  }

  /** What is going wrong at the moment beside kills, in a word; empty for nothing. */
  String trouble() {
    return trouble;
  }

  int peerKills() {
    return peerKills.get();
  }

  int diskFull() {
    return diskFull.get();
  }

  int databaseAway() {
    return databaseAway.get();
  }

  @Override
  public void stop() throws InterruptedException {
    thread.interrupt();
    thread.join(20_000);
  }
}
