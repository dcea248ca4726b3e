package io.tongqiao.door;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * Tokens that a door has given to systems to show in the place of their keys: 128 random bits, in
 * memory, until they end. After a restart a system asks for a new one, as it does at the end of
 * one.
 */
@Component
class DoorTokens {

  private record Token(String system, Instant ends) {}

  private final Map<String, Token> given = new ConcurrentHashMap<>();
  private final SecureRandom random = new SecureRandom();
  private final Clock clock;

  DoorTokens(Clock clock) {
    this.clock = clock;
  }

  /** A new token for a system. */
  String give(String system, Duration life) {
    Instant now = clock.instant();
    given.values().removeIf(token -> !token.ends().isAfter(now));
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    String token = HexFormat.of().formatHex(bytes);
    given.put(token, new Token(system, now.plus(life)));
    return token;
  }

  /** The system that shows a token that has not ended. */
  Optional<String> systemOf(String token) {
    return Optional.ofNullable(given.get(token))
        .filter(known -> known.ends().isAfter(clock.instant()))
        .map(Token::system);
  }
}
