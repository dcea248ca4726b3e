package io.tongqiao.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tongqiao.dialect.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Secrets in a PKCS #12 key store, each a password entry under its name, as {@code keytool
 * -importpass} makes them. Opened again when the file has changed. Thread-safe.
 */
final class KeyStoreSecrets implements Secrets {

  private record Opened(FileTime changed, Map<String, String> values) {}

  private final Path file;
  private final Secrets passwords;
  private Optional<Opened> opened = Optional.empty();

  /**
   * The secrets of a file, which need not be there.
   *
   * @param passwords knows the store's own password, {@code keystore.password}
   */
  KeyStoreSecrets(Path file, Secrets passwords) {
    this.file = file;
    this.passwords = passwords;
  }

  @Override
  public synchronized Optional<String> find(String name) {
    if (Files.notExists(file)) {
      return Optional.empty();
    }
    try {
      FileTime changed = Files.getLastModifiedTime(file);
      if (opened.isEmpty() || !opened.get().changed().equals(changed)) {
        opened = Optional.of(new Opened(changed, read()));
      }
      return Optional.ofNullable(opened.get().values().get(name.toLowerCase(Locale.ROOT)));
    } catch (IOException e) {
      throw new UncheckedIOException("密钥库 " + file + " 打不开：请核对 keystore.password", e);
    }
  }

  /** By lower-case name: PKCS #12 does not tell upper from lower case. */
  private Map<String, String> read() throws IOException {
    char[] password = passwords.find("keystore.password").orElse("").toCharArray();
    Map<String, String> values = new HashMap<>();
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, password);
      for (String alias : Collections.list(store.aliases())) {
        Key key = store.getKey(alias, password);
        if (key != null) {
          values.put(alias.toLowerCase(Locale.ROOT), new String(key.getEncoded(), UTF_8).strip());
        }
      }
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
    return values;
  }
}
