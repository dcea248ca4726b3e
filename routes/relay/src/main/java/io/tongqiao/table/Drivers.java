package io.tongqiao.table;

import io.tongqiao.relay.RelayProperties;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * JDBC drivers: those that come along, and those that a site lays into {@code <data>/lib} for
 * databases whose drivers may not be passed on. A jar that is added is found without a restart.
 */
@Component
class Drivers {

  private static final Logger LOG = LoggerFactory.getLogger(Drivers.class);

  /** SQL-client unable to establish SQL-connection; what JDBC says where there is no driver. */
  private static final String NO_CONNECTION = "08001";

  private final Path directory;
  private List<Path> jars = List.of();
  private List<Driver> laid = List.of();

  @Autowired
  Drivers(RelayProperties properties) {
    this(properties.data());
  }

  /** With those of a data directory. */
  Drivers(Path data) {
    this.directory = data.toAbsolutePath().normalize().resolve("lib");
  }

  /** No driver reads an address; its message is for operators. */
  static final class Missing extends SQLException {
    private static final long serialVersionUID = 1L;

    private Missing(String kind, Path directory) {
      super("没有 " + kind + " 的 JDBC 驱动：请把驱动的 jar 放入 " + directory + "，不用重启", NO_CONNECTION);
    }
  }

  /**
   * The driver of an address.
   *
   * @throws SQLException when there is none; see {@link Missing}
   */
  Driver of(String url) throws SQLException {
    Optional<Driver> driver = accepting(DriverManager.drivers().toList(), url);
    if (driver.isEmpty()) {
      driver = accepting(laid(), url);
    }
    return driver.orElseThrow(() -> new Missing(kind(url), directory));
  }

  private static Optional<Driver> accepting(List<Driver> drivers, String url) throws SQLException {
    for (Driver driver : drivers) {
      if (driver.acceptsURL(url)) {
        return Optional.of(driver);
      }
    }
    return Optional.empty();
  }

  /** {@code jdbc:oracle}: what follows may hold a host, or worse. */
  private static String kind(String url) {
    int end = url.indexOf(':', "jdbc:".length());
    return end < 0 ? "jdbc" : url.substring(0, end);
  }

  /** Those of the directory as it is now; a jar once loaded stays loaded. */
  private synchronized List<Driver> laid() {
    List<Path> now = jars();
    if (!now.equals(jars)) {
      jars = now;
      laid = load(now);
    }
    return laid;
  }

  private List<Path> jars() {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(f -> f.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      LOG.warn("the directory of drivers {} cannot be read", directory, e);
      return jars;
    }
  }

  private static List<Driver> load(List<Path> jars) {
    var drivers = new ArrayList<Driver>();
    try {
      var urls = new ArrayList<URL>();
      for (Path jar : jars) {
        urls.add(jar.toUri().toURL());
      }
      // its classes are needed for as long as the process lives
      var loader = new URLClassLoader(urls.toArray(URL[]::new), Drivers.class.getClassLoader());
      ServiceLoader.load(Driver.class, loader).forEach(drivers::add);
    } catch (IOException | ServiceConfigurationError | LinkageError e) {
      LOG.warn("a driver among {} cannot be loaded; it may be of another Java version", jars, e);
    }
    return drivers;
  }
}
