package io.tongqiao.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.dialect.Folder;
import io.tongqiao.dialect.Sample;
import io.tongqiao.schema.CaseMessage;
import jakarta.jms.Connection;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A system that is asked for documents, and answers, over queues. */
class QueueHoldersIT {

  private static final String SYSTEM = "city-cdc";
  private static final String CASE = "61092420260316990013";
  private static final LocalDate DAY = LocalDate.of(2026, 3, 16);

  @TempDir private Path keys;
  private final Folder folder = Folder.read(Caller.SYSTEMS.resolve(SYSTEM));
  private Dialect dialect;
  private TestBroker broker;
  private Simulator simulator;

  @BeforeEach
  void start() throws Exception {
    dialect = Dialect.compile(folder);
    broker = new TestBroker(SYSTEM);
    Files.writeString(keys.resolve(SYSTEM), TestBroker.KEY);
    simulator =
        Simulator.start(
            SimulatorSettings.of(Caller.SYSTEMS)
                .withOnly(Set.of(SYSTEM))
                .withKeys(keys)
                .withBroker(broker.address()));
  }

  @AfterEach
  void stop() throws Exception {
    simulator.close();
    broker.stop();
  }

  /** Sends what the relay sends for a pull about a holder, of one case. */
  private void ask(String holder, int number) throws Exception {
    ObjectNode sample =
        Sample.of(folder).stream()
            .filter(s -> s.name().equals("ask"))
            .findFirst()
            .orElseThrow()
            .object("canonical");
    String own = sample.path("subject").asText();
    var canonical = (ObjectNode) new JsonMapper().readTree(sample.toString().replace(own, CASE));
    ObjectNode pull = (ObjectNode) canonical.at("/data/pull");
    pull.put("pull", Caller.messageId(number));
    ((ObjectNode) pull.path("holder")).put("idNumber", holder);
    var message = new CaseMessage(canonical);
    JsonNode tree = dialect.draft("ask", message, Caller.messageId(900 + number), DAY).tree();
    byte[] body = dialect.codec().encode(dialect.operation("ask").request(), tree);
    broker.send(SYSTEM, "to." + SYSTEM, body, dialect.operation("ask").headers());
  }

  @Test
  void ask_severalForOneCase_eachIsAnsweredUnderItsNumber() throws Exception {
    ask("91610924MAQQ00024B", 1);
    ask("11610924MBQQ000282", 2);
    ask("91610924MAQQ00016G", 3);
    Map<String, String> outcomes = new TreeMap<>();
    try (Connection connection = broker.connect(SYSTEM);
        Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE);
        var consumer = session.createConsumer(session.createQueue("in." + SYSTEM))) {
      for (int i = 0; i < 3; i++) {
        Message message = consumer.receive(10_000);
        byte[] body = TestBroker.text(message).getBytes(UTF_8);
        ObjectNode answer = dialect.canonical("queue", body, Map.of(), Map.of(), DAY);
        assertThat(answer.path("subject").asText()).isEqualTo(CASE);
        JsonNode holding = answer.at("/data/holding");
        outcomes.put(holding.path("pull").asText(), holding.path("outcome").asText());
      }
    }
    assertThat(outcomes)
        .containsExactly(
            Map.entry(Caller.messageId(1), "FOUND"),
            Map.entry(Caller.messageId(2), "NOT_FOUND"),
            Map.entry(Caller.messageId(3), "DENIED"));
  }
}
