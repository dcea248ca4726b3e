package io.tongqiao.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tongqiao.simulator.Simulator;
import io.tongqiao.simulator.SimulatorSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * What a relay and the ministries stand on: a directory with data and system folders, and two free
 * ports. The folders are copies whose pauses and time limits are short enough for a test.
 */
public record Ground(Path directory, int httpPort, int amqpPort) {

  /** The folders as they are. */
  public static final Path SYSTEMS = Path.of("../../connectors/systems");

  /** Those that tests speak of; the others have the tests of their folders. */
  private static final Set<String> CAST =
      Set.of(
          "bureau-platform",
          "city-bdc",
          "city-cdc",
          "city-power",
          "jzsc-sikuyi",
          "mps-population",
          "nat-dzzz",
          "nat-share",
          "prov-dzzz",
          "prov-socialorg",
          "prov-yctb");

  /** Makes one in an empty directory. */
  public static Ground in(Path directory) {
    try {
      Files.createDirectories(directory.resolve("data"));
      var ground = new Ground(directory, freePort(), freePort());
      copy(SYSTEMS, ground.systems());
      try (Stream<Path> folders = Files.list(ground.systems())) {
        for (Path folder : (Iterable<Path>) folders::iterator) {
          ground.edit(folder.getFileName().toString(), Ground::hurry);
        }
      }
      return ground;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Has more systems stand here; to be done before the ministries start. */
  public Ground join(String... others) {
    try {
      for (String system : others) {
        FileSystemUtils.copyRecursively(SYSTEMS.resolve(system), systems().resolve(system));
        edit(system, Ground::hurry);
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hurry(String descriptor) {
    String hurried =
        descriptor
            .replaceAll("retry: \\{.*}", "retry: {first: 300ms, multiplier: 2, max: 1s}")
            .replaceAll("timeout: \\d+s", "timeout: 3s")
            .replaceAll("every: \\d+s", "every: 200ms");
    return hurried.contains("\nbreaker:")
        ? hurried
        : hurried + "\nbreaker: {lanes: 5, probe: 500ms, drain: 200/s}\n";
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        Path relative = from.relativize(file);
        if (CAST.contains(relative.getName(0).toString())) {
          Path target = to.resolve(relative.toString());
          Files.createDirectories(target.getParent());
          Files.copy(file, target);
        }
      }
    }
  }

  /** Rewrites the descriptor of a folder; to be done before the relay starts. */
  public void edit(String system, UnaryOperator<String> change) {
    Path descriptor = systems().resolve(system).resolve("system.yaml");
    try {
      Files.writeString(descriptor, change.apply(Files.readString(descriptor)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Leaves only these folders. */
  void only(String... systems) throws IOException {
    try (Stream<Path> folders = Files.list(systems())) {
      for (Path folder : (Iterable<Path>) folders::iterator) {
        if (!List.of(systems).contains(folder.getFileName().toString())) {
          FileSystemUtils.deleteRecursively(folder);
        }
      }
    }
  }

  public Path systems() {
    return directory.resolve("systems");
  }

  Path data() {
    return directory.resolve("data");
  }

  Path secrets() {
    return data().resolve("secrets");
  }

  /** Where a relay's HTTP doors are. */
  URI url() {
    return URI.create("http://127.0.0.1:" + httpPort);
  }

  /** Where its queues are. */
  public URI broker() {
    return URI.create("amqp://127.0.0.1:" + amqpPort);
  }

  /** The key that the relay has issued to a system. */
  public String key(String system) {
    try {
      return Files.readString(data().resolve("keys").resolve(system), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts the ministries. */
  public Simulator ministries() {
    try {
      return Simulator.start(
          SimulatorSettings.of(systems())
              .withRelay(url(), data().resolve("keys"))
              .withBroker(broker())
              .withSecrets(secrets()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Settings of a relay that stands here, as an operator would give them. */
  Map<String, Object> settings(Simulator ministries) {
    var settings = new HashMap<String, Object>();
    settings.put("TONGQIAO_DATA", data().toString());
    settings.put("TONGQIAO_HTTP_PORT", httpPort);
    settings.put("TONGQIAO_HTTP_ADDRESS", "127.0.0.1");
    settings.put("TONGQIAO_AMQP_PORT", amqpPort);
    settings.put("tongqiao.systems", systems().toString());
    settings.put("tongqiao.sweep", "100ms");
    settings.put("tongqiao.max-message", "1MB");
    settings.put("spring.main.register-shutdown-hook", false);
    ministries
        .endpoints()
        .forEach((id, endpoint) -> settings.put("tongqiao.endpoints." + id, endpoint));
    return settings;
  }

  /**
   * Below the range that the system hands out by itself, so that nobody gets it before it is used.
   */
  private static int freePort() throws IOException {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
      try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (BindException e) {
        // taken; another
      }
    }
  }
}
