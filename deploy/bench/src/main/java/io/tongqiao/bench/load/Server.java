package io.tongqiao.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** Tongqiao's own server with its default settings, on free ports, with sinks for systems. */
final class Server implements AutoCloseable {

  private final Child child;
  private final URI door;
  private final String key;

  private Server(Child child, URI door, String key) {
    this.child = child;
    this.door = door;
    this.key = key;
  }

  /**
   * Starts a server.
   *
   * @param name of its log
   * @param directory its data, made anew
   * @param folders directory of system folders
   * @param options of the JVM
   * @param settings that differ from the defaults, as environment variables
   */
  static Server start(
      String name,
      Path jar,
      Path directory,
      Path folders,
      List<Sink> sinks,
      Database database,
      List<String> options,
      Map<String, String> settings)
      throws IOException, InterruptedException {
    Files.createDirectories(directory);
    int port = Ports.free();
    Map<String, String> environment = new HashMap<>(database.environment());
    environment.putAll(settings);
    environment.put("TONGQIAO_DATA", directory.toString());
    environment.put("TONGQIAO_SYSTEMS", folders.toString());
    environment.put("TONGQIAO_SETTINGS", endpoints(directory, sinks).toString());
    environment.put("TONGQIAO_HTTP_ADDRESS", "127.0.0.1");
    environment.put("TONGQIAO_HTTP_PORT", Integer.toString(port));
    environment.put("TONGQIAO_AMQP_PORT", Integer.toString(Ports.free()));
    Child child = Child.java(name, directory, options, jar, List.of(), environment);
    URI home = URI.create("http://127.0.0.1:" + port);
    child.awaitAnswer(home.resolve("/actuator/health"));
    String key = Files.readString(directory.resolve("keys").resolve(Systems.SOURCE), UTF_8).strip();
    return new Server(child, home.resolve("/api/v1/messages"), key);
  }

  private static Path endpoints(Path directory, List<Sink> sinks) throws IOException {
    var settings = new Properties();
    List<String> ids = new ArrayList<>(Systems.sinks(sinks.size()));
    for (int i = 0; i < ids.size(); i++) {
      settings.put("tongqiao.endpoints." + ids.get(i), sinks.get(i).address().toString());
    }
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

  Child child() {
    return child;
  }

  @Override
  public void close() {
    child.close();
  }
}
