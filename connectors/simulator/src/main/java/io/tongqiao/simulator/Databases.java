package io.tongqiao.simulator;

import io.tongqiao.dialect.Auth;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Folder;
import io.tongqiao.dialect.Secrets;
import io.tongqiao.dialect.TableContract;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.h2.tools.Server;

/**
 * The exchange databases (前置库) of the played systems: an H2 server that only callers on this
 * machine can reach, with one database a system, whose tables the folder's contract declares. With
 * a ledger file the databases stand beside it and outlive the process; without, they are in memory.
 */
final class Databases implements AutoCloseable {

  private final Optional<Path> directory;
  private final int port;
  private final Map<String, String> urls = new TreeMap<>();
  private final List<Connection> kept = new ArrayList<>();
  private Optional<Server> server = Optional.empty();

  /** Beside a ledger file; the port after the simulator's own, or any free one where that is 0. */
  Databases(Optional<Path> ledger, int port) {
    this.directory = ledger.map(file -> file.toAbsolutePath().resolveSibling("tables"));
    this.port = port;
  }

  /**
   * Opens a system's database.
   *
   * @throws IOException when the server cannot listen or the contract's statements are refused
   */
  void open(Folder folder, Descriptor system, Secrets secrets) throws IOException {
    try {
      if (server.isEmpty()) {
        String any = Integer.toString(port == 0 ? 0 : port + 1);
        server =
            Optional.of(
                Server.createTcpServer("-tcpPort", any, "-tcpDaemon", "-ifNotExists").start());
      }
      String name = name(folder.id());
      urls.put(folder.id(), "jdbc:h2:tcp://127.0.0.1:" + server.get().getPort() + "/" + name);
      Connection connection = connect(system, secrets);
      kept.add(connection);
      declare(connection, folder);
    } catch (SQLException e) {
      throw new IOException("the database of " + folder.id() + " cannot be opened", e);
    }
  }

  private String name(String id) {
    return directory
        .map(d -> d.resolve(id).toString())
        .orElse("mem:" + id + "-" + System.identityHashCode(this));
  }

  private static void declare(Connection connection, Folder folder) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      String sql = folder.text(TableContract.FILE).orElse("");
      statement.execute(
          sql.replaceAll("(?i)\\bcreate\\s+table\\s+(?!if\\b)", "create table if not exists "));
    }
  }

  /** A connection of the system itself, which is the same user as its caller. */
  Connection connect(Descriptor system, Secrets secrets) throws SQLException {
    String user = "";
    String password = "";
    if (system.auth() instanceof Auth.Basic basic) {
      user = secrets.find(basic.username()).orElse("");
      password = secrets.find(basic.password()).orElse("");
    }
    return DriverManager.getConnection(url(system.id()), user, password);
  }

  /** Where a system's database is reached. */
  String url(String system) {
    return urls.get(system);
  }

  @Override
  public void close() {
    for (Connection connection : kept) {
      try {
        connection.close();
      } catch (SQLException e) {
        // it is gone already
      }
    }
    server.ifPresent(Server::stop);
  }
}
