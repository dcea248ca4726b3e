package io.tongqiao.dialect.ferry;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.tongqiao.dialect.Digests;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads packages out of a box; none is ever half read.
 *
 * @param box where they lie
 * @param largest bytes that a payload may have
 */
public record Reading(Box box, long largest) {

  private static final int DIGESTS = 64 << 10;
  private static final int MOST_PARTS = 999;

  /** What was found. */
  public sealed interface Found {}

  /** A whole package, and the digest of its file. */
  public record Whole(Parcel parcel, String sm3) implements Found {}

  /** Files that may still be on their way; says what is missing. */
  public record Incomplete(String words) implements Found {}

  /**
   * Reads a package whose marker is there.
   *
   * @param names of all files in the box
   * @throws BrokenPackageException when waiting will not mend it
   */
  public Found read(PackageName name, Set<String> names)
      throws IOException, BrokenPackageException {
    String digestFile = name + PackageName.DIGESTS;
    if (!names.contains(digestFile)) {
      return new Incomplete("缺少摘要文件 " + digestFile);
    }
    Optional<Map<String, String>> digests =
        box.read(digestFile, DIGESTS).flatMap(text -> Box.digests(new String(text, ISO_8859_1)));
    if (digests.isEmpty()) {
      return new Incomplete("摘要文件 " + digestFile + " 不完整或不是“摘要 文件名”的行");
    }
    Optional<String> whole =
        digests.get().keySet().stream()
            .filter(f -> f.matches(name + "\\.(zip|xml|json|txt|form)"))
            .findFirst();
    if (whole.isEmpty()) {
      throw new BrokenPackageException("摘要文件 " + digestFile + " 没有写明包文件 " + name + ".zip");
    }
    return read(name, whole.get(), digests.get(), names);
  }

  private Found read(PackageName name, String whole, Map<String, String> digests, Set<String> names)
      throws IOException, BrokenPackageException {
    List<String> files = files(whole, digests);
    long left = largest + Unpacking.OVERHEAD;
    var bytes = new ByteArrayOutputStream();
    for (String file : files) {
      if (!names.contains(file)) {
        return new Incomplete("缺少文件 " + file);
      }
      Optional<byte[]> part = box.read(file, left);
      if (part.isEmpty()) {
        throw new BrokenPackageException("超过 " + largest + " 字节（limits.maxBody），未读取");
      }
      if (!Digests.sm3(part.get()).equalsIgnoreCase(digests.get(file))) {
        return new Incomplete("文件 " + file + " 的 SM3 摘要不符，文件残缺或被改动");
      }
      left -= part.get().length;
      bytes.writeBytes(part.get());
    }
    String sm3 = Digests.sm3(bytes.toByteArray());
    if (!sm3.equalsIgnoreCase(digests.get(whole))) {
      throw new BrokenPackageException("各片拼接后的 SM3 摘要不符");
    }
    boolean zipped = whole.endsWith(".zip");
    return new Whole(Unpacking.open(name, zipped, bytes.toByteArray(), largest), sm3);
  }

  /** The whole file, or its parts from 001 on. */
  private static List<String> files(String whole, Map<String, String> digests)
      throws BrokenPackageException {
    List<String> parts =
        digests.keySet().stream().filter(f -> f.matches(".*\\.\\d{3}")).sorted().toList();
    for (int i = 0; i < parts.size(); i++) {
      if (i == MOST_PARTS || !parts.get(i).equals(whole + String.format(".%03d", i + 1))) {
        throw new BrokenPackageException("摘要文件中的分片不连续");
      }
    }
    return parts.isEmpty() ? List.of(whole) : parts;
  }
}
