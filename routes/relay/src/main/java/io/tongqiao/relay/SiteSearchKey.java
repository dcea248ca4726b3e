package io.tongqiao.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tongqiao.dialect.Secrets;
import io.tongqiao.journal.AuditEntry;
import io.tongqiao.journal.SearchKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The secret {@code journal.search-key}. At the first start it is made and kept in {@code
 * <data>/secrets}; nodes that share a journal must be given the same one.
 */
@Component
final class SiteSearchKey implements SearchKey {

  private static final Logger LOG = LoggerFactory.getLogger(SiteSearchKey.class);
  private static final String NAME = "journal.search-key";

  private final byte[] key;

  SiteSearchKey(Secrets secrets, RelayProperties properties) throws IOException {
    Optional<String> known = secrets.find(NAME);
    String secret =
        known.isPresent() ? known.get() : made(properties.data().resolve("secrets").resolve(NAME));
    key = HexFormat.of().parseHex(AuditEntry.sm3(secret));
  }

  private static String made(Path file) throws IOException {
    var random = new byte[32];
    new SecureRandom().nextBytes(random);
    String secret = HexFormat.of().formatHex(random);
    Files.createDirectories(file.getParent());
    Path written = file.resolveSibling(NAME + ".new");
    Files.deleteIfExists(written);
    Files.createFile(
        written,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(written, secret, UTF_8);
    Files.move(written, file);
    LOG.info("made the secret of the search: {}", file);
    return secret;
  }

  @Override
  public byte[] bytes() {
    return key.clone();
  }
}
