package io.tongqiao.simulator;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.tongqiao.dialect.Sample;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a system tells by itself once work is done: the door samples that name the operation, and
 * what was asked for, in the order of their names, each after its delay and after the one before
 * was accepted. A relay that cannot be reached or answers 5xx is tried again for about a minute and
 * a half; a refusal ends the story.
 */
final class Sequel implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Sequel.class);
  private static final int ATTEMPTS = 20;
  private static final long LONGEST_PAUSE = 5_000;

  private record Story(Part part, LedgerEntry work, List<Sample> samples, long begun) {
    Sample next() {
      return samples.get(0);
    }

    Story rest() {
      return new Story(part, work, samples.subList(1, samples.size()), begun);
    }
  }

  private final Doors doors;
  private final Clock clock;
  private final ScheduledExecutorService pool;

  Sequel(Doors doors, Clock clock) {
    this.doors = doors;
    this.clock = clock;
    this.pool =
        Executors.newScheduledThreadPool(
            8,
            task -> {
              var thread = new Thread(task, "sequel");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Begins what follows work. */
  void begin(Part part, LedgerEntry work) {
    begin(part, work, part.script().after(work.operation(), work.subject()));
  }

  /** Begins what is left of a story. */
  void begin(Part part, LedgerEntry work, List<Sample> samples) {
    go(new Story(part, work, samples, clock.millis()));
  }

  private void go(Story story) {
    if (story.samples().isEmpty() || !doors.known(story.part(), story.next())) {
      return;
    }
    long at = story.begun() + delay(story.next()).toMillis();
    later(story, 1, Math.max(0, at - clock.millis()));
  }

  private void later(Story story, int attempt, long millis) {
    try {
      Future<?> unused = pool.schedule(() -> tell(story, attempt), millis, MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("closed before {} was told", story.next().name(), e);
    }
  }

  private void tell(Story story, int attempt) {
    String system = story.part().descriptor().id();
    String sample = story.next().name();
    try {
      Played played = doors.tell(story.part(), story.next(), story.work());
      if (played.accepted()) {
        go(story.rest());
        return;
      }
      if (!played.notNow()) {
        LOG.warn(
            "{} {} of case {} was refused: status {}",
            system,
            sample,
            story.work().caseNo(),
            played.status());
        return;
      }
      LOG.info("{} {}: the relay answers {}", system, sample, played.status());
    } catch (IOException | RuntimeException e) {
      LOG.info("{} {}: {}", system, sample, e.toString());
    }
    if (attempt < ATTEMPTS) {
      later(story, attempt + 1, Math.min(LONGEST_PAUSE, 500L * attempt));
      return;
    }
    LOG.warn("{} {} of case {} was given up", system, sample, story.work().caseNo());
  }

  /** {@code 200ms}, {@code 2s}, {@code 1m}; none is at once. */
  static Duration delay(Sample sample) {
    String text = sample.tree("sample").path("delay").asText("0s");
    return text.endsWith("ms")
        ? Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)))
        : Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
