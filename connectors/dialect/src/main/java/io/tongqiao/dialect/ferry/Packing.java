package io.tongqiao.dialect.ferry;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tongqiao.dialect.Digests;
import io.tongqiao.dialect.Ferry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Makes the files of a package: {@code <name>.zip}, or its parts {@code <name>.zip.001} and on, and
 * {@code <name>.sm3} with a line {@code <digest> <file>} for the whole and for each part. The same
 * package always has the same bytes.
 */
public final class Packing {

  /** Any moment that a zip can hold: the bytes must not depend on when they were made. */
  private static final LocalDateTime MOMENT = LocalDateTime.of(2020, 1, 1, 0, 0);

  private Packing() {}

  /**
   * A package, ready to be written.
   *
   * @param files by name, in the order in which they are to be written; the marker, which comes
   *     after them, is not among them
   * @param sm3 digest of the package's file as a whole
   */
  public record Packed(Map<String, byte[]> files, String sm3) {}

  /**
   * Packs.
   *
   * @param extension of the payload, without a dot
   */
  public static Packed pack(Parcel parcel, String extension, Ferry link) {
    boolean zip = link.pack() == Ferry.Pack.ZIP;
    String whole = parcel.name() + "." + (zip ? "zip" : extension);
    byte[] bytes = zip ? zip(parcel) : parcel.payload();
    var files = new LinkedHashMap<String, byte[]>();
    var digests = new StringBuilder(line(whole, bytes));
    if (bytes.length <= link.split()) {
      files.put(whole, bytes);
    } else {
      parts(whole, bytes, link.split().intValue())
          .forEach(
              (name, part) -> {
                files.put(name, part);
                digests.append(line(name, part));
              });
    }
    files.put(parcel.name() + PackageName.DIGESTS, digests.toString().getBytes(US_ASCII));
    return new Packed(files, Digests.sm3(bytes));
  }

  /** A line of digests. */
  static String line(String file, byte[] bytes) {
    return Digests.sm3(bytes) + "  " + file + "\n";
  }

  private static Map<String, byte[]> parts(String whole, byte[] bytes, int size) {
    var parts = new LinkedHashMap<String, byte[]>();
    for (int from = 0; from < bytes.length; from += size) {
      String name = whole + String.format(".%03d", parts.size() + 1);
      parts.put(name, Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + size)));
    }
    return parts;
  }

  private static byte[] zip(Parcel parcel) {
    Manifest manifest = parcel.manifest().orElseThrow();
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      put(zip, Manifest.FILE, manifest.bytes());
      put(zip, manifest.file(), parcel.payload());
    } catch (IOException e) {
      throw new UncheckedIOException("memory takes every byte", e);
    }
    return bytes.toByteArray();
  }

  private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    var entry = new ZipEntry(name);
    entry.setTimeLocal(MOMENT);
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }
}
