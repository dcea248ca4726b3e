package io.tongqiao.simulator;

import io.tongqiao.dialect.Secrets;
import io.tongqiao.dialect.Sm2Key;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The secrets that the played systems have agreed on with the relay: random ones of 32 hex digits,
 * which suits an application key and an SM4 key too; for names that end in {@code .private-key} SM2
 * keys of the relay, in {@code .rsa-key} RSA keys of the relay, in {@code .public-key} the public
 * half of an SM2 key of the played system, whose private half lies beside it as {@code
 * <name>.simulator}. Kept in a directory, one file a secret, or in memory.
 */
final class SecretFiles implements Secrets {

  private static final String PRIVATE_KEY = ".private-key";
  private static final String PUBLIC_KEY = ".public-key";
  private static final String RSA_KEY = ".rsa-key";
  private static final String OWN = ".simulator";

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
      if (name.endsWith(PUBLIC_KEY)) {
        String own = kept(name + OWN, Sm2Key.random(random).hex(), directory);
        values.put(name + OWN, own);
        values.put(name, kept(name, Sm2Key.of(own).orElseThrow().publicHex(), directory));
      } else {
        values.put(name, kept(name, fresh(name, random), directory));
      }
    }
    return new SecretFiles(values);
  }

  private static String kept(String name, String fresh, Optional<Path> directory)
      throws IOException {
    return directory.isPresent() ? keep(directory.get().resolve(name), fresh) : fresh;
  }

  private static String fresh(String name, SecureRandom random) {
    if (name.endsWith(PRIVATE_KEY)) {
      return Sm2Key.random(random).hex();
    }
    if (name.endsWith(RSA_KEY)) {
      return rsaKey(random);
    }
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** PKCS #8 in Base64. */
  private static String rsaKey(SecureRandom random) {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048, random);
      byte[] pkcs8 = generator.generateKeyPair().getPrivate().getEncoded();
      return Base64.getEncoder().encodeToString(pkcs8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has RSA", e);
    }
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

  /**
   * The same as the played systems see them: their own private keys in the place of public ones.
   */
  Secrets ofOtherSide() {
    return name -> find(name + OWN).or(() -> find(name));
  }

  /** A secret that a folder names, and that therefore exists. */
  String value(String name) {
    return find(name).orElseThrow();
  }
}
