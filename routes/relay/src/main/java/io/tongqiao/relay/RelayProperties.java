package io.tongqiao.relay;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of the relay, {@code tongqiao.*}.
 *
 * @param data where journal, broker, secrets and issued keys are kept
 * @param systems directory of system folders; empty for those that came with the program
 * @param items file of the site's own item catalogue; empty for the one that came with the program
 * @param endpoints address by system, in the place of the folder's
 * @param secrets value by name; files in {@code <data>/secrets} are the better place
 * @param maxMessage largest message that a door takes
 * @param minFree room that must be left on the disk where the data is; below it nothing new is
 *     accepted, so that what is on its way can be finished
 * @param calendar file of statutory days beside those that came with the program
 * @param broker queues
 */
@ConfigurationProperties("tongqiao")
public record RelayProperties(
    @DefaultValue("./data") Path data,
    Optional<String> systems,
    Optional<String> items,
    @DefaultValue Map<String, URI> endpoints,
    @DefaultValue Map<String, String> secrets,
    @DefaultValue("10MB") DataSize maxMessage,
    @DefaultValue("256MB") DataSize minFree,
    Optional<String> calendar,
    @DefaultValue Broker broker) {

  /** Fills in what was left out. */
  public RelayProperties {
    systems = systems == null ? Optional.empty() : systems;
    items = items == null ? Optional.empty() : items;
    calendar = calendar == null ? Optional.empty() : calendar;
  }

  /**
   * The broker.
   *
   * @param url of a broker that stands elsewhere, {@code tcp://host:port} (Artemis core protocol);
   *     {@code embedded} for the one in this process
   * @param amqpUrl where that broker speaks AMQP 1.0; left out, the same host and port
   * @param username for a broker that stands elsewhere
   * @param passwordSecret name of the secret with its password
   * @param amqpPort loopback port on which the embedded broker speaks AMQP 1.0; 0 for any free one
   * @param bufferTimeout how long the embedded broker gathers writes before it syncs; 3.3 ms,
   *     Artemis' default, caps a durable sender at 280 messages a second
   */
  public record Broker(
      @DefaultValue(EMBEDDED) String url,
      Optional<String> amqpUrl,
      Optional<String> username,
      @DefaultValue("broker.password") String passwordSecret,
      @DefaultValue("5672") int amqpPort,
      @DefaultValue("150us") Duration bufferTimeout) {

    /** The {@code url} of the broker in this process. */
    public static final String EMBEDDED = "embedded";

    /** Fills in what was left out. */
    public Broker {
      amqpUrl = amqpUrl == null ? Optional.empty() : amqpUrl;
      username = username == null ? Optional.empty() : username;
    }
  }
}
