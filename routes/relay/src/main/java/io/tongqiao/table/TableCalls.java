package io.tongqiao.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.dialect.Reply;
import io.tongqiao.dialect.Request;
import io.tongqiao.dialect.RowStore;
import io.tongqiao.dialect.Table;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/**
 * The call of a table system: all rows of one message in one transaction, table by table in the
 * order of the folder's {@code tables}. Answers as a web service would: 200 committed, 422 refused,
 * 503 not now; {@code {"code": SQLSTATE, "message"}} says where and why, without values.
 */
@Component("tableCalls")
public class TableCalls {

  private final TablePools pools;
  private final JsonMapper json;
  private final Clock clock;

  TableCalls(TablePools pools, JsonMapper json, Clock clock) {
    this.clock = clock;
    this.pools = pools;
    this.json = json;
  }

  /** Which table was being written when the database refused. */
  private static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    private final String table;
    private final SqlTrouble trouble;
    private final String columns;

    Refused(String table, SQLException cause, String columns) {
      super(cause);
      this.table = table;
      this.trouble = SqlTrouble.of(cause);
      this.columns = columns;
    }
  }

  /**
   * Writes the rows of a request.
   *
   * @throws IOException when the request is no tree of rows, which is a fault of ours
   */
  public Reply write(@Body Request request, @Variable("dialect") Dialect dialect)
      throws IOException {
    JsonNode tree = json.readTree(request.body());
    try {
      return once(dialect, tree);
    } catch (Refused e) {
      return e.trouble.duplicate() ? again(dialect, tree) : refusal(e);
    }
  }

  /** The other row may be this very message, written meanwhile; then it is there now. */
  private Reply again(Dialect dialect, JsonNode tree) {
    try {
      return once(dialect, tree);
    } catch (Refused e) {
      return refusal(e);
    }
  }

  private Reply once(Dialect dialect, JsonNode tree) throws Refused {
    Descriptor system = dialect.descriptor();
    try (Connection connection = pools.connect(system)) {
      connection.setAutoCommit(false);
      try {
        boolean changed = rows(connection, dialect, tree);
        connection.commit();
        return reply(200, "", changed ? "" : "同一份报文的行先前已经写入，未重复写入");
      } finally {
        rollBack(connection);
      }
    } catch (SQLException e) {
      throw new Refused("", e, "");
    }
  }

  /** After a commit it does nothing. */
  private static void rollBack(Connection connection) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      // the connection is lost, and with it the transaction
    }
  }

  private boolean rows(Connection connection, Dialect dialect, JsonNode tree) throws Refused {
    int seconds = (int) Math.max(1, dialect.descriptor().limits().timeout().toSeconds());
    var contract = dialect.contract().orElseThrow();
    var writer = new RowWriter(new RowStore(connection, contract, seconds), clock.instant());
    boolean changed = false;
    for (Map.Entry<String, Table> table : dialect.descriptor().tables().entrySet()) {
      for (JsonNode row : tree.path(table.getKey())) {
        try {
          changed |= writer.write(table.getKey(), table.getValue(), (ObjectNode) row);
        } catch (SQLException e) {
          throw new Refused(table.getKey(), e, named(dialect, table.getKey(), e));
        }
      }
    }
    return changed;
  }

  /** The columns that the database names in its refusal. */
  private static String named(Dialect dialect, String table, SQLException e) {
    String words = String.valueOf(e.getMessage()).toLowerCase(java.util.Locale.ROOT);
    return dialect.contract().orElseThrow().columns(table).stream()
        .map(column -> column.name())
        .filter(
            name -> words.matches("(?s).*\\b" + name.toLowerCase(java.util.Locale.ROOT) + "\\b.*"))
        .limit(3)
        .reduce((one, other) -> one + "、" + other)
        .orElse("");
  }

  private Reply refusal(Refused e) {
    String where =
        (e.table.isEmpty() ? "" : "表 " + e.table) + (e.columns.isEmpty() ? "" : " 列 " + e.columns);
    String state = e.trouble.state();
    if (e.getCause() instanceof Drivers.Missing missing) {
      return reply(503, state, missing.getMessage() + "，下次重试时使用");
    }
    if (e.trouble.notNow()) {
      return reply(503, state, "对方前置库现在不能写入（SQLSTATE " + state + "）" + where + "，稍后自动重试");
    }
    String message = "前置库拒绝写入，整份报文未写入：" + where + " " + e.trouble.words();
    return reply(422, state, message + "（SQLSTATE " + state + "）");
  }

  private Reply reply(int status, String code, String message) {
    ObjectNode body = json.createObjectNode().put("code", code).put("message", message);
    byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
    return new Reply(status, Map.of(), bytes, Optional.empty());
  }
}
