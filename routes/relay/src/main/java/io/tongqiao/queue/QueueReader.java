package io.tongqiao.queue;

import io.tongqiao.door.QueueDoor;
import io.tongqiao.journal.Journal;
import io.tongqiao.journal.LeaseJournal;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one queue on a system's own broker, message by message in its order, on one node at a time.
 * A message is acknowledged only when the journal has it; if the process dies in between, it comes
 * again and is known by its id. While the journal says "not now" the message is held in hand and
 * offered again: handed back, it would count as one more failed delivery with their broker, which
 * gives up after some, and others would overtake it.
 */
final class QueueReader implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(QueueReader.class);

  /** How long a lease lasts when its node falls silent, and how often it is renewed. */
  private static final Duration LEASE = Duration.ofSeconds(30);

  private static final long RENEW_NANOS = Duration.ofSeconds(10).toNanos();
  private static final long PAUSE_MILLIS = 1000;

  /** What the audit has room for. */
  private static final int OBJECT = 200;

  private static final int DETAIL = 2000;

  /** Opens the queue. */
  @FunctionalInterface
  interface Opening {
    /** Begins to read. */
    TheirQueue open() throws IOException;
  }

  private final String system;
  private final String queue;
  private final Opening opening;
  private final QueueDoor door;
  private final Journal journal;
  private final LeaseJournal leases;
  private final CountDownLatch stopping = new CountDownLatch(1);

  /** Why nothing is read now; empty while it is. */
  private volatile String trouble = "";

  /** What was refused last, so that it is told once. */
  private String refused = "";

  QueueReader(
      String system,
      String queue,
      Opening opening,
      QueueDoor door,
      Journal journal,
      LeaseJournal leases) {
    this.system = system;
    this.queue = queue;
    this.opening = opening;
    this.door = door;
    this.journal = journal;
    this.leases = leases;
  }

  /** Why nothing can be read now. */
  Optional<String> trouble() {
    return Optional.of(trouble).filter(words -> !words.isEmpty());
  }

  void stop() {
    stopping.countDown();
  }

  @Override
  public void run() {
    try {
      do {
        if (held()) {
          read();
        }
      } while (!stopping.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean held() {
    try {
      return leases.hold("queue:" + system, LEASE);
    } catch (RuntimeException e) {
      tell("日志库不可用：" + e.getClass().getSimpleName());
      return false;
    }
  }

  private void read() throws InterruptedException {
    try (TheirQueue opened = opening.open()) {
      tell("");
      long renewed = System.nanoTime();
      while (stopping.getCount() > 0) {
        Optional<TheirQueue.InHand> message = opened.next();
        if (message.isPresent()) {
          settle(message.get());
        }
        if (System.nanoTime() - renewed > RENEW_NANOS) {
          if (!held()) {
            return;
          }
          renewed = System.nanoTime();
        }
      }
    } catch (IOException | RuntimeException e) {
      tell(ChannelWords.of(e));
    }
  }

  /** Takes one in; what is still in hand when the relay stops goes back with the connection. */
  private void settle(TheirQueue.InHand message) throws IOException, InterruptedException {
    while (stopping.getCount() > 0) {
      Optional<QueueDoor.Refusal> refusal = offered(message);
      if (refusal.isEmpty()) {
        tell("");
        message.done();
        return;
      }
      if (!refusal.get().temporary() && noted(message, refusal.get())) {
        tell("");
        message.refuse();
        return;
      }
      tell("报文暂时不能保存，留在手中，稍后再试：" + refusal.get().text());
      boolean unused = stopping.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private Optional<QueueDoor.Refusal> offered(TheirQueue.InHand message) throws IOException {
    Optional<byte[]> body = message.body();
    if (body.isEmpty()) {
      return Optional.of(door.tooLarge());
    }
    try {
      return door.take(system, body.get());
    } catch (RuntimeException e) {
      String kind = e.getClass().getSimpleName();
      return Optional.of(new QueueDoor.Refusal("系统内部错误（" + kind + "），已记入日志", true));
    }
  }

  /** Tells once what was refused, in the log and in the audit; false when the audit cannot be. */
  private boolean noted(TheirQueue.InHand message, QueueDoor.Refusal refusal) {
    if (!message.id().isEmpty() && message.id().equals(refused)) {
      return true;
    }
    String which = cut(queue + " " + message.id(), OBJECT);
    try {
      journal.audit(system, "queue.refuse", which, cut(refusal.text(), DETAIL));
    } catch (RuntimeException e) {
      return false;
    }
    LOG.warn(
        "a message of {} cannot be used and goes to the dead letters of {}: {}",
        system,
        which,
        refusal.text());
    refused = message.id();
    return true;
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most);
  }

  private void tell(String words) {
    if (words.equals(trouble)) {
      return;
    }
    trouble = words;
    if (words.isEmpty()) {
      LOG.info("{}'s queue {} is read", system, queue);
      return;
    }
    LOG.warn("{}'s queue {} is not read now, tried again each second: {}", system, queue, words);
  }
}
