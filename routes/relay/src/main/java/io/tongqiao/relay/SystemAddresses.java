package io.tongqiao.relay;

import io.tongqiao.dialect.Descriptor;
import java.net.URI;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The address that a system is called at: the site's, or else its folder's. */
@Component
public class SystemAddresses {

  private final RelayProperties properties;

  SystemAddresses(RelayProperties properties) {
    this.properties = properties;
  }

  /** The address; a queue system's may be the word for our own broker. */
  public URI of(Descriptor system) {
    return Optional.ofNullable(properties.endpoints().get(system.id()))
        .orElseGet(() -> URI.create(system.endpoint()));
  }
}
