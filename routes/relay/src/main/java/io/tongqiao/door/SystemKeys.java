package io.tongqiao.door;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tongqiao.dialect.Catalogue;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.journal.KeyJournal;
import io.tongqiao.relay.RelayProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The key of each system, 256 random bits. The journal holds its SHA-256 only (a random key of this
 * length needs no slow hash); the key itself is written once, at the system's first start, to
 * {@code <data>/keys/<system>}, readable by the owner, to be handed over and deleted.
 */
@Component
public class SystemKeys {

  private static final Logger LOG = LoggerFactory.getLogger(SystemKeys.class);

  private final Map<String, String> systemsByHash;

  SystemKeys(Catalogue catalogue, KeyJournal journal, RelayProperties properties)
      throws IOException {
    Map<String, String> known = journal.systemsByHash();
    for (Descriptor system : catalogue.descriptors()) {
      if (!known.containsValue(system.id())) {
        issue(system.id(), journal, properties.data().resolve("keys"));
      }
    }
    this.systemsByHash = Map.copyOf(journal.systemsByHash());
  }

  /** The system whose key this is. */
  public Optional<String> systemOf(String key) {
    return Optional.ofNullable(systemsByHash.get(hash(key)));
  }

  /**
   * The file first: a crash before the journal knows the key leaves a file that the next start
   * overwrites.
   */
  private static void issue(String system, KeyJournal journal, Path directory) throws IOException {
    var random = new byte[32];
    new SecureRandom().nextBytes(random);
    String key = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    Files.createDirectories(directory);
    Path file = directory.resolve(system);
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, key);
    journal.add(system, hash(key));
    LOG.info("issued a key for {}: hand over the file {} and delete it", system, file);
  }

  private static String hash(String key) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
