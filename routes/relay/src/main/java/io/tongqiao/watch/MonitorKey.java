package io.tongqiao.watch;

import io.tongqiao.door.Key;
import io.tongqiao.journal.KeyJournal;
import io.tongqiao.relay.RelayProperties;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The key of whoever collects the metrics. It is written once, at the first start, to {@code
 * <data>/keys/monitor}, and opens nothing else.
 */
@Component
class MonitorKey {

  private static final Logger LOG = LoggerFactory.getLogger(MonitorKey.class);

  /** Its holder in the journal; no system can have this id. */
  private static final String HOLDER = "@monitor";

  private final KeyJournal journal;

  MonitorKey(KeyJournal journal, RelayProperties properties) throws IOException {
    this.journal = journal;
    if (!journal.everIssued().contains(HOLDER)) {
      Path file = properties.data().resolve("keys").resolve("monitor");
      Key key = Key.random();
      Key.write(file, key.text());
      journal.add(HOLDER, key.hash());
      LOG.info("issued a key to the metrics: {}", file);
    }
  }

  /** Whether this is it. */
  boolean is(String key) {
    return HOLDER.equals(journal.systemsByHash().get(new Key(key).hash()));
  }
}
