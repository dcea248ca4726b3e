package io.tongqiao.version;

import io.tongqiao.dialect.BrokenFolderException;
import io.tongqiao.dialect.Catalogue;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.dialect.Folder;
import io.tongqiao.journal.SystemChange;
import io.tongqiao.journal.VersionJournal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Goes over to the versions that the journal says are in force, on every node by itself: within a
 * second, system by system. What cannot be put to work here is said once, and tried again; the
 * version before goes on meanwhile.
 */
@Component
public class Deployment implements InitializingBean, DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(Deployment.class);
  private static final Duration AGAIN = Duration.ofSeconds(30);
  private static final long GRACE_SECONDS = 5;

  private record Trouble(String digest, String words, Instant since) {}

  private final Catalogue catalogue;
  private final SpokenVersions versions;
  private final VersionJournal journal;
  private final List<Follower> followers;
  private final Clock clock;
  private final Map<String, Trouble> troubles = new ConcurrentHashMap<>();
  private final ScheduledExecutorService later;
  private volatile boolean begun;

  Deployment(
      Catalogue catalogue,
      SpokenVersions versions,
      VersionJournal journal,
      List<Follower> followers,
      Clock clock) {
    this.catalogue = catalogue;
    this.versions = versions;
    this.journal = journal;
    this.followers = followers;
    this.clock = clock;
    this.later =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              var thread = new Thread(task, "left-versions");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Before a door opens, what is understood at it stands: nobody is sent away meanwhile. */
  @Override
  public void afterPropertiesSet() {
    Instant now = clock.instant();
    VersionConfiguration.courses(journal, now)
        .forEach((system, course) -> beside(system, course.beside(now)));
  }

  /** All that follows must stand first. */
  @EventListener(ApplicationReadyEvent.class)
  void begin() {
    begun = true;
  }

  @Scheduled(fixedDelay = 1000)
  void lookAgain() {
    try {
      look();
    } catch (DataAccessException e) {
      LOG.debug("the versions stay as they are while the journal is away", e);
    }
  }

  /** Looks which versions are in force now, and goes over to them. */
  public synchronized void look() {
    if (!begun) {
      return;
    }
    Instant now = clock.instant();
    VersionConfiguration.courses(journal, now)
        .forEach((system, course) -> course.inForce().ifPresent(c -> follow(c, course, now)));
  }

  /** Why the version in force is not put to work on this node. */
  public Optional<String> trouble(String system) {
    return Optional.ofNullable(troubles.get(system)).map(Trouble::words);
  }

  private void follow(SystemChange wanted, Course course, Instant now) {
    String system = wanted.system();
    Optional<Dialect> running = catalogue.find(system);
    if (running.isEmpty() && wanted.shipped()) {
      return; // not of this site any more, or broken as it came
    }
    List<String> beside = course.beside(now);
    if (running.map(Dialect::digest).filter(wanted.digest()::equals).isEmpty()) {
      change(wanted, running, beside, now);
    } else {
      troubles.remove(system);
    }
    beside(system, beside);
  }

  private void change(
      SystemChange wanted, Optional<Dialect> before, List<String> beside, Instant now) {
    String system = wanted.system();
    Trouble known = troubles.get(system);
    if (known != null
        && known.digest.equals(wanted.digest())
        && now.isBefore(known.since.plus(AGAIN))) {
      return;
    }
    try {
      Folder folder = journal.folder(system, wanted.version()).orElseThrow();
      Dialect next = versions.load(folder);
      for (Follower follower : followers) {
        follower.prepare(next);
      }
      catalogue.put(next, before.isPresent() ? spoken(system, beside) : List.of());
      followers.forEach(follower -> follower.follow(next, before));
      troubles.remove(system);
      before.ifPresent(this::leaveLater);
      LOG.info("{} is spoken to in version {} from now on", system, wanted.version());
    } catch (BrokenFolderException e) {
      trouble(wanted, "文件夹不能用于这个版本的程序：" + e.faults(), now);
    } catch (Exception e) {
      trouble(wanted, e.getClass().getSimpleName() + " " + e.getMessage(), now);
      LOG.debug("why", e);
    }
  }

  private void trouble(SystemChange wanted, String words, Instant now) {
    troubles.put(wanted.system(), new Trouble(wanted.digest(), words, now));
    LOG.error(
        "version {} of {} cannot be put to work on this node, the one before goes on: {}; roll back, or deploy a mended one",
        wanted.version(),
        wanted.system(),
        words);
  }

  private void beside(String system, List<String> digests) {
    List<Dialect> understood = catalogue.understood(system);
    if (understood.isEmpty()) {
      return; // it does not work, so it has no door
    }
    List<Dialect> dialects = spoken(system, digests);
    if (!understood.subList(1, understood.size()).equals(dialects)) {
      catalogue.beside(system, dialects);
    }
  }

  private List<Dialect> spoken(String system, List<String> digests) {
    return digests.stream().map(digest -> versions.of(system, digest)).toList();
  }

  private void leaveLater(Dialect before) {
    long seconds = before.descriptor().limits().timeout().toSeconds() + GRACE_SECONDS;
    Future<?> unused = later.schedule(() -> leave(before), seconds, TimeUnit.SECONDS);
  }

  private synchronized void leave(Dialect before) {
    boolean again =
        catalogue
            .find(before.descriptor().id())
            .filter(d -> d.digest().equals(before.digest()))
            .isPresent();
    if (!again) {
      for (Follower follower : followers) {
        try {
          follower.leave(before);
        } catch (RuntimeException e) {
          LOG.warn("what a version of {} has left behind stays", before.descriptor().id(), e);
        }
      }
    }
  }

  @Override
  public void destroy() {
    later.shutdownNow();
  }
}
