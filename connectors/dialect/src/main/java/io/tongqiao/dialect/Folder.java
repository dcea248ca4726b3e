package io.tongqiao.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of one system, held in memory whatever they came from: a directory, a jar, an upload.
 *
 * @param id the folder's name
 * @param origin where it was read from, as an operator would look for it
 * @param files contents by path relative to the folder, with {@code /}
 */
public record Folder(String id, String origin, TreeMap<String, byte[]> files) {

  /** The descriptor's file name. */
  public static final String DESCRIPTOR = "system.yaml";

  /**
   * Reads a folder from disk, leaving hidden files out.
   *
   * @throws UncheckedIOException when it cannot be read
   */
  public static Folder read(Path directory) {
    var files = new TreeMap<String, byte[]>();
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
        String name = directory.relativize(path).toString().replace('\\', '/');
        if (!name.startsWith(".") && !name.contains("/.")) {
          files.put(name, Files.readAllBytes(path));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + directory, e);
    }
    String id = directory.toAbsolutePath().normalize().getFileName().toString();
    return new Folder(id, directory.toString(), files);
  }

  /**
   * Reads every system folder in a directory: those that hold a descriptor and whose name does not
   * begin with an underscore.
   *
   * @throws UncheckedIOException when the directory cannot be read
   */
  public static List<Folder> readAll(Path parent) {
    var folders = new ArrayList<Folder>();
    try (Stream<Path> paths = Files.list(parent)) {
      paths
          .filter(p -> !p.getFileName().toString().startsWith("_"))
          .filter(p -> Files.exists(p.resolve(DESCRIPTOR)))
          .sorted()
          .forEach(p -> folders.add(read(p)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + parent, e);
    }
    return folders;
  }

  /**
   * SM3 (GB/T 32905) over names, lengths and contents of all files in the order of their names:
   * equal for equal folders, wherever they were read from.
   */
  public String digest() {
    var all = new ByteArrayOutputStream();
    files.forEach(
        (name, bytes) -> {
          all.writeBytes((name + "\n" + bytes.length + "\n").getBytes(UTF_8));
          all.writeBytes(bytes);
        });
    return Digests.sm3(all.toByteArray());
  }

  /** A file's text, if it is there. */
  public Optional<String> text(String name) {
    return Optional.ofNullable(files.get(name)).map(bytes -> new String(bytes, UTF_8));
  }

  /** Whether a file is there. */
  public boolean has(String name) {
    return files.containsKey(name);
  }
}
