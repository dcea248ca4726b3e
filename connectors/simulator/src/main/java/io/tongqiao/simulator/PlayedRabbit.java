package io.tongqiao.simulator;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.qpid.server.SystemLauncher;
import org.apache.qpid.server.model.SystemConfig;

/**
 * One AMQP 0.9.1 broker (Apache Qpid Broker-J) for all played systems that are called as RabbitMQ:
 * a virtual host for each, named by its id, with the folder's exchange and queues. Callers on this
 * machine only. What is rejected is in the virtual host's queue {@code dead}.
 */
final class PlayedRabbit implements PlayedBroker {

  private static final String DEAD = "dead";

  /**
   * This broker hands out what was refused until a count is reached: at a door at once, as RabbitMQ
   * does.
   */
  private static final int MOST_ATTEMPTS = 10;

  private final SystemLauncher launcher = new SystemLauncher();
  private final JsonMapper json = new JsonMapper();
  private final int port;
  private final Optional<Path> kept;
  private final Path directory;

  private PlayedRabbit(int port, Optional<Path> kept) throws IOException {
    this.port = port;
    this.kept = kept;
    this.directory = kept.isPresent() ? kept.get() : Files.createTempDirectory("played-rabbit");
  }

  /**
   * Starts it.
   *
   * @param kept directory where messages outlive the process; empty: they are in memory
   * @throws IOException when it cannot listen or write
   */
  static PlayedRabbit start(Collection<BrokerUser> users, int port, Optional<Path> kept)
      throws IOException {
    var started = new PlayedRabbit(port, kept);
    Path initial = Files.createTempFile("played-rabbit", ".json"); // its owner's alone
    Path none = Files.createTempFile("played-rabbit", ".properties");
    try {
      started.json.writeValue(initial.toFile(), started.configuration(users));
      started.launcher.startup(
          Map.of(
              "type",
              "Memory",
              "initialConfigurationLocation",
              initial.toUri().toURL().toString(),
              "initialSystemPropertiesLocation",
              none.toUri().toURL().toString(), // its own default does not lead into a jar of jars
              "startupLoggedToSystemOut",
              false,
              SystemConfig.CONTEXT,
              Map.of("qpid.work_dir", started.directory.toAbsolutePath().toString())));
    } catch (Exception e) {
      throw new IOException("the AMQP 0.9.1 broker cannot start on port " + port, e);
    } finally {
      Files.delete(initial);
      Files.delete(none);
    }
    return started;
  }

  private Map<String, Object> configuration(Collection<BrokerUser> users) throws IOException {
    List<Map<String, Object>> nodes = new ArrayList<>();
    for (BrokerUser user : users) {
      nodes.add(
          Map.of(
              "name",
              user.system(),
              "type",
              kept.isPresent() ? "JSON" : "Memory",
              "virtualHostInitialConfiguration",
              json.writeValueAsString(virtualHost(user))));
    }
    return Map.of(
        "name",
        "played",
        "modelVersion",
        "9.1",
        "authenticationproviders",
        List.of(
            Map.of(
                "name",
                "users",
                "type",
                "Plain",
                "secureOnlyMechanisms",
                List.of(),
                "users",
                users.stream().map(PlayedRabbit::user).toList())),
        "ports",
        List.of(port()),
        "virtualhostnodes",
        nodes);
  }

  private Map<String, Object> port() {
    return Map.of(
        "name",
        "amqp",
        "port",
        Integer.toString(port),
        "bindingAddress",
        "127.0.0.1",
        "protocols",
        List.of("AMQP_0_9_1", "AMQP_1_0"),
        "authenticationProvider",
        "users",
        "virtualhostaliases",
        List.of(Map.of("name", "byName", "type", "nameAlias")));
  }

  private static Map<String, Object> user(BrokerUser user) {
    return Map.of("name", user.name(), "type", "managed", "password", user.password());
  }

  private Map<String, Object> virtualHost(BrokerUser user) {
    List<Map<String, Object>> queues = new ArrayList<>();
    queues.add(Map.of("name", DEAD, "type", "standard"));
    user.doors().forEach(door -> queues.add(queue(door, 1)));
    List<Map<String, Object>> exchanges = new ArrayList<>();
    user.address()
        .ifPresent(
            address -> {
              queues.add(queue(user.reads(), MOST_ATTEMPTS));
              exchanges.add(exchange(address.name(), address.key(), user.reads()));
            });
    return Map.of(
        "type", kept.isPresent() ? "DERBY" : "Memory", "queues", queues, "exchanges", exchanges);
  }

  private static Map<String, Object> queue(String name, int attempts) {
    return Map.of(
        "name",
        name,
        "type",
        "standard",
        "maximumDeliveryAttempts",
        attempts,
        "alternateBinding",
        Map.of("destination", DEAD));
  }

  /** Bound by the folder's routing key, or for every key where each operation has its own. */
  private static Map<String, Object> exchange(String name, String key, String queue) {
    var binding = Map.of("bindingKey", key.isEmpty() ? "#" : key, "destination", queue);
    return Map.of("name", name, "type", "topic", "durableBindings", List.of(binding));
  }

  @Override
  public String endpoint(String system) {
    return "amqp://127.0.0.1:" + port + "/" + system;
  }

  @Override
  public URI own(String system) {
    return URI.create("amqp://127.0.0.1:" + port + "?amqp.vhost=" + system);
  }

  @Override
  public void close() {
    launcher.shutdown();
    if (kept.isPresent()) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
