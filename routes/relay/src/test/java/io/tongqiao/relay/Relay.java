package io.tongqiao.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tongqiao.journal.DeliveryQueries;
import io.tongqiao.journal.DeliveryQueries.GivenReceipt;
import io.tongqiao.journal.Journal;
import io.tongqiao.journal.PauseJournal;
import io.tongqiao.journal.StoredDelivery;
import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.simulator.LedgerEntry;
import io.tongqiao.simulator.Played;
import io.tongqiao.simulator.Simulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A running relay and the ministries around it, as a test sees them. */
public final class Relay implements AutoCloseable {

  /** The bureau's own platform. */
  public static final String BUREAU = "bureau-platform";

  private final Ground ground;
  private final Simulator ministries;
  private final ConfigurableApplicationContext context;
  private final Caller caller;
  private final AtomicInteger cases;

  Relay(
      Ground ground, Simulator ministries, ConfigurableApplicationContext context, int firstCase) {
    this.ground = ground;
    this.ministries = ministries;
    this.context = context;
    this.caller = new Caller(ground.url());
    this.cases = new AtomicInteger(firstCase);
  }

  /** Starts a relay of its own, beside the shared one; closing it leaves the ministries open. */
  static Relay start(Ground ground, Simulator ministries, int firstCase) {
    return start(ground, ministries, firstCase, Map.of());
  }

  /** Starts one with settings of its own. */
  public static Relay start(
      Ground ground, Simulator ministries, int firstCase, Map<String, Object> others) {
    var settings = new HashMap<>(ground.settings(ministries));
    settings.putAll(others);
    ConfigurableApplicationContext context =
        new SpringApplicationBuilder(TestServer.class)
            .initializers(started -> RelayFixture.add(started.getEnvironment(), settings))
            .run();
    return new Relay(ground, ministries, context, firstCase);
  }

  /** Starts a broker that stands elsewhere. */
  public interface OtherBroker {
    /** Listens on a port, and gives the relay's settings for it. */
    Map<String, Object> start(int port) throws Exception;
  }

  /** Starts a relay of its own with ministries of its own, on a broker that stands elsewhere. */
  public static Relay onOtherBroker(Path directory, OtherBroker broker) throws Exception {
    Ground ground = Ground.in(directory);
    Simulator ministries = ground.ministries();
    return start(ground, ministries, 900_000, broker.start(ground.amqpPort()));
  }

  /** A case number that no other test has. */
  public String newCase() {
    return "61092420260401" + String.format("%06d", cases.incrementAndGet());
  }

  /** Its directory, ports and keys. */
  public Ground ground() {
    return ground;
  }

  /** HTTP. */
  public Caller http() {
    return caller;
  }

  /** The other side. */
  public Simulator ministries() {
    return ministries;
  }

  /** A part of the relay. */
  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** Says something at a door in a system's own dialect; it must be accepted. */
  public Played tell(String system, String sample, String caseNo) {
    try {
      Played played = ministries.play(system, sample, caseNo);
      if (!played.accepted()) {
        throw new AssertionError(system + " " + sample + ": " + played);
      }
      return played;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The bureau's window does all of this to a case, one after the other. */
  public void bureau(String caseNo, String... samples) {
    for (String sample : samples) {
      tell(BUREAU, "cases--" + sample, caseNo);
    }
  }

  /** A new case whose message to a system is on its way. */
  public String caseFor(String system) {
    String caseNo = newCase();
    switch (system) {
      case "city-power" -> bureau(caseNo, "power-01-apply", "power-02-receive", "power-03-accept");
      case "mps-population" -> bureau(caseNo, "hotel-01-apply", "hotel-02-receive");
      case "prov-yctb" -> bureau(caseNo, "health-01-apply", "health-02-receive");
      case "nat-share" -> bureau(caseNo, "teacher-01-apply", "teacher-02-receive");
      case "prov-socialorg" -> bureau(caseNo, "socialorg-01-apply");
      default -> throw new IllegalArgumentException(system);
    }
    return caseNo;
  }

  /** Posts a canonical message at the REST door. */
  public Caller.Answer post(String system, JsonNode message) {
    return caller.post(
        "/api/v1/messages",
        ground.key(system),
        "application/json",
        message.toString().getBytes(UTF_8));
  }

  /** Asks for a path with a system's key. */
  public Caller.Answer get(String system, String path) {
    return caller.get(path, ground.key(system));
  }

  /** Stops a system as an operator does, and waits until nothing passes any more. */
  public void pause(String system) {
    assertThat(bean(PauseJournal.class).pause(system, "operator", "维护")).isTrue();
    await().until(() -> bean(Gates.class).of(system).status().state() == GateStatus.State.PAUSED);
  }

  /** Lets a system go on. */
  void resume(String system) {
    assertThat(bean(PauseJournal.class).resume(system)).isTrue();
  }

  /** Deliveries of a case to a system. */
  public List<StoredDelivery> deliveries(String caseNo, String system) {
    return bean(DeliveryQueries.class).ofCase(caseNo).stream()
        .filter(d -> d.system().equals(system))
        .toList();
  }

  /** What was said on the message of a delivery. */
  public List<GivenReceipt> receipts(StoredDelivery delivery) {
    var message = bean(Journal.class).message(delivery.messageId()).orElseThrow();
    return bean(DeliveryQueries.class).receipts(message);
  }

  /** Waits until a case's only delivery to a system stands in a state, and gives it. */
  public StoredDelivery until(String caseNo, String system, State state) {
    await("delivery of " + caseNo + " to " + system + " is " + state)
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> {
              List<StoredDelivery> all = deliveries(caseNo, system);
              return !all.isEmpty() && all.get(all.size() - 1).state() == state;
            });
    List<StoredDelivery> all = deliveries(caseNo, system);
    return all.get(all.size() - 1);
  }

  /** Waits until all that was told of a case is dispatched, and delivered to all. */
  public void untilQuiet(String caseNo) {
    await("all of " + caseNo + " is delivered")
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(() -> assertThat(open(caseNo)).isEmpty());
  }

  private List<String> open(String caseNo) {
    return bean(DeliveryQueries.class).ofCase(caseNo).stream()
        .filter(d -> d.state() != State.DELIVERED)
        .map(d -> d.system() + " " + d.operation() + " " + d.state() + " " + d.cause())
        .toList();
  }

  /** What a system received of a case, in order; refusals and misbehaviours included. */
  public List<LedgerEntry> received(String system, String caseNo) {
    return ministries.ledger().stream()
        .filter(e -> e.direction() == LedgerEntry.Direction.RECEIVED)
        .filter(e -> e.system().equals(system) && e.caseNo().equals(caseNo))
        .toList();
  }

  /** What a system received and did of a case. */
  public List<LedgerEntry> done(String system, String caseNo) {
    return received(system, caseNo).stream().filter(LedgerEntry::done).toList();
  }

  @Override
  public void close() {
    context.close();
  }
}
