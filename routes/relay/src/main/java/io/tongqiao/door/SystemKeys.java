package io.tongqiao.door;

import io.tongqiao.dialect.Catalogue;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.journal.KeyJournal;
import io.tongqiao.relay.RelayProperties;
import io.tongqiao.version.Follower;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The keys of the systems. The first of each is written, at the system's first start, to {@code
 * <data>/keys/<system>}, to be handed over and deleted; others are issued by whoever minds them.
 * What operators show is no key of a system, and opens no door.
 */
@Component
public class SystemKeys implements Follower {

  private static final Logger LOG = LoggerFactory.getLogger(SystemKeys.class);

  private final KeyJournal journal;
  private final Path directory;
  private volatile Map<String, String> systemsByHash;

  SystemKeys(Catalogue catalogue, KeyJournal journal, RelayProperties properties)
      throws IOException {
    this.journal = journal;
    this.directory = properties.data().resolve("keys");
    Set<String> known = journal.everIssued();
    for (Descriptor system : catalogue.descriptors()) {
      if (!known.contains(system.id())) {
        issue(system.id());
      }
    }
    look();
  }

  /** A new system gets its first key. */
  @Override
  public void prepare(Dialect next) throws IOException {
    if (!journal.everIssued().contains(next.descriptor().id())) {
      issue(next.descriptor().id());
      look();
    }
  }

  /** The system whose key this is. */
  public Optional<String> systemOf(String key) {
    return Optional.ofNullable(systemsByHash.get(new Key(key).hash()))
        .filter(holder -> !holder.startsWith("@"));
  }

  /** Looks which keys are good now. */
  public final void look() {
    systemsByHash = journal.systemsByHash();
  }

  /** They may have been issued or revoked on another node. */
  @Scheduled(fixedDelay = 5000)
  void lookAgain() {
    try {
      look();
    } catch (DataAccessException e) {
      LOG.debug("the keys stay as they were while the journal is away", e);
    }
  }

  /**
   * The file first: a crash before the journal knows the key leaves a file that the next start
   * overwrites.
   */
  private void issue(String system) throws IOException {
    Path file = directory.resolve(system);
    Key key = Key.random();
    Key.write(file, key.text());
    journal.add(system, key.hash());
    LOG.info("issued a key for {}: hand over the file {} and delete it", system, file);
  }
}
