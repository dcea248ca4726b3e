package io.tongqiao.bench.drill;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * The bureau's platform: many cases at once, each case's events in order, each event by one door
 * until that door has given a clear answer. Now and then what has been accepted is sent once more.
 */
final class Senders implements Stoppable {

  /** One in so many messages is repeated though it was accepted. */
  private static final int REPEATED = 50;

  private final Queue<Story> stories;
  private final Supplier<List<Door>> doors;
  private final Acceptances acceptances;
  private final Supplier<String> trouble;
  private final ExecutorService pool;
  private final CountDownLatch working;

  /**
   * Prepares them.
   *
   * @param doors makes the doors of one sender
   * @param trouble what is made to go wrong at the moment, in a word; empty for nothing
   */
  Senders(
      List<Story> stories,
      int count,
      Supplier<List<Door>> doors,
      Acceptances acceptances,
      Supplier<String> trouble) {
    this.stories = new ConcurrentLinkedQueue<>(stories);
    this.doors = doors;
    this.acceptances = acceptances;
    this.trouble = trouble;
    this.pool = Executors.newFixedThreadPool(count);
    this.working = new CountDownLatch(count);
  }

  void start(SplittableRandom random) {
    for (long i = working.getCount(); i > 0; i--) {
      SplittableRandom own = random.split();
      pool.execute(() -> work(own));
    }
  }

  /** Whether every case has been handed over. */
  boolean done() {
    return working.getCount() == 0;
  }

  private void work(SplittableRandom random) {
    List<Door> own = doors.get();
    try {
      for (Story story = stories.poll(); story != null; story = stories.poll()) {
        tell(story, own, random);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      own.forEach(Door::close);
      working.countDown();
    }
  }

  private void tell(Story story, List<Door> own, SplittableRandom random)
      throws InterruptedException {
    for (int i = 0; i < story.events().size(); i++) {
      Story.Event event = story.events().get(i);
      Answer answer = sendUntilClear(event, own.get(random.nextInt(own.size())), random);
      if (answer.kind() == Answer.Kind.REFUSED) {
        acceptances.refused(event.message(), answer);
        return;
      }
      acceptances.accepted(event.message(), answer);
      if (random.nextInt(REPEATED) == 0) {
        repeat(story.events().get(random.nextInt(i + 1)), own, random);
      }
    }
  }

  private void repeat(Story.Event event, List<Door> own, SplittableRandom random)
      throws InterruptedException {
    acceptances.resent();
    Answer answer = sendUntilClear(event, own.get(random.nextInt(own.size())), random);
    if (answer.kind() == Answer.Kind.REFUSED) {
      acceptances.refused(event.message(), answer);
      return;
    }
    acceptances.again(event.message(), answer);
  }

  private Answer sendUntilClear(Story.Event event, Door door, SplittableRandom random)
      throws InterruptedException {
    while (true) {
      Answer answer = door.send(event.envelope());
      acceptances.heard(trouble.get(), answer);
      if (answer.kind() != Answer.Kind.UNCLEAR) {
        return answer;
      }
      acceptances.resent();
      MILLISECONDS.sleep(200 + random.nextInt(600));
    }
  }

  @Override
  public void stop() throws InterruptedException {
    pool.shutdownNow();
    boolean unused = pool.awaitTermination(20, SECONDS);
  }
}
