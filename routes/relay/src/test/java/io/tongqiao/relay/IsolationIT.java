package io.tongqiao.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tongqiao.journal.StoredDelivery;
import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.simulator.LedgerEntry;
import io.tongqiao.simulator.Misbehaviour;
import io.tongqiao.simulator.Misbehaviour.Kind;
import io.tongqiao.simulator.Simulator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One system is dead, one is slow, one answers after the time limit, and one case of another cannot
 * be translated: all at once, and none of the other deliveries is any the worse for it.
 */
class IsolationIT {

  private static final String DEAD = "city-power";
  private static final String SLOW = "nat-share";
  private static final String LATE = "mps-population";
  private static final String POISONED = "prov-yctb";
  private static final String SOCIAL = "prov-socialorg";
  private static final String BUILDING = "jzsc-sikuyi";
  private static final int CASES = 4;

  @TempDir private Path directory;
  private Simulator ministries;
  private Relay relay;

  @BeforeEach
  void open() {
    Ground ground = Ground.in(directory);
    for (String system : List.of(DEAD, SLOW, LATE, POISONED)) {
      ground.edit(
          system,
          text -> text.replaceAll("breaker: .*", "breaker: {lanes: 3, probe: 1s, drain: 20/s}"));
    }
    ground.edit(SLOW, text -> text.replace("timeout: 3s", "timeout: 30s"));
    ministries = ground.ministries();
    relay = Relay.start(ground, ministries, 860_000);
  }

  @AfterEach
  void close() throws Exception {
    relay.close();
    ministries.close();
  }

  private void misbehave(String system, Misbehaviour how) {
    ministries.misbehave(system, how.times(10_000));
  }

  private List<String> begin(String... samples) {
    var cases = new ArrayList<String>();
    for (int i = 0; i < CASES; i++) {
      cases.add(relay.newCase());
      relay.bureau(cases.get(i), samples);
    }
    return cases;
  }

  private String poison() {
    String caseNo = relay.newCase();
    String text =
        Messages.dialect(Relay.BUREAU, "cases--health-01-apply", "inbound.json", caseNo)
            .replace("\"applyername\": \"示例", "\"applyername\": \"示喆");
    String key = relay.ground().key(Relay.BUREAU);
    relay.http().post("/in/bureau-platform/cases", key, "application/json", text.getBytes(UTF_8));
    relay.bureau(caseNo, "health-02-receive");
    return caseNo;
  }

  private List<State> states(List<String> cases, String system) {
    return cases.stream()
        .flatMap(caseNo -> relay.deliveries(caseNo, system).stream())
        .map(StoredDelivery::state)
        .toList();
  }

  @Test
  void systems_inEveryKindOfTrouble_leaveTheOthersUnharmed() {
    misbehave(DEAD, Misbehaviour.of(Kind.DROP));
    misbehave(SLOW, Misbehaviour.of(Kind.DELAY).delay(Duration.ofSeconds(2)));
    misbehave(LATE, Misbehaviour.of(Kind.DELAY).delay(Duration.ofSeconds(5)));
    List<String> dead = begin("power-01-apply", "power-02-receive", "power-03-accept");
    List<String> slowAndLate = begin("teacher-01-apply", "teacher-02-receive");
    String poisoned = poison();
    List<String> health = begin("health-01-apply", "health-02-receive");
    List<String> social =
        begin("socialorg-01-apply", "socialorg-02-receive", "event-correction-start");
    List<String> permits = begin("permit-01-apply", "permit-02-receive", "permit-03-accept");

    assertDeliveredAtOnce(health, POISONED, "push-case");
    assertDeliveredAtOnce(social, SOCIAL, "application", "pre-accept", "supply");
    assertDeliveredAtOnce(slowAndLate, SLOW, "check-education");
    permits.forEach(caseNo -> relay.until(caseNo, BUILDING, State.DELIVERED));
    assertThat(relay.until(poisoned, POISONED, State.PARKED).cause()).contains("喆");
    assertThat(relay.received(POISONED, poisoned)).isEmpty();
    assertTheBureauHearsInOrder(health);

    assertThat(states(dead, DEAD)).hasSize(CASES).isSubsetOf(State.READY, State.WAITING);
    assertThat(states(slowAndLate, LATE)).hasSize(CASES).isSubsetOf(State.READY, State.WAITING);
    assertHealed(dead, slowAndLate);
    assertThat(relay.deliveries(poisoned, POISONED))
        .extracting(StoredDelivery::attempts)
        .containsExactly(1);
  }

  /** Each at its first attempt, in order, each call made once. */
  private void assertDeliveredAtOnce(List<String> cases, String system, String... operations) {
    for (String caseNo : cases) {
      await(system + " has all of " + caseNo)
          .atMost(Duration.ofSeconds(60))
          .until(
              () ->
                  states(List.of(caseNo), system).stream().filter(s -> s == State.DELIVERED).count()
                      == operations.length);
      assertThat(relay.deliveries(caseNo, system))
          .allMatch(d -> d.attempts() == 1)
          .extracting(StoredDelivery::operation)
          .containsExactly(operations);
      await().until(() -> relay.received(system, caseNo).size() >= operations.length);
      assertThat(relay.received(system, caseNo))
          .allMatch(e -> e.done() && !e.repeat())
          .extracting(LedgerEntry::operation)
          .containsExactly(operations);
    }
  }

  /** What the ministry reports comes to the bureau, in the order in which it was accepted. */
  private void assertTheBureauHearsInOrder(List<String> cases) {
    for (String caseNo : cases) {
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> relay.done(Relay.BUREAU, caseNo).size() == 4);
      assertThat(relay.done(Relay.BUREAU, caseNo))
          .extracting(LedgerEntry::messageId)
          .containsExactlyElementsOf(
              relay.deliveries(caseNo, Relay.BUREAU).stream()
                  .map(StoredDelivery::messageId)
                  .toList());
    }
  }

  /** When they recover, they get what is theirs, by themselves. */
  private void assertHealed(List<String> dead, List<String> late) {
    await()
        .until(
            () ->
                relay.bean(Gates.class).of(DEAD).status().state() == GateStatus.State.BREAKER_OPEN);
    ministries.behave(DEAD);
    ministries.behave(LATE);
    for (String caseNo : dead) {
      relay.until(caseNo, DEAD, State.DELIVERED);
      assertThat(relay.done(DEAD, caseNo))
          .extracting(LedgerEntry::operation)
          .containsExactly("apply");
    }
    for (String caseNo : late) {
      relay.until(caseNo, LATE, State.DELIVERED);
      await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(
              () ->
                  assertThat(relay.done(LATE, caseNo))
                      .filteredOn(e -> !e.repeat())
                      .extracting(LedgerEntry::operation)
                      .containsExactly("check-identity"));
    }
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> relay.bean(Gates.class).of(DEAD).status().state() == GateStatus.State.FLOWING);
  }
}
