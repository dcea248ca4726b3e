package io.tongqiao.bench.drill;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Lets the played systems misbehave again and again: answers lost after the work was done, answers
 * after the caller's time is over, errors, noise, broken connections. Nothing that a person would
 * have to mend.
 */
final class Mischief implements Stoppable {

  private static final List<String> ON_THE_WIRE =
      List.of(
          "{\"kind\": \"lost\"}",
          "{\"kind\": \"lost\", \"times\": 3}",
          "{\"kind\": \"delay\", \"millis\": 500}",
          "{\"kind\": \"delay\", \"millis\": 3500}",
          "{\"kind\": \"status\", \"status\": 500}",
          "{\"kind\": \"status\", \"status\": 503, \"times\": 3}",
          "{\"kind\": \"garbage\"}",
          "{\"kind\": \"drop\", \"times\": 2}");

  /**
   * A queue's reader that gives back what it has not done would change the order by itself, which
   * is not the server's doing.
   */
  private static final List<String> ON_A_QUEUE =
      List.of("{\"kind\": \"lost\"}", "{\"kind\": \"delay\", \"millis\": 500}");

  private final List<Peer> peers;
  private final Repertoire repertoire;
  private final SplittableRandom random;
  private final Thread thread = new Thread(this::run, "mischief");
  private volatile boolean over;

  Mischief(List<Peer> peers, Repertoire repertoire, SplittableRandom random) {
    this.peers = peers;
    this.repertoire = repertoire;
    this.random = random;
    this.thread.start();
  }

  private void run() {
    try {
      while (!over) {
        MILLISECONDS.sleep(200 + random.nextInt(600));
        Peer peer = peers.get(random.nextInt(peers.size()));
        String system = peer.systems().get(random.nextInt(peer.systems().size()));
        boolean queue = repertoire.system(system).transport().queued();
        List<String> kinds = queue ? ON_A_QUEUE : ON_THE_WIRE;
        boolean unused = peer.misbehave(system, kinds.get(random.nextInt(kinds.size())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends it; from now on everybody behaves. */
  @Override
  public void stop() throws InterruptedException {
    over = true;
    thread.interrupt();
    thread.join(5_000);
    for (Peer peer : peers) {
      peer.behave();
    }
  }
}
