package io.tongqiao.dialect;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** A system folder as one ZIP file: for the journal, and for the way from an operator to us. */
public final class FolderArchive {

  /** A ZIP file may not be larger than this. */
  public static final int MOST_BYTES = 8 << 20;

  private static final int MOST_UNPACKED = 32 << 20;
  private static final int MOST_FILES = 2000;

  private FolderArchive() {}

  /** Packs a folder; the same bytes for the same files. */
  public static byte[] pack(Folder folder) {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
      for (Map.Entry<String, byte[]> file : folder.files().entrySet()) {
        var entry = new ZipEntry(file.getKey());
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(file.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Unpacks a folder. Hidden files are left out; where all files are in one directory of the
   * system's name, as in an archive of the directory itself, that level is taken off.
   *
   * @param id the system that it is for
   * @param origin where it came from, as an operator would look for it
   * @throws IOException when it is no archive, too large, or names files outside; says so to an
   *     operator
   */
  public static Folder unpack(String id, String origin, byte[] archive) throws IOException {
    if (archive.length > MOST_BYTES) {
      throw new IOException("压缩包 " + archive.length + " 字节，超过上限 " + MOST_BYTES);
    }
    var files = new TreeMap<String, byte[]>();
    long room = MOST_UNPACKED;
    try (var zip = new ZipInputStream(new ByteArrayInputStream(archive), StandardCharsets.UTF_8)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (!entry.isDirectory()) {
          byte[] bytes = zip.readNBytes((int) room + 1);
          room -= bytes.length;
          files.put(name(entry), bytes);
          if (room < 0 || files.size() > MOST_FILES) {
            throw new IOException("压缩包展开后超过 " + MOST_UNPACKED + " 字节或 " + MOST_FILES + " 个文件");
          }
        }
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("压缩包里的文件名不是 UTF-8", e);
    }
    if (files.isEmpty()) {
      throw new IOException("不是 ZIP 压缩包，或里面没有文件");
    }
    String top = files.keySet().stream().allMatch(n -> n.startsWith(id + "/")) ? id + "/" : "";
    var seen = new TreeMap<String, byte[]>();
    files.forEach((name, bytes) -> seen.put(name.substring(top.length()), bytes));
    seen.keySet().removeIf(name -> name.startsWith(".") || name.contains("/."));
    return new Folder(id, origin, seen);
  }

  private static String name(ZipEntry entry) throws IOException {
    String name = entry.getName();
    if (name.startsWith("/")
        || name.contains("\\")
        || name.contains(":")
        || List.of(name.split("/", -1)).contains("..")) {
      throw new IOException("压缩包里的文件名 " + name + " 指向文件夹之外");
    }
    return name;
  }
}
