package io.tongqiao.door;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A key that is given to someone, 256 random bits. Its SHA-256 is all that is kept of it: a random
 * key of this length needs no slow hash.
 */
public record Key(String text) {

  /** A key that nobody has yet. */
  public static Key random() {
    var random = new byte[32];
    new SecureRandom().nextBytes(random);
    return new Key(Base64.getUrlEncoder().withoutPadding().encodeToString(random));
  }

  /** What is kept, 64 hex digits. */
  public String hash() {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Writes a secret to a file that only its owner can read, in the place of one that is there. */
  public static void write(Path file, String secret) throws IOException {
    Files.createDirectories(file.getParent());
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, secret);
  }

  @Override
  public String toString() {
    return "a key";
  }
}
