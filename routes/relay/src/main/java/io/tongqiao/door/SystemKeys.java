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
 * {@code <data>/keys/<system>}, readable by the owner, to be handed over and deleted. The operators
 * have one in the same way, in {@code <data>/keys/operator}; it opens no door, and no system's key
 * is theirs. So has whoever collects the metrics, in {@code <data>/keys/monitor}, which opens
 * nothing else.
 */
@Component
public class SystemKeys {

  private static final Logger LOG = LoggerFactory.getLogger(SystemKeys.class);

  /** Holder of the operators' key; no system can have this id. */
  private static final String OPERATOR = "@operator";

  /** Holder of the key to the metrics; no system can have this id. */
  private static final String MONITOR = "@monitor";

  private final Map<String, String> holdersByHash;

  SystemKeys(Catalogue catalogue, KeyJournal journal, RelayProperties properties)
      throws IOException {
    Map<String, String> known = journal.systemsByHash();
    Path directory = properties.data().resolve("keys");
    for (Descriptor system : catalogue.descriptors()) {
      if (!known.containsValue(system.id())) {
        issue(system.id(), journal, directory.resolve(system.id()));
      }
    }
    if (!known.containsValue(OPERATOR)) {
      issue(OPERATOR, journal, directory.resolve("operator"));
    }
    if (!known.containsValue(MONITOR)) {
      issue(MONITOR, journal, directory.resolve("monitor"));
    }
    this.holdersByHash = Map.copyOf(journal.systemsByHash());
  }

  /** The system whose key this is. */
  public Optional<String> systemOf(String key) {
    return Optional.ofNullable(holdersByHash.get(hash(key))).filter(h -> !h.startsWith("@"));
  }

  /** Whether this is the operators' key. */
  public boolean isOperators(String key) {
    return OPERATOR.equals(holdersByHash.get(hash(key)));
  }

  /** Whether this key opens the metrics. */
  public boolean isMonitors(String key) {
    return MONITOR.equals(holdersByHash.get(hash(key)));
  }

  /**
   * The file first: a crash before the journal knows the key leaves a file that the next start
   * overwrites.
   */
  private static void issue(String holder, KeyJournal journal, Path file) throws IOException {
    var random = new byte[32];
    new SecureRandom().nextBytes(random);
    String key = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    Files.createDirectories(file.getParent());
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, key);
    journal.add(holder, hash(key));
    LOG.info("issued a key for {}: hand over the file {} and delete it", holder, file);
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
