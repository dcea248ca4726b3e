package io.tongqiao.table;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.dialect.Polling;
import io.tongqiao.dialect.RowStore;
import io.tongqiao.dialect.Table;
import io.tongqiao.dialect.TranslationException;
import io.tongqiao.relay.Decision;
import io.tongqiao.relay.Intake;
import io.tongqiao.schema.Problem;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One table in which a system leaves rows for us. A row is marked only when the journal has its
 * message: a crash between the two brings the row again, and its message is known by its id.
 */
final class TableDoor {

  private static final Logger LOG = LoggerFactory.getLogger(TableDoor.class);

  /** The column texts of a mark are cut to it where the contract names no length. */
  private static final int WORDS = 500;

  /** What becomes of a row; empty: it stays as it is, for later. */
  private record Mark(Map<String, String> flags, String words) {}

  /** A row of ours. */
  private record Ours(String table, Map<String, String> key) {}

  private final Dialect dialect;
  private final String name;
  private final Polling poll;
  private final Intake intake;
  private final Clock clock;

  TableDoor(Dialect dialect, String name, Intake intake, Clock clock) {
    this.dialect = dialect;
    this.name = name;
    this.poll = dialect.door(name).poll().orElseThrow();
    this.intake = intake;
    this.clock = clock;
  }

  /** {@code <system>.<door>}. */
  String id() {
    return dialect.descriptor().id() + "." + name;
  }

  Dialect dialect() {
    return dialect;
  }

  Polling poll() {
    return poll;
  }

  /**
   * Reads one batch of new rows and takes them in, in their order.
   *
   * @return whether there may be more at once; false as well when the journal cannot take them now
   * @throws SQLException when the other side's database cannot be used
   */
  boolean readBatch(Connection connection) throws SQLException {
    int seconds = (int) Math.max(1, dialect.descriptor().limits().timeout().toSeconds());
    var store = new RowStore(connection, dialect.contract().orElseThrow(), seconds);
    List<ObjectNode> rows = store.find(poll.table(), poll.where(), poll.order(), poll.batch());
    for (ObjectNode row : rows) {
      Optional<Mark> mark = take(store, row);
      if (mark.isEmpty()) {
        return false;
      }
      mark(store, row, mark.get());
    }
    return rows.size() == poll.batch();
  }

  private Optional<Mark> take(RowStore store, ObjectNode row) throws SQLException {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.ofHours(8));
    ObjectNode tree = row.deepCopy();
    Optional<Ours> ours = ours(store, row);
    if (ours.isPresent()) {
      read(store, ours.get()).ifPresent(found -> tree.set("about", found));
    }
    try {
      byte[] body = tree.toString().getBytes(StandardCharsets.UTF_8);
      ObjectNode envelope = dialect.canonical(name, body, Map.of(), Map.of(), today);
      String system = dialect.descriptor().id();
      Decision decision = intake.accept(system, system + ":" + name, envelope);
      return decision instanceof Decision.Refused refused
          ? refused(refused.problem())
          : Optional.of(new Mark(poll.done(), ""));
    } catch (TranslationException e) {
      return Optional.of(new Mark(poll.failed(), TableRefusal.of(e)));
    }
  }

  private Optional<Mark> refused(Problem problem) {
    return problem.kind() == Problem.Kind.UNAVAILABLE
        ? Optional.empty()
        : Optional.of(new Mark(poll.failed(), TableRefusal.of(problem)));
  }

  /** Where the row of ours stands that a row is about; only a table of the folder can be meant. */
  private Optional<Ours> ours(RowStore store, ObjectNode row) {
    if (poll.about().isEmpty()) {
      return Optional.empty();
    }
    Polling.About about = poll.about().get();
    String named = value(store, row, about.table());
    var key = new LinkedHashMap<String, String>();
    about.key().forEach((ours, theirs) -> key.put(ours, value(store, row, theirs)));
    return dialect.descriptor().tables().keySet().stream()
        .filter(named::equalsIgnoreCase)
        .findFirst()
        .map(table -> new Ours(table, key));
  }

  private String value(RowStore store, ObjectNode row, String column) {
    return row.path(store.column(poll.table(), column).name()).asText();
  }

  private static Optional<ObjectNode> read(RowStore store, Ours ours) throws SQLException {
    var where = new LinkedHashMap<String, List<String>>();
    ours.key.forEach((column, value) -> where.put(column, List.of(value)));
    return store.find(ours.table, where, List.of(), 1).stream().findFirst();
  }

  /**
   * What they had taken and have rejected is flagged, so that it is written again when it is sent
   * again; what waits for them anew is left as it is.
   */
  private void flagOurs(RowStore store, ObjectNode row) throws SQLException {
    Optional<Ours> ours = ours(store, row);
    if (ours.isPresent()) {
      Table table = dialect.descriptor().tables().get(ours.get().table);
      if (!table.failed().isEmpty()) {
        var taken = new LinkedHashMap<>(ours.get().key);
        taken.putAll(table.taken());
        store.update(ours.get().table, tree(table.failed()), taken);
      }
    }
  }

  private static ObjectNode tree(Map<String, String> flags) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    flags.forEach(tree::put);
    return tree;
  }

  private void mark(RowStore store, ObjectNode row, Mark mark) throws SQLException {
    ObjectNode changes = tree(mark.flags);
    if (mark.words.isEmpty()) {
      flagOurs(store, row);
    }
    if (!mark.words.isEmpty()) {
      LOG.warn("a row of {} cannot be used: {}; it is marked as failed", id(), mark.words);
      if (!poll.reason().isEmpty()) {
        changes.put(poll.reason(), cut(store, mark.words));
      }
    }
    var key = new LinkedHashMap<String, String>();
    poll.key().forEach(column -> key.put(column, value(store, row, column)));
    store.update(poll.table(), changes, key);
  }

  private String cut(RowStore store, String words) {
    int length = store.column(poll.table(), poll.reason()).length();
    int most = length == 0 ? WORDS : length;
    return words.codePointCount(0, words.length()) <= most
        ? words
        : words.substring(0, words.offsetByCodePoints(0, most));
  }
}
