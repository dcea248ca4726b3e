package io.tongqiao.dialect;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place on a broker of the system's own, written as {@code /queues/<name>}, {@code
 * /topics/<name>}, {@code /exchanges/<name>} or {@code /exchanges/<name>/<routing key>}: the
 * notation of RabbitMQ's address format v2, used for Artemis as well. Names are of letters, digits,
 * {@code _}, {@code .} and {@code -}.
 *
 * @param kind what stands there
 * @param name of the queue, topic or exchange
 * @param key routing key at an exchange; empty elsewhere, and where none is given
 */
public record QueueAddress(Kind kind, String name, String key) {

  private static final Pattern NOTATION =
      Pattern.compile(
          "/(?<kind>queues|topics|exchanges)/(?<name>[A-Za-z0-9_.-]+)(?:/(?<key>[A-Za-z0-9_.-]+))?");

  /** What stands at an address. */
  public enum Kind {
    QUEUE,
    TOPIC,
    EXCHANGE
  }

  /** Reads the notation; empty when it is another. */
  public static Optional<QueueAddress> of(String text) {
    Matcher matcher = NOTATION.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Kind kind =
        switch (matcher.group("kind")) {
          case "queues" -> Kind.QUEUE;
          case "topics" -> Kind.TOPIC;
          default -> Kind.EXCHANGE;
        };
    String key = matcher.group("key");
    if (key != null && kind != Kind.EXCHANGE) {
      return Optional.empty();
    }
    return Optional.of(new QueueAddress(kind, matcher.group("name"), key == null ? "" : key));
  }
}
