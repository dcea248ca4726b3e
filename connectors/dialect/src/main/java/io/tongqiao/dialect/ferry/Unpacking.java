package io.tongqiao.dialect.ferry;

import io.tongqiao.dialect.Digests;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Opens the file of a package within limits; what it holds must be what its manifest says. */
final class Unpacking {

  /** Room for a manifest, and for what a zip adds to what it holds. */
  static final int OVERHEAD = 64 << 10;

  private Unpacking() {}

  /**
   * The package in a file whose digest was right.
   *
   * @param largest bytes that a payload may have
   * @throws BrokenPackageException when it breaks a limit or is not what it says
   */
  static Parcel open(PackageName name, boolean zipped, byte[] bytes, long largest)
      throws BrokenPackageException {
    if (!zipped) {
      return new Parcel(name, Optional.empty(), bytes);
    }
    Map<String, byte[]> entries = entries(bytes, largest);
    byte[] written = entries.remove(Manifest.FILE);
    if (written == null) {
      throw new BrokenPackageException("包内没有清单 " + Manifest.FILE);
    }
    Manifest manifest = Manifest.read(written);
    byte[] payload = entries.remove(manifest.file());
    if (payload == null || !entries.isEmpty()) {
      throw new BrokenPackageException("包内的文件与清单不一致：应当正好有清单所写的一个报文文件，附件不随包摆渡");
    }
    if (!manifest.name().equals(name.toString())) {
      throw new BrokenPackageException("清单中的包名与文件名不一致");
    }
    if (payload.length != manifest.size()
        || !Digests.sm3(payload).equalsIgnoreCase(manifest.sm3())) {
      throw new BrokenPackageException("报文文件的大小或 SM3 摘要与清单不一致");
    }
    return new Parcel(name, Optional.of(manifest), payload);
  }

  private static Map<String, byte[]> entries(byte[] bytes, long largest)
      throws BrokenPackageException {
    var entries = new HashMap<String, byte[]>();
    long left = largest + OVERHEAD;
    try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        named(entry);
        byte[] content = zip.readNBytes((int) Math.min(left + 1, Integer.MAX_VALUE));
        left -= content.length;
        if (left < 0) {
          throw new BrokenPackageException("解开后超过 " + largest + " 字节（limits.maxBody），未读取");
        }
        if (entries.put(entry.getName(), content) != null || entries.size() > 2) {
          throw new BrokenPackageException("包内应当只有清单和一个报文文件");
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new BrokenPackageException("不是完好的 zip 文件");
    }
    return entries;
  }

  /** Nothing is written to a disk by these names; whoever sends such a one means harm. */
  private static void named(ZipEntry entry) throws BrokenPackageException {
    String name = entry.getName();
    if (entry.isDirectory() || name.contains("/") || name.contains("\\") || name.startsWith("..")) {
      throw new BrokenPackageException("包内的文件名带有目录，未读取");
    }
  }
}
