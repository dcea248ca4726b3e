package io.tongqiao.dialect.ferry;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * One directory of a ferry, on this machine or behind SFTP. What is written here stands under its
 * name only when it is whole.
 */
public record Box(Path directory) {

  /** Ending of what is being written. */
  private static final String PARTIAL = ".part";

  private static final byte[] MARK = {'o', 'k', '\n'};

  /** The directory, made if need be. */
  public static Box at(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      try {
        Files.createDirectory(directory);
      } catch (FileAlreadyExistsException e) {
        // another node was faster
      }
    }
    return new Box(directory);
  }

  /** Names of the files, in order; what is still being written is not among them. */
  public TreeSet<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      var names = new TreeSet<String>();
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.endsWith(PARTIAL) && !name.startsWith("."))
          .forEach(names::add);
      return names;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Writes a file whole; one of that name is replaced. */
  public void put(String name, byte[] bytes) throws IOException {
    Path partial = directory.resolve(name + PARTIAL);
    try (SeekableByteChannel channel =
        Files.newByteChannel(
            partial,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer left = ByteBuffer.wrap(bytes);
      while (left.hasRemaining()) {
        channel.write(left);
      }
      if (directory.getFileSystem() == java.nio.file.FileSystems.getDefault()
          && channel instanceof FileChannel file) {
        file.force(true);
      }
    }
    move(partial, directory.resolve(name));
  }

  /** Writes a package: its marker is taken away first and written last. */
  public void put(PackageName name, Map<String, byte[]> files) throws IOException {
    remove(name + PackageName.MARKER);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      put(file.getKey(), file.getValue());
    }
    put(name + PackageName.MARKER, MARK);
  }

  /**
   * Reads a file.
   *
   * @return empty when it is larger than that
   */
  public Optional<byte[]> read(String name, long largest) throws IOException {
    Path file = directory.resolve(name);
    if (Files.size(file) > largest) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes((int) Math.min(largest + 1, Integer.MAX_VALUE));
      return bytes.length > largest ? Optional.empty() : Optional.of(bytes);
    }
  }

  /** Bytes of a file. */
  public long size(String name) throws IOException {
    return Files.size(directory.resolve(name));
  }

  /** When a file was last changed, by the clock of whoever keeps it. */
  public Instant changed(String name) throws IOException {
    return Files.getLastModifiedTime(directory.resolve(name)).toInstant();
  }

  /** Removes a file that may be there. */
  public void remove(String name) throws IOException {
    Files.deleteIfExists(directory.resolve(name));
  }

  /** Whether a file is there. */
  public boolean has(String name) {
    return Files.exists(directory.resolve(name));
  }

  /**
   * Puts a file into another box, in the place of one of that name; one that is gone is no harm.
   */
  public void hand(String name, Box other) throws IOException {
    try {
      move(directory.resolve(name), other.directory.resolve(name));
    } catch (NoSuchFileException e) {
      // another node was faster
    }
  }

  /** Not every file system replaces in a rename. */
  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to);
    } catch (FileAlreadyExistsException e) {
      if (!Files.exists(from)) {
        // what stands there is this very file, which another node has moved
        throw new NoSuchFileException(from.toString());
      }
      Files.deleteIfExists(to);
      Files.move(from, to);
    }
  }

  /** Digests by file name, of a digest file's text; empty where it is none yet. */
  static Optional<Map<String, String>> digests(String text) {
    var digests = new TreeMap<String, String>();
    for (String line : (Iterable<String>) text.lines().filter(l -> !l.isBlank())::iterator) {
      if (!line.matches("[0-9a-fA-F]{64} [ *]\\S+")) {
        return Optional.empty();
      }
      digests.put(line.substring(66), line.substring(0, 64));
    }
    return digests.isEmpty() ? Optional.empty() : Optional.of(digests);
  }
}
