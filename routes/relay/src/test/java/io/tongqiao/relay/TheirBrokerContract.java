package io.tongqiao.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tongqiao.journal.Journal;
import io.tongqiao.journal.StoredDelivery;
import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.schema.Receipt;
import io.tongqiao.simulator.LedgerEntry;
import io.tongqiao.simulator.Simulator;
import io.tongqiao.simulator.SimulatorSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What holds of every system that has a broker of its own: it is played in a process part of its
 * own, whose broker can go away, behind a line that can go deaf.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TheirBrokerContract {

  /** Reads an exchange or a queue, and leaves messages in a queue. */
  static final String SYSTEM = "city-gongai";

  /** The county's window and a system that has nothing to do with it. */
  private static final Set<String> OTHERS = Set.of(Relay.BUREAU, "city-power");

  private static final String[] PERMIT = {
    "permit-01-apply", "permit-02-receive", "permit-03-accept"
  };

  /** A busy machine takes its time. */
  private static final Duration LONG = Duration.ofSeconds(90);

  private Path directory;
  private Ground ground;
  private int port;
  private Simulator ministries;
  private Simulator theirs;
  private Line line;
  private Relay relay;

  /** The folder of the system, as this kind of broker has it. */
  abstract String folder(String descriptor);

  /** Where the broker listens, by the port of its simulator. */
  abstract int brokerPort(int simulator);

  /** Puts bytes on the queue that the relay reads. */
  abstract void leave(URI broker, String user, String password, byte[] body) throws Exception;

  /** How many are among the dead letters. */
  abstract long dead(URI broker, String user, String password) throws Exception;

  @BeforeAll
  void start(@TempDir Path empty) throws Exception {
    directory = empty;
    ground = Ground.in(directory).join(SYSTEM);
    ground.only(Relay.BUREAU, "city-power", SYSTEM);
    ground.edit(SYSTEM, this::folder);
    port = port();
    Files.createDirectories(directory.resolve("theirs"));
    ministries = Simulator.start(settings().withOnly(OTHERS));
    theirs = played();
    line = new Line(brokerPort(port));
    relay = Relay.start(ground, ministries, 700_000, addresses());
  }

  /** The relay finds their broker at the other end of the line. */
  private Map<String, Object> addresses() {
    var addresses = new HashMap<String, Object>();
    String behind = theirs.endpoints().get(SYSTEM);
    addresses.put(
        "tongqiao.endpoints." + SYSTEM, behind.replace(":" + brokerPort(port), ":" + line.port()));
    return addresses;
  }

  private SimulatorSettings settings() {
    return SimulatorSettings.of(ground.systems())
        .withRelay(ground.url(), ground.data().resolve("keys"))
        .withBroker(ground.broker())
        .withSecrets(ground.secrets());
  }

  private Simulator played() throws IOException {
    return Simulator.start(
        settings()
            .withOnly(Set.of(SYSTEM))
            .withPort(port)
            .withLedger(directory.resolve("theirs/ledger.jsonl")));
  }

  @AfterAll
  void stop() throws Exception {
    relay.close();
    line.close();
    theirs.close();
    ministries.close();
  }

  private URI broker() {
    return URI.create(theirs.endpoints().get(SYSTEM));
  }

  private String secret(String name) {
    return theirs.secrets().find(SYSTEM + "." + name).orElseThrow();
  }

  private void leave(byte[] body) throws Exception {
    leave(broker(), secret("username"), secret("password"), body);
  }

  private List<LedgerEntry> received(String caseNo) {
    return theirs.ledger().stream()
        .filter(e -> e.direction() == LedgerEntry.Direction.RECEIVED)
        .filter(e -> e.caseNo().equals(caseNo))
        .toList();
  }

  private List<String> done(String caseNo) {
    return received(caseNo).stream()
        .filter(LedgerEntry::done)
        .filter(entry -> !entry.repeat())
        .map(LedgerEntry::operation)
        .toList();
  }

  private void untilDelivered(String caseNo, int deliveries) {
    await()
        .atMost(LONG)
        .untilAsserted(
            () ->
                assertThat(relay.deliveries(caseNo, SYSTEM))
                    .hasSize(deliveries)
                    .allMatch(d -> d.state() == State.DELIVERED));
  }

  /** They have what their broker has confirmed. */
  private void untilDone(String caseNo, String... operations) {
    await().atMost(LONG).untilAsserted(() -> assertThat(done(caseNo)).containsExactly(operations));
  }

  /** What the system has said of a case at its queue. */
  private long heard(String caseNo) {
    return relay.bean(Journal.class).messages(caseNo).stream()
        .filter(m -> m.source().equals(SYSTEM) && m.door().equals("queue"))
        .count();
  }

  private void untilHeard(String caseNo, long messages) {
    await().atMost(LONG).untilAsserted(() -> assertThat(heard(caseNo)).isEqualTo(messages));
  }

  @Test
  void caseInSteps_isTakenInOrder_andTheBrokersWordIsOfTheTransportOnly() {
    String caseNo = relay.newCase();
    relay.bureau(caseNo, PERMIT);
    untilDelivered(caseNo, 2);
    untilDone(caseNo, "instance", "progress");
    for (StoredDelivery delivery : relay.deliveries(caseNo, SYSTEM)) {
      assertThat(delivery.level()).isEqualTo(Receipt.Level.TRANSPORT.name());
      assertThat(received(caseNo)).anyMatch(e -> e.messageId().equals(delivery.messageId()));
    }
    untilHeard(caseNo, 1); // that the row was uploaded, from their queue
  }

  @Test
  void broker_thatGoesAwayAndComesBack_getsAllInOrderOnce_andHindersNobodyElse() throws Exception {
    String caseNo = relay.newCase();
    relay.bureau(caseNo, "permit-01-apply", "permit-02-receive");
    untilDelivered(caseNo, 1);
    theirs.close();
    line.mend();

    relay.bureau(caseNo, "permit-03-accept");
    await()
        .atMost(LONG)
        .until(() -> relay.deliveries(caseNo, SYSTEM).get(1).state() == State.WAITING);
    assertThat(relay.deliveries(caseNo, SYSTEM).get(1).cause()).isNotEmpty();
    await().atMost(LONG).until(() -> relay.bean(DoorTroubles.class).of(SYSTEM).isPresent());
    String other = relay.caseFor("city-power");
    relay.until(other, "city-power", State.DELIVERED);

    theirs = played();
    untilDelivered(caseNo, 2);
    untilDone(caseNo, "instance", "progress");
    untilHeard(caseNo, 1);
    assertThat(relay.bean(DoorTroubles.class).of(SYSTEM)).isEmpty();
  }

  @Test
  void confirm_thatDoesNotCome_isNotNow_andTheRepetitionBearsTheSameId() throws Exception {
    String first = relay.newCase();
    relay.bureau(first, "permit-01-apply", "permit-02-receive");
    untilDelivered(first, 1);

    line.deafen();
    String caseNo = relay.newCase();
    relay.bureau(caseNo, "permit-01-apply", "permit-02-receive");
    await().atMost(LONG).until(() -> relay.until(caseNo, SYSTEM, State.WAITING).attempts() >= 1);
    line.mend();
    untilDelivered(caseNo, 1);

    String id = relay.deliveries(caseNo, SYSTEM).get(0).messageId();
    await().atMost(LONG).until(() -> !received(caseNo).isEmpty());
    assertThat(received(caseNo)).allMatch(e -> e.messageId().equals(id));
    untilDone(caseNo, "instance");
  }

  @Test
  void message_thatComesTwice_isHeardOnce() throws Exception {
    String caseNo = relay.newCase();
    relay.bureau(caseNo, "permit-01-apply", "permit-02-receive");
    untilHeard(caseNo, 1);
    long before = dead();
    // as after a crash between taking it in and acknowledging it
    assertThat(theirs.play(SYSTEM, "queue--uploaded", caseNo).accepted()).isTrue();
    assertThat(theirs.play(SYSTEM, "queue--upload-failed", caseNo).accepted()).isTrue();
    untilHeard(caseNo, 2);
    assertThat(dead()).isEqualTo(before);
  }

  @Test
  void badMessage_isToldOnceAndGoesToTheirDeadLetters_andTheNextIsRead() throws Exception {
    String caseNo = relay.newCase();
    relay.bureau(caseNo, "permit-01-apply", "permit-02-receive");
    untilHeard(caseNo, 1);
    long dead = dead();
    long told = told();
    leave("{\"SJSCZT\": ".getBytes(UTF_8));
    assertThat(theirs.play(SYSTEM, "queue--upload-failed", caseNo).accepted()).isTrue();
    untilHeard(caseNo, 2);
    await().atMost(LONG).until(() -> dead() == dead + 1);
    assertThat(told()).isEqualTo(told + 1);
  }

  private long dead() throws Exception {
    return dead(broker(), secret("username"), secret("password"));
  }

  private long told() {
    return relay
        .bean(JdbcClient.class)
        .sql("select count(*) from audit where act = 'queue.refuse' and actor = ?")
        .param(SYSTEM)
        .query(Long.class)
        .single();
  }

  @Test
  void relay_thatRestarts_findsWhatWasLeftMeanwhile_inOrder() throws Exception {
    String caseNo = relay.newCase();
    relay.bureau(caseNo, "permit-01-apply", "permit-02-receive");
    untilHeard(caseNo, 1);
    relay.close();
    assertThat(theirs.play(SYSTEM, "queue--uploaded", caseNo).accepted()).isTrue();
    assertThat(theirs.play(SYSTEM, "queue--upload-failed", caseNo).accepted()).isTrue();
    relay = Relay.start(ground, ministries, 710_000, addresses());
    untilHeard(caseNo, 2);
  }

  /** With room for the ports of its brokers. */
  private static int port() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
      if (free(port) && free(port + 5) && free(port + 6)) {
        return port;
      }
    }
  }

  private static boolean free(int port) {
    try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  /** The shared parts, for what only one kind of broker does. */
  Relay relay() {
    return relay;
  }
}
