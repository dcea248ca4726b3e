package io.tongqiao.dialect.ferry;

import java.util.Optional;

/**
 * One package, unpacked and found whole.
 *
 * @param name its name
 * @param manifest what it says of itself; empty where payloads are not packed
 * @param payload the message on the wire
 */
public record Parcel(PackageName name, Optional<Manifest> manifest, byte[] payload) {

  /** Name of the package that must be read before this one; empty for none. */
  public String previous() {
    return manifest.map(Manifest::previous).orElse("");
  }
}
