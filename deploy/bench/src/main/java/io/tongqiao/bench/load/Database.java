package io.tongqiao.bench.load;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the server keeps its journal.
 *
 * @param name as it stands in the figures
 * @param environment what the server is told of it
 * @param processes those it runs in, when it was started here
 */
record Database(
    String name, Map<String, String> environment, List<ProcessHandle> processes, Closeable program)
    implements Closeable {

  /** H2 within the server, as it comes. */
  static Database h2() {
    return new Database("h2", Map.of(), List.of(), () -> {});
  }

  /**
   * PostgreSQL: the one that {@code TONGQIAO_DB_URL} names, or else one started here that syncs
   * each commit to the disk, as a real one does.
   */
  static Database postgres(Path directory) throws IOException, SQLException {
    String external = System.getenv().getOrDefault("TONGQIAO_DB_URL", "");
    if (!external.isEmpty()) {
      Map<String, String> settings =
          Map.of(
              "TONGQIAO_DB_URL", external,
              "TONGQIAO_DB_USER", System.getenv().getOrDefault("TONGQIAO_DB_USER", ""),
              "TONGQIAO_DB_PASSWORD", System.getenv().getOrDefault("TONGQIAO_DB_PASSWORD", ""));
      return new Database("postgres", settings, List.of(), () -> {});
    }
    EmbeddedPostgres server =
        EmbeddedPostgres.builder()
            .setDataDirectory(directory)
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on")
            .start();
    try (Connection connection = server.getPostgresDatabase().getConnection()) {
      for (String durable : new String[] {"fsync", "synchronous_commit"}) {
        requireOn(connection, durable);
      }
    }
    String url = "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres";
    return new Database(
        "postgres",
        Map.of("TONGQIAO_DB_URL", url, "TONGQIAO_DB_USER", "postgres", "TONGQIAO_DB_PASSWORD", ""),
        List.of(postmaster(directory)),
        server);
  }

  /**
   * A database of its own on the same server, in which nothing is; H2 is one a directory anyhow.
   *
   * @param other its name
   */
  Database apart(String other) throws SQLException {
    if (environment.isEmpty()) {
      return this;
    }
    try (Connection connection = connect(Path.of(""));
        Statement statement = connection.createStatement()) {
      statement.execute("drop database if exists " + other);
      statement.execute("create database " + other);
    }
    Map<String, String> its = new HashMap<>(environment);
    its.computeIfPresent("TONGQIAO_DB_URL", (k, url) -> url.replaceFirst("/[^/]*$", "/" + other));
    return new Database(name, Map.copyOf(its), processes, () -> {});
  }

  /**
   * Opens the journal beside the server, or, with H2, while there is no server.
   *
   * @param data directory of the server
   */
  Connection connect(Path data) throws SQLException {
    if (environment.isEmpty()) {
      return DriverManager.getConnection(
          "jdbc:h2:file:"
              + data.resolve("journal").resolve("tongqiao").toAbsolutePath()
              + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;MAX_LENGTH_INPLACE_LOB=65536;CACHE_SIZE=131072",
          "sa",
          "");
    }
    return DriverManager.getConnection(
        environment.get("TONGQIAO_DB_URL"),
        environment.get("TONGQIAO_DB_USER"),
        environment.get("TONGQIAO_DB_PASSWORD"));
  }

  private static ProcessHandle postmaster(Path directory) throws IOException {
    long pid =
        Long.parseLong(Files.readAllLines(directory.resolve("postmaster.pid")).get(0).strip());
    return ProcessHandle.of(pid).orElseThrow();
  }

  private static void requireOn(Connection connection, String setting) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("show " + setting)) {
      row.next();
      if (!row.getString(1).equals("on")) {
        throw new SQLException(
            setting + " is " + row.getString(1) + ": the figures would not count");
      }
    }
  }

  @Override
  public void close() throws IOException {
    program.close();
  }
}
