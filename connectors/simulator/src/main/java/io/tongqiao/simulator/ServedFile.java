package io.tongqiao.simulator;

import io.tongqiao.dialect.Folder;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.MimeTypes;

/**
 * A file that a played system gives for download.
 *
 * @param contentType by its ending
 * @param size bytes
 * @param tag strong entity tag, in quotes
 * @param content writes a part of it
 */
record ServedFile(String contentType, long size, String tag, Content content) {

  private static final Pattern MADE = Pattern.compile("(\\d{1,15})\\.bin");
  private static final int BUFFER = 1 << 16;

  /** Where the bytes come from. */
  interface Content {
    /** Writes so many bytes from an offset on. */
    void write(long from, long length, OutputStream out) throws IOException;
  }

  /**
   * A file in the folder's {@code files/}, or {@code <n>.bin}: n bytes that are made, always the
   * same.
   */
  static Optional<ServedFile> of(Folder folder, String name) {
    byte[] kept = folder.files().get("files/" + name);
    if (kept != null) {
      String tag = "\"" + Digests.hex(kept).substring(0, 32) + "\"";
      Content content = (from, length, out) -> out.write(kept, (int) from, (int) length);
      return Optional.of(new ServedFile(contentType(name), kept.length, tag, content));
    }
    Matcher made = MADE.matcher(name);
    return made.matches()
        ? Optional.of(
            new ServedFile(
                contentType(name),
                Long.parseLong(made.group(1)),
                "\"made-" + made.group(1) + "\"",
                ServedFile::make))
        : Optional.empty();
  }

  private static String contentType(String name) {
    if (name.toLowerCase(Locale.ROOT).endsWith(".ofd")) {
      return "application/ofd"; // GB/T 33190
    }
    String known = MimeTypes.DEFAULTS.getMimeByExtension(name);
    return known == null || name.endsWith(".bin") ? "application/octet-stream" : known;
  }

  private static void make(long from, long length, OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long at = from;
    while (at < from + length) {
      int count = (int) Math.min(BUFFER, from + length - at);
      fill(buffer, at, count);
      out.write(buffer, 0, count);
      at += count;
    }
  }

  /** Bytes that only their offset says, eight from each word. */
  private static void fill(byte[] buffer, long at, int count) {
    long word = 0;
    for (int i = 0; i < count; i++) {
      long offset = at + i;
      if (i == 0 || offset % 8 == 0) {
        word = word(offset / 8);
      }
      buffer[i] = (byte) (word >>> (offset % 8 * 8));
    }
  }

  /** SplitMix64. */
  private static long word(long index) {
    long mixed = (index + 1) * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
