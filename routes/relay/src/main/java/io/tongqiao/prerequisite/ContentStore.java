package io.tongqiao.prerequisite;

import io.tongqiao.relay.RelayProperties;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Files by their SHA-256, each kept once, never whole in memory. A file is written to a part first,
 * which an interrupted download may go on with; it is synced to the disk before it gets its name,
 * so that what has a name is whole. Parts are what a process leaves when it dies: the next one
 * removes them.
 */
@Component
class ContentStore {

  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
  private static final int CHUNK = 1 << 16;

  /** After so many bytes, whether there is room for more is looked at. */
  private static final long LOOK = 16L << 20;

  /**
   * A file that is kept.
   *
   * @param sha256 and {@code sm3}: 64 lower-case hex digits
   * @param size bytes
   */
  record Content(String sha256, String sm3, long size) {}

  private final Path files;
  private final Path parts;
  private final long minFree;
  private final Clock clock;

  ContentStore(RelayProperties properties, Clock clock) throws IOException {
    this.clock = clock;
    this.files = properties.data().toAbsolutePath().resolve("documents");
    this.parts = files.resolve("parts");
    this.minFree = properties.minFree().toBytes();
    Files.createDirectories(parts);
    try (Stream<Path> left = Files.list(parts)) {
      for (Path part : (Iterable<Path>) left::iterator) {
        Files.delete(part);
      }
    }
  }

  /** Begins a file; an empty one is left behind by nobody but a crash. */
  Part begin() throws IOException {
    room();
    return new Part(Files.createTempFile(parts, "", ".part"));
  }

  /** A new file for whoever has to delete it. */
  Path temporary() throws IOException {
    room();
    return Files.createTempFile(parts, "", ".tmp");
  }

  /** Files must not take the room that is left to finish what is on its way. */
  private void room() throws IOException {
    if (Files.getFileStore(parts).getUsableSpace() < minFree) {
      throw new IOException("磁盘空间不足，暂不下载文件。清理磁盘后重新调取");
    }
  }

  /** Whether a text can name a file. */
  static boolean isDigest(String text) {
    return SHA_256.matcher(text).matches();
  }

  /** Where a file stands. */
  Path place(String sha256) {
    if (!isDigest(sha256)) {
      throw new IllegalArgumentException("not a SHA-256 in lower-case hex");
    }
    return files.resolve(sha256.substring(0, 2)).resolve(sha256);
  }

  /** Removes a file, unless it was brought again since a moment; gives whether it did. */
  synchronized boolean remove(String sha256, Instant before) throws IOException {
    Path place = place(sha256);
    return Files.exists(place)
        && Files.getLastModifiedTime(place).toInstant().isBefore(before)
        && Files.deleteIfExists(place);
  }

  private synchronized void move(Path part, Path place) throws IOException {
    Files.setLastModifiedTime(part, FileTime.from(clock.instant()));
    Files.move(part, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** A file that is being written. Not thread-safe. */
  final class Part implements AutoCloseable {

    private final Path path;
    private final FileChannel channel;
    private Digests digests = new Digests();
    private long size;
    private long looked;

    private Part(Path path) throws IOException {
      this.path = path;
      this.channel = FileChannel.open(path, StandardOpenOption.WRITE);
    }

    /** Bytes so far. */
    long size() {
      return size;
    }

    /** Begins anew. */
    void restart() throws IOException {
      channel.truncate(0);
      digests = new Digests();
      size = 0;
      looked = 0;
    }

    /**
     * Adds what a stream has left.
     *
     * @param most bytes that the whole file may have
     * @throws TooLargeException when it has more
     */
    void append(InputStream in, long most) throws IOException {
      var chunk = new byte[CHUNK];
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        if (size + read > most) {
          throw new TooLargeException(most);
        }
        ByteBuffer bytes = ByteBuffer.wrap(chunk, 0, read);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        digests.update(chunk, read);
        size += read;
        if (size - looked >= LOOK) {
          looked = size;
          room();
        }
      }
    }

    /** The digests of what was written; nothing can be added afterwards. */
    Content finish() throws IOException {
      channel.force(true);
      return digests.content(size);
    }

    /** The first bytes, as many as there are up to a number. */
    byte[] first(int most) throws IOException {
      try (InputStream in = Files.newInputStream(path)) {
        return in.readNBytes(most);
      }
    }

    /** Gives the finished file its name; it may have been there before. */
    void keep(Content content) throws IOException {
      Path place = place(content.sha256());
      Files.createDirectories(place.getParent());
      move(path, place);
      sync(place.getParent());
      sync(files);
    }

    /** Leaves nothing behind of what was not kept. */
    @Override
    public void close() {
      try {
        channel.close();
        Files.deleteIfExists(path);
      } catch (IOException e) {
        throw new UncheckedIOException("the part " + path + " cannot be removed", e);
      }
    }
  }

  /** A rename is on the disk when its directory is. */
  private static void sync(Path directory) throws IOException {
    try (FileChannel opened = FileChannel.open(directory, StandardOpenOption.READ)) {
      opened.force(true);
    }
  }

  /** A file has more bytes than it may have. */
  static final class TooLargeException extends IOException {

    private static final long serialVersionUID = 1L;

    TooLargeException(long most) {
      super("文件超过上限 " + most + " 字节（tongqiao.documents.max-size）");
    }
  }
}
