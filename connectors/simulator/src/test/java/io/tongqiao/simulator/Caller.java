package io.tongqiao.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.dialect.Conversation;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.dialect.Folder;
import io.tongqiao.dialect.Sample;
import io.tongqiao.dialect.Secrets;
import io.tongqiao.dialect.Verdict;
import io.tongqiao.dialect.Wire;
import io.tongqiao.schema.CaseMessage;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;

/** Calls one system of a simulator as the relay does: through the folder's own conversation. */
final class Caller {

  static final Path SYSTEMS = Path.of("..", "systems").toAbsolutePath().normalize();

  /** Systems that hold documents, made for tests. */
  static final Path HOLDERS =
      Path.of("..", "dialect", "src", "test", "systems").toAbsolutePath().normalize();

  private final Folder folder;
  private final Dialect dialect;
  private final Conversation conversation;

  Caller(Simulator simulator, String system, Clock clock) throws Exception {
    this(simulator, system, clock, HttpWire.to(simulator.endpoints().get(system)));
  }

  Caller(Simulator simulator, String system, Clock clock, Wire wire) throws Exception {
    this(SYSTEMS.resolve(system), clock, wire, simulator.secrets());
  }

  Caller(String system, Clock clock, Wire wire, Secrets secrets) throws Exception {
    this(SYSTEMS.resolve(system), clock, wire, secrets);
  }

  private Caller(Path directory, Clock clock, Wire wire, Secrets secrets) throws Exception {
    this.folder = Folder.read(directory);
    this.dialect = Dialect.compile(folder);
    this.conversation = Conversation.with(dialect, wire, secrets, clock);
  }

  /** Of one of the systems that hold documents. */
  static Caller ofHolder(Simulator simulator, String system) throws Exception {
    var wire = HttpWire.to(simulator.endpoints().get(system));
    return new Caller(HOLDERS.resolve(system), Clock.systemUTC(), wire, simulator.secrets());
  }

  Dialect dialect() {
    return dialect;
  }

  Sample sample(String name) {
    return Sample.of(folder).stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
  }

  /** The request of a sample, about another case and under another message id. */
  Dialect.Draft draft(String sample, String caseNo, String messageId) throws Exception {
    ObjectNode canonical = sample(sample).object("canonical");
    String own = canonical.path("subject").asText();
    String other = canonical.toString().replace(own, caseNo);
    var message = new CaseMessage((ObjectNode) new JsonMapper().readTree(other.getBytes(UTF_8)));
    LocalDate day = LocalDate.of(2026, 3, 16);
    return dialect.draft(sample(sample).part(), message, messageId, day);
  }

  Conversation.Exchange call(String sample, String caseNo, String messageId) throws Exception {
    return conversation.call(draft(sample, caseNo, messageId));
  }

  Verdict verdict(String sample, String caseNo, String messageId) throws Exception {
    return call(sample, caseNo, messageId).verdict();
  }

  Conversation.Exchange call(Dialect.Draft draft) throws Exception {
    return conversation.call(draft);
  }

  static String messageId(int number) {
    return "%032x".formatted(number);
  }
}
