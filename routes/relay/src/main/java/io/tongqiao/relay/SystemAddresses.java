package io.tongqiao.relay;

import io.tongqiao.dialect.Auth;
import io.tongqiao.dialect.Descriptor;
import java.net.URI;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The address that a system is called at: the site's, or else its folder's. */
@Component
public class SystemAddresses {

  /** What a connection to a system hangs on: another version may have other ones. */
  public record Place(String system, URI address, Auth auth, Descriptor.Limits limits) {}

  private final RelayProperties properties;

  SystemAddresses(RelayProperties properties) {
    this.properties = properties;
  }

  /** The address; a queue system's may be the word for our own broker. */
  public URI of(Descriptor system) {
    return Optional.ofNullable(properties.endpoints().get(system.id()))
        .orElseGet(() -> URI.create(system.endpoint()));
  }

  /** Where and how a version of a system is reached. */
  public Place place(Descriptor system) {
    return new Place(system.id(), of(system), system.auth(), system.limits());
  }
}
