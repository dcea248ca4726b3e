package io.tongqiao.bench.drill;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A PostgreSQL that keeps what it has committed, and can be taken away and brought back. */
final class PostgresDatabase implements Stoppable {

  private final Path data;
  private final int port = Site.freePort();
  private EmbeddedPostgres server;

  /**
   * Starts one.
   *
   * @param data its data directory, which must not be there yet
   * @throws IOException when it cannot be started
   */
  PostgresDatabase(Path data) throws IOException {
    this.data = data;
    this.server = start();
  }

  private EmbeddedPostgres start() throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .setRegisterShutdownHook(false)
        .setPort(port)
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .start();
  }

  /** The server's environment for it. */
  Map<String, String> environment() {
    return Map.of(
        "TONGQIAO_DB_URL",
        server.getJdbcUrl("postgres", "postgres"),
        "TONGQIAO_DB_USER",
        "postgres");
  }

  /**
   * Takes it away at once, as a power cut would, and brings it back later.
   *
   * @throws IOException when it does not come back
   */
  void away(Duration time) throws IOException, InterruptedException {
    String pid = Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip();
    int code = new ProcessBuilder("kill", "-QUIT", pid).inheritIO().start().waitFor();
    if (code != 0) {
      throw new IOException("PostgreSQL（进程 " + pid + "）没有停下来");
    }
    MILLISECONDS.sleep(time.toMillis());
    release();
    server = start();
  }

  /** Gives back the lock on the directory; there is no server any more that could be stopped. */
  private void release() {
    try {
      server.close();
    } catch (IOException e) {
      System.err.println("PostgreSQL：" + e.getMessage());
    }
  }

  @Override
  public void stop() throws IOException {
    server.close();
  }
}
