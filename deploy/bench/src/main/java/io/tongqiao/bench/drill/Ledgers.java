package io.tongqiao.bench.drill;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The ledgers of all played systems, read on while they grow. A last line that is not whole is left
 * for the next reading: a killed simulator cuts it off. Thread-safe.
 */
final class Ledgers {

  private static final class Place {
    private final Path file;
    private long position;

    Place(Path file) {
      this.file = file;
    }
  }

  private final JsonMapper json = new JsonMapper();
  private final List<Place> places;
  private final List<LedgerLine> lines = new ArrayList<>();
  private long done;

  Ledgers(List<Path> files) {
    this.places = files.stream().map(Place::new).toList();
  }

  /**
   * All lines so far; those of one system in the order in which it wrote them.
   *
   * @throws IOException when a ledger cannot be read
   */
  synchronized List<LedgerLine> lines() throws IOException {
    for (Place place : places) {
      readOn(place);
    }
    return List.copyOf(lines);
  }

  /**
   * How many pieces of work have been done; what a dialect cannot tell apart counts each time.
   *
   * @throws IOException when a ledger cannot be read
   */
  synchronized long done() throws IOException {
    for (Place place : places) {
      readOn(place);
    }
    return done;
  }

  /** How many lines have been read. */
  synchronized int size() {
    return lines.size();
  }

  private void readOn(Place place) throws IOException {
    if (Files.notExists(place.file)) {
      return;
    }
    try (FileChannel channel = FileChannel.open(place.file)) {
      int size = (int) Math.max(0, channel.size() - place.position);
      ByteBuffer buffer = ByteBuffer.allocate(size);
      int read = 0;
      while (read >= 0 && buffer.hasRemaining()) {
        read = channel.read(buffer, place.position + buffer.position());
      }
      int end = buffer.position();
      while (end > 0 && buffer.get(end - 1) != '\n') {
        end--;
      }
      for (String line :
          (Iterable<String>) new String(buffer.array(), 0, end, UTF_8).lines()::iterator) {
        add(LedgerLine.of(json.readTree(line)));
      }
      place.position += end;
    }
  }

  private void add(LedgerLine line) {
    lines.add(line);
    if (line.worked() && (!line.repeat() || line.messageId().isEmpty())) {
      done++;
    }
  }
}
