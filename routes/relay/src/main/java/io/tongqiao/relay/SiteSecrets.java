package io.tongqiao.relay;

import io.tongqiao.dialect.Conversation;
import io.tongqiao.dialect.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Secrets of the site: the environment, then the key store {@code <data>/secrets/keystore.p12},
 * then {@code <data>/secrets/<name>}, then {@code tongqiao.secrets.<name>}. Read anew each time; an
 * empty file is no secret.
 */
@Component
class SiteSecrets implements Secrets {

  private final RelayProperties properties;
  private final KeyStoreSecrets store;

  SiteSecrets(RelayProperties properties) {
    this.properties = properties;
    this.store =
        new KeyStoreSecrets(
            properties.data().resolve("secrets").resolve("keystore.p12"), this::outside);
  }

  @Override
  public Optional<String> find(String name) {
    return environment(name).or(() -> store.find(name)).or(() -> outside(name));
  }

  private static Optional<String> environment(String name) {
    return Optional.ofNullable(System.getenv(Conversation.environmentName(name)));
  }

  /** Outside the key store, which cannot hold its own password. */
  private Optional<String> outside(String name) {
    Optional<String> fromEnvironment = environment(name);
    if (fromEnvironment.isPresent()) {
      return fromEnvironment;
    }
    Path file = properties.data().resolve("secrets").resolve(name);
    try {
      if (Files.isRegularFile(file)) {
        return Optional.of(Files.readString(file).strip()).filter(secret -> !secret.isEmpty());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the secret " + name, e);
    }
    return Optional.ofNullable(properties.secrets().get(name));
  }
}
