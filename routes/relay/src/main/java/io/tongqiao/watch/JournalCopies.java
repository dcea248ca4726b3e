package io.tongqiao.watch;

import io.tongqiao.journal.Journal;
import io.tongqiao.relay.RelayProperties;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * A copy of the embedded journal as it is at one moment, taken while it runs: {@code
 * <data>/backup/<time>/tongqiao.mv.db}. PostgreSQL has tools of its own for that.
 *
 * <p>The broker needs no copy: what stands on its queues stands in the journal, and {@code Sweep}
 * puts it there again. What a system has still to fetch from {@code to.<system>} is the exception.
 */
@Component
public class JournalCopies {

  private static final String FILE = "tongqiao.mv.db";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(Span.CHINA);

  private final JdbcTemplate jdbc;
  private final Journal journal;
  private final RelayProperties properties;
  private final Clock clock;

  JournalCopies(JdbcTemplate jdbc, Journal journal, RelayProperties properties, Clock clock) {
    this.jdbc = jdbc;
    this.journal = journal;
    this.properties = properties;
    this.clock = clock;
  }

  /**
   * Takes a copy; empty when the journal is not the embedded one.
   *
   * @param actor who wants it, for the audit
   * @throws IOException when there is no room for it, or it could not be written
   */
  public synchronized Optional<Path> take(String actor) throws IOException {
    ConnectionCallback<String> product = c -> c.getMetaData().getDatabaseProductName();
    if (!"H2".equals(jdbc.execute(product))) {
      return Optional.empty();
    }
    Path data = properties.data().toAbsolutePath();
    room(data);
    Path directory =
        Files.createDirectories(data.resolve("backup").resolve(TIME.format(clock.instant())));
    Path zip = directory.resolve("journal.zip");
    try {
      jdbc.update("backup to ?", zip.toString());
      unpack(zip, directory.resolve(FILE));
    } finally {
      Files.deleteIfExists(zip);
    }
    journal.audit(actor, "journal.backup", directory.toString(), "");
    return Optional.of(directory.resolve(FILE));
  }

  /** The database packs what it copies, so it stands there twice for a moment. */
  private void room(Path data) throws IOException {
    Path live = data.resolve("journal").resolve(FILE);
    long needed = properties.minFree().toBytes();
    needed += Files.exists(live) ? 2 * Files.size(live) : 0;
    if (Files.getFileStore(data).getUsableSpace() < needed) {
      throw new IOException("磁盘空间不够放一份数据库副本，需要 " + (needed >> 20) + " MB");
    }
  }

  private static void unpack(Path zip, Path file) throws IOException {
    try (InputStream in = Files.newInputStream(zip);
        var entries = new ZipInputStream(in)) {
      ZipEntry entry = entries.getNextEntry();
      while (entry != null && !entry.getName().endsWith(".mv.db")) {
        entry = entries.getNextEntry();
      }
      if (entry == null) {
        throw new IOException("数据库副本里没有 " + FILE);
      }
      Files.copy(entries, file);
    }
  }
}
