package io.tongqiao.broker;

import java.util.Optional;
import java.util.function.Function;

/** Who may use which queue of the embedded broker. Deny unless allowed. */
final class QueueGate {

  private final Broker relay;
  private final Function<String, Optional<String>> systemOfKey;

  QueueGate(Broker relay, Function<String, Optional<String>> systemOfKey) {
    this.relay = relay;
    this.systemOfKey = systemOfKey;
  }

  boolean knows(String username, String password) {
    if (username == null || password == null) {
      return false;
    }
    if (username.equals(relay.username())) {
      return java.security.MessageDigest.isEqual(bytes(password), bytes(relay.password()));
    }
    return systemOfKey.apply(password).filter(username::equals).isPresent();
  }

  /**
   * A system sends to its own {@code in.} and {@code prerequisites.}, and takes from its own {@code
   * to.}; the relay does all.
   */
  boolean allows(String username, String address, boolean send, boolean consume) {
    if (username.equals(relay.username())) {
      return true;
    }
    return (send && address.equals("in." + username))
        || (send && address.equals("prerequisites." + username))
        || (consume && address.equals("to." + username));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }
}
