package io.tongqiao.simulator;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.dialect.Auth;
import io.tongqiao.dialect.Secrets;
import io.tongqiao.dialect.Table;
import io.tongqiao.dialect.TranslationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The table side of one played system: takes the rows that are flagged as new, message by message,
 * and flags them as the ministry does, only after the ledger has them.
 */
final class TablePart implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TablePart.class);
  private static final int ID = 32;
  private static final long LOOK_MILLIS = 50;

  /** A row that waits, and where. */
  private record Waiting(String table, ObjectNode row) {}

  private final Part part;
  private final Databases databases;
  private final Secrets secrets;
  private final TableRowStore rows;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  private TablePart(Part part, Databases databases, Secrets secrets) {
    this.part = part;
    this.databases = databases;
    this.secrets = secrets;
    this.rows = new TableRowStore(part.dialect().contract().orElseThrow());
    this.thread = new Thread(this::read, "table-" + part.descriptor().id());
    this.thread.setDaemon(true);
  }

  static TablePart open(Part part, Databases databases, Secrets secrets) {
    var opened = new TablePart(part, databases, secrets);
    opened.thread.start();
    return opened;
  }

  private void read() {
    try {
      while (!closed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        readUntilLost();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void readUntilLost() throws InterruptedException {
    try (Connection connection = databases.connect(part.descriptor(), secrets)) {
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      while (!closed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        look(connection);
      }
    } catch (SQLException | RuntimeException e) {
      LOG.info("{} waits for its database: {}", part.descriptor().id(), e.toString());
    }
  }

  private void look(Connection connection) throws SQLException {
    var messages = new LinkedHashMap<String, List<Waiting>>();
    for (Map.Entry<String, Table> table : part.descriptor().tables().entrySet()) {
      if (!table.getValue().taken().isEmpty()) {
        for (ObjectNode row : rows.waiting(connection, table.getKey(), table.getValue())) {
          messages
              .computeIfAbsent(message(table.getValue(), row), m -> new ArrayList<>())
              .add(new Waiting(table.getKey(), row));
        }
      }
    }
    connection.commit();
    List<Waiting> common = messages.remove("");
    if (common != null) {
      String first = messages.keySet().stream().findFirst().orElse("");
      messages.computeIfAbsent(first, m -> new ArrayList<>()).addAll(0, common);
    }
    for (List<Waiting> together : messages.values()) {
      take(connection, together);
    }
  }

  /**
   * All rows of one message bear its id at the beginning of theirs; empty for rows that many
   * messages share, such as a project's.
   */
  private static String message(Table table, ObjectNode row) {
    String id = table.id().isEmpty() ? "" : row.path(table.id()).asText();
    return id.matches("[0-9a-f]{" + ID + "}.*") ? id.substring(0, ID) : "";
  }

  private void take(Connection connection, List<Waiting> together) throws SQLException {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    for (Waiting waiting : together) {
      tree.withArray("/" + waiting.table()).add(waiting.row());
    }
    byte[] body = tree.toString().getBytes(StandardCharsets.UTF_8);
    Answer answer = answer(body);
    if (answer.outcome() == Answer.Outcome.RELEASED) {
      return;
    }
    boolean taken = answer.status() < 300;
    for (Waiting waiting : together) {
      Table table = part.descriptor().tables().get(waiting.table());
      rows.flag(
          connection,
          waiting.table(),
          table,
          waiting.row(),
          taken ? table.taken() : table.failed(),
          taken ? "" : answer.text());
    }
    connection.commit();
  }

  private Answer answer(byte[] body) {
    try {
      var operations = part.descriptor().operations().keySet().stream().sorted().toList();
      return part.reception()
          .receive(part.hearing().understand(operations, shown(), body, Map.of()));
    } catch (TranslationException e) {
      return part.reception().unread(Map.of(), body, Answer.unreadable(e));
    }
  }

  /** Whoever has written a row has shown user and password to the database. */
  private Map<String, String> shown() {
    if (part.descriptor().auth() instanceof Auth.Basic basic) {
      String pair =
          secrets.find(basic.username()).orElse("")
              + ":"
              + secrets.find(basic.password()).orElse("");
      byte[] bytes = pair.getBytes(StandardCharsets.UTF_8);
      return Map.of("authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
    }
    return Map.of();
  }

  /**
   * Leaves a row in one of the tables that the relay looks at.
   *
   * @throws IOException when the database refuses it
   */
  void leave(String table, byte[] body) throws IOException {
    ObjectNode row = (ObjectNode) new JsonMapper().readTree(body);
    row.remove("about");
    try (Connection connection = databases.connect(part.descriptor(), secrets)) {
      rows.insert(connection, table, row);
    } catch (SQLException e) {
      throw new IOException("the row was not left in " + table + ": " + e.getSQLState(), e);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join(2_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
