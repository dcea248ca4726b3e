package io.tongqiao.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** Tongqiao's own server with its default settings, on free ports, with sinks for systems. */
final class Server implements AutoCloseable {

  private final Child child;
  private final URI door;
  private final String key;
  private final Path data;

  /**
   * What a server is to work with.
   *
   * @param folders directory of system folders
   * @param endpoints where each system is
   * @param sender the system that sends to it
   */
  record Site(Path folders, Map<String, URI> endpoints, String sender) {}

  private Server(Child child, URI door, String key, Path data) {
    this.child = child;
    this.door = door;
    this.key = key;
    this.data = data;
  }

  /**
   * Starts a server.
   *
   * @param name of its log
   * @param directory its data, made anew
   * @param options of the JVM
   * @param settings that differ from the defaults, as environment variables
   */
  static Server start(
      String name,
      Path jar,
      Path directory,
      Site site,
      Database database,
      List<String> options,
      Map<String, String> settings)
      throws IOException, InterruptedException {
    Files.createDirectories(directory);
    int port = Ports.free();
    Map<String, String> environment = new HashMap<>(database.environment());
    environment.putAll(settings);
    environment.put("TONGQIAO_DATA", directory.toString());
    environment.put("TONGQIAO_SYSTEMS", site.folders().toString());
    environment.put("TONGQIAO_SETTINGS", endpoints(directory, site).toString());
    environment.put("TONGQIAO_HTTP_ADDRESS", "127.0.0.1");
    environment.put("TONGQIAO_HTTP_PORT", Integer.toString(port));
    environment.put("TONGQIAO_AMQP_PORT", Integer.toString(Ports.free()));
    Child child = Child.java(name, directory, options, jar, List.of(), environment);
    URI home = URI.create("http://127.0.0.1:" + port);
    child.awaitAnswer(home.resolve("/actuator/health"));
    String key = key(directory, site.sender(), database);
    return new Server(child, home.resolve("/api/v1/messages"), key, directory);
  }

  /** A journal tells each key once: a later server on it has the one that an earlier one got. */
  private static String key(Path directory, String sender, Database database) throws IOException {
    Path issued = directory.resolve("keys").resolve(sender);
    Path kept = directory.resolveSibling("keys-" + database.name()).resolve(sender);
    if (Files.exists(issued)) {
      Files.createDirectories(kept.getParent());
      Files.copy(issued, kept, StandardCopyOption.REPLACE_EXISTING);
    }
    return Files.readString(kept, UTF_8).strip();
  }

  private static Path endpoints(Path directory, Site site) throws IOException {
    var settings = new Properties();
    site.endpoints().forEach((id, at) -> settings.put("tongqiao.endpoints." + id, at.toString()));
    Path file = directory.resolve("site.properties");
    try (Writer out = Files.newBufferedWriter(file, UTF_8)) {
      settings.store(out, null);
    }
    return file;
  }

  URI door() {
    return door;
  }

  String key() {
    return key;
  }

  /** Where it keeps its data. */
  Path data() {
    return data;
  }

  Child child() {
    return child;
  }

  @Override
  public void close() {
    child.close();
  }
}
