package io.tongqiao.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tongqiao.dialect.Dialect;
import io.tongqiao.dialect.Folder;
import io.tongqiao.dialect.Sample;
import io.tongqiao.dialect.SampleRun;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueueSystemsIT {

  private static final String SYSTEM = "prov-socialorg";
  private static final String CASE = "61092420260316990006";

  @TempDir private Path keys;
  private TestBroker broker;
  private Simulator simulator;

  @BeforeEach
  void start() throws Exception {
    broker = new TestBroker(SYSTEM);
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

  private void key() throws Exception {
    Files.writeString(keys.resolve(SYSTEM), TestBroker.KEY);
  }

  /** Sends what the relay sends for a sample. */
  private void send(String sampleName, String messageId) throws Exception {
    Folder folder = Folder.read(Caller.SYSTEMS.resolve(SYSTEM));
    Dialect dialect = Dialect.compile(folder);
    Sample sample =
        Sample.of(folder).stream()
            .filter(s -> s.name().equals(sampleName))
            .findFirst()
            .orElseThrow();
    var run = new SampleRun(dialect, sample);
    String own = run.message().caseNo();
    byte[] body =
        dialect.codec().encode(dialect.operation(sample.part()).request(), run.draft().tree());
    String text = new String(body, UTF_8).replace(own, CASE).replace(Sample.MESSAGE_ID, messageId);
    send(text.getBytes(UTF_8), dialect.operation(sample.part()).headers());
  }

  private void send(byte[] body, Map<String, String> properties) throws Exception {
    broker.send(SYSTEM, "to." + SYSTEM, body, properties);
  }

  private List<LedgerEntry> received() {
    return simulator.ledger().stream()
        .filter(e -> e.direction() == LedgerEntry.Direction.RECEIVED)
        .toList();
  }

  @Test
  void message_keyComesLate_isReadAndAccepted() throws Exception {
    send("application", Caller.messageId(1));
    await().during(Duration.ofSeconds(1)).until(() -> received().isEmpty());
    key();
    await().atMost(Duration.ofSeconds(10)).until(() -> received().size() == 1);
    assertThat(received())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.operation()).isEqualTo("application");
              assertThat(entry.caseNo()).isEqualTo(CASE);
              assertThat(entry.messageId()).isEqualTo(Caller.messageId(1));
              assertThat(entry.disposition()).isEqualTo("accepted");
              assertThat(entry.done()).isTrue();
            });
  }

  @Test
  void message_twice_isDoneOnce() throws Exception {
    key();
    send("accept", Caller.messageId(2));
    send("accept", Caller.messageId(2));
    await().atMost(Duration.ofSeconds(10)).until(() -> received().size() == 2);
    assertThat(received()).extracting(LedgerEntry::repeat).containsExactly(false, true);
  }

  @Test
  void message_unreadable_isRejectedAndDead() throws Exception {
    key();
    send("{".getBytes(UTF_8), Map.of("MSGTYPE", "0"));
    await().atMost(Duration.ofSeconds(10)).until(() -> received().size() == 1);
    assertThat(received().get(0).disposition()).isEqualTo("rejected");
    assertThat(received().get(0).answer()).isEqualTo("refused:format");
    await()
        .until(
            () -> broker.messages("DLQ.to." + SYSTEM) == 1 && broker.messages("to." + SYSTEM) == 0);
  }

  @Test
  void message_lostOnce_comesAgainAndIsARepeat() throws Exception {
    key();
    simulator.misbehave(SYSTEM, Misbehaviour.of(Misbehaviour.Kind.LOST));
    send("application", Caller.messageId(3));
    await().atMost(Duration.ofSeconds(10)).until(() -> received().size() == 2);
    assertThat(received())
        .extracting(LedgerEntry::disposition)
        .containsExactly("released", "accepted");
    assertThat(received()).extracting(LedgerEntry::repeat).containsExactly(false, true);
  }

  @Test
  void sequel_overTheQueue_isToldInOrder() throws Exception {
    key();
    send("pre-accept", Caller.messageId(4));
    try (Connection connection = broker.connect(SYSTEM);
        Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE);
        var consumer = session.createConsumer(session.createQueue("in." + SYSTEM))) {
      Message first = consumer.receive(10_000);
      assertThat(first).isInstanceOf(BytesMessage.class);
      assertThat(TestBroker.text(first)).contains(CASE);
    }
    await()
        .atMost(Duration.ofSeconds(10))
        .until(
            () -> simulator.ledger().stream().anyMatch(e -> e.answer().equals("queue--1-accept")));
  }

  @Test
  void play_queueDoor_isPutOnTheQueue() throws Exception {
    key();
    assertThat(simulator.play(SYSTEM, "queue--2-submit", CASE).accepted()).isTrue();
    try (Connection connection = broker.connect(SYSTEM);
        Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE);
        var consumer = session.createConsumer(session.createQueue("in." + SYSTEM))) {
      assertThat(TestBroker.text(consumer.receive(5_000))).contains(CASE);
    }
  }

  @Test
  void play_laterRejection_namesTheMessageLastWorkedOn() throws Exception {
    key();
    send("application", Caller.messageId(5));
    await().atMost(Duration.ofSeconds(10)).until(() -> received().size() == 1);
    send("complete", Caller.messageId(6));
    await().atMost(Duration.ofSeconds(10)).until(() -> received().size() == 2);
    assertThat(simulator.play(SYSTEM, "queue--data-rejected", CASE).accepted()).isTrue();
    try (Connection connection = broker.connect(SYSTEM);
        Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE);
        var consumer = session.createConsumer(session.createQueue("in." + SYSTEM))) {
      assertThat(TestBroker.text(consumer.receive(5_000))).contains(CASE, Caller.messageId(6));
    }
  }
}
