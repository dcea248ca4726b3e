package io.tongqiao.simulator;

import io.tongqiao.dialect.Secrets;
import io.tongqiao.dialect.Sm2Key;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The secrets that the played systems have agreed on with the relay: random ones of 32 hex digits,
 * which suits an application key too, and SM2 keys for names that end in {@code .private-key}. Kept
 * in a directory, one file a secret, or in memory.
 */
final class SecretFiles implements Secrets {

  private static final String PRIVATE_KEY = ".private-key";

  private final Map<String, String> values;

  private SecretFiles(Map<String, String> values) {
    this.values = values;
  }

  /**
   * Reads the secrets, making those that are missing; their files are readable by the owner only.
   *
   * @throws IOException when the directory cannot be read or written
   */
  static SecretFiles agree(Collection<String> names, Optional<Path> directory) throws IOException {
    var random = new SecureRandom();
    var values = new TreeMap<String, String>();
    if (directory.isPresent() && Files.notExists(directory.get())) {
      Files.createDirectories(
          directory.get(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    for (String name : names) {
      String fresh = fresh(name, random);
      values.put(name, directory.isPresent() ? keep(directory.get().resolve(name), fresh) : fresh);
    }
    return new SecretFiles(values);
  }

  private static String fresh(String name, SecureRandom random) {
    if (name.endsWith(PRIVATE_KEY)) {
      return Sm2Key.random(random).hex();
    }
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static String keep(Path file, String fresh) throws IOException {
    if (Files.exists(file)) {
      return Files.readString(file).strip();
    }
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, fresh);
    return fresh;
  }

  @Override
  public Optional<String> find(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** A secret that a folder names, and that therefore exists. */
  String value(String name) {
    return find(name).orElseThrow();
  }
}
