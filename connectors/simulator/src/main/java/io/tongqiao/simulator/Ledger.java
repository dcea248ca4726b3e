package io.tongqiao.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the played systems got and sent, in order, and which work was done. Thread-safe. */
final class Ledger implements AutoCloseable {

  /**
   * An entry as it was written.
   *
   * @param firstOfCase whether the case had never had this operation done before
   */
  record Written(LedgerEntry entry, boolean firstOfCase) {}

  private final Clock clock;
  private final Optional<FileChannel> file;
  private final List<LedgerEntry> entries = new ArrayList<>();
  private final Set<String> work = new HashSet<>();
  private final Map<String, String> receiptsByCase = new HashMap<>();
  private final Map<String, String> messagesByCase = new HashMap<>();
  private long seq;

  private Ledger(Clock clock, Optional<FileChannel> file) {
    this.clock = clock;
    this.file = file;
  }

  /**
   * Opens a ledger, with what its file holds of earlier runs; a last line that a crash cut off is
   * dropped.
   *
   * @throws IOException when the file cannot be read or written
   */
  static Ledger open(Clock clock, Optional<Path> path) throws IOException {
    if (path.isEmpty()) {
      return new Ledger(clock, Optional.empty());
    }
    byte[] bytes = Files.exists(path.get()) ? Files.readAllBytes(path.get()) : new byte[0];
    var channel = FileChannel.open(path.get(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    var ledger = new Ledger(clock, Optional.of(channel));
    int whole = ledger.recall(bytes);
    channel.truncate(whole).position(whole);
    return ledger;
  }

  /** Remembers every whole line; returns where the last one ends. */
  private int recall(byte[] lines) throws IOException {
    var json = new JsonMapper();
    int begin = 0;
    for (int i = 0; i < lines.length; i++) {
      if (lines[i] == '\n') {
        remember(LedgerEntry.fromJson(json.readTree(lines, begin, i - begin)));
        begin = i + 1;
      }
    }
    return begin;
  }

  /**
   * Numbers and keeps an entry; it is on disk when this returns. Whether it is a repeat is found
   * here.
   *
   * @throws UncheckedIOException when the file cannot be written; nothing is kept then
   */
  synchronized Written write(LedgerEntry draft) {
    boolean worked = worked(draft);
    boolean repeat = worked && work.contains(draft.work());
    boolean first = worked && !receiptsByCase.containsKey(draft.caseWork());
    LedgerEntry entry = draft.numbered(seq + 1, clock.instant(), repeat);
    file.ifPresent(channel -> append(channel, entry));
    remember(entry);
    return new Written(entry, first);
  }

  private static void append(FileChannel channel, LedgerEntry entry) {
    try {
      ByteBuffer line = ByteBuffer.wrap((entry.toJson() + "\n").getBytes(UTF_8));
      while (line.hasRemaining()) {
        channel.write(line);
      }
      channel.force(false);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the ledger", e);
    }
  }

  private void remember(LedgerEntry entry) {
    seq = entry.seq();
    entries.add(entry);
    if (worked(entry)) {
      work.add(entry.work());
      receiptsByCase.put(entry.caseWork(), entry.receiptNo());
      messagesByCase.put(ofCase(entry.system(), entry.caseNo()), entry.messageId());
    }
  }

  private static boolean worked(LedgerEntry entry) {
    return entry.done() && entry.direction() == LedgerEntry.Direction.RECEIVED;
  }

  /** The number last given for an operation on a case. */
  synchronized Optional<String> receiptNo(String system, String operation, String caseNo) {
    return Optional.ofNullable(receiptsByCase.get(LedgerEntry.caseWork(system, operation, caseNo)));
  }

  /** The message that a system last worked on for a case; empty where its dialect has no place. */
  synchronized Optional<String> messageId(String system, String caseNo) {
    return Optional.ofNullable(messagesByCase.get(ofCase(system, caseNo)));
  }

  private static String ofCase(String system, String caseNo) {
    return system + "/" + caseNo;
  }

  synchronized List<LedgerEntry> entries() {
    return List.copyOf(entries);
  }

  /** Forgets all entries and all work in memory; the file keeps its lines, numbers go on. */
  synchronized void clear() {
    entries.clear();
    work.clear();
    receiptsByCase.clear();
    messagesByCase.clear();
  }

  @Override
  public void close() throws IOException {
    if (file.isPresent()) {
      file.get().close();
    }
  }
}
