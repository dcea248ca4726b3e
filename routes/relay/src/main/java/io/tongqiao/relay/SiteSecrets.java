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
 * Secrets of the site: the environment, then {@code <data>/secrets/<name>}, then {@code
 * tongqiao.secrets.<name>}. Read anew each time; an empty file is no secret.
 */
@Component
class SiteSecrets implements Secrets {

  private final RelayProperties properties;

  SiteSecrets(RelayProperties properties) {
    this.properties = properties;
  }

  @Override
  public Optional<String> find(String name) {
    String fromEnvironment = System.getenv(Conversation.environmentName(name));
    if (fromEnvironment != null) {
      return Optional.of(fromEnvironment);
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
