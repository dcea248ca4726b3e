package io.tongqiao.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.dialect.Format;
import io.tongqiao.dialect.Gives;
import io.tongqiao.dialect.TranslationException;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Asks the relay for a token before each visit, where a folder has a door for that, and reads it
 * where the folder says that it stands.
 */
final class Tokens {

  private static final String MARK = "the-token";

  private final RelayClient relay;

  Tokens(RelayClient relay) {
    this.relay = relay;
  }

  /**
   * What to show at a door in the place of the key; empty where it is the key itself.
   *
   * @throws IOException when there is no relay, no key, no answer, or no token in it
   */
  Optional<String> at(Part part, String door) throws IOException {
    Optional<String> login =
        part.descriptor().doors().entrySet().stream()
            .filter(d -> d.getValue().gives().filter(g -> g.what() == Gives.What.TOKEN).isPresent())
            .map(Map.Entry::getKey)
            .findFirst();
    return login.isEmpty() || login.get().equals(door)
        ? Optional.empty()
        : Optional.of(ask(part, login.get()));
  }

  private String ask(Part part, String login) throws IOException {
    Descriptor.Door door = part.dialect().door(login);
    String system = part.descriptor().id();
    byte[] reply = relay.send(system, door, new byte[0], Optional.empty()).body();
    try {
      Format format = door.reply().orElseThrow().format();
      String path = path(part.dialect(), login, format);
      String token = part.dialect().codec().decode(format, reply).at(path).asText();
      if (token.isEmpty()) {
        throw new IOException(system + " 没有取到令牌");
      }
      return token;
    } catch (TranslationException e) {
      throw new IOException(system + " 没有取到令牌：" + e.getMessage(), e);
    }
  }

  private static String path(Dialect dialect, String login, Format format)
      throws TranslationException {
    byte[] marked = dialect.giving().token(login, MARK, Duration.ZERO).body();
    JsonNode tree = dialect.codec().decode(format, marked);
    var leaves = new HashMap<String, String>();
    Expressions.leaves(tree, "", leaves);
    return leaves.entrySet().stream()
        .filter(leaf -> leaf.getValue().equals(MARK))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("/");
  }
}
