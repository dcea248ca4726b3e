package io.tongqiao.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tongqiao.journal.StoredDelivery;
import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.simulator.LedgerEntry;
import io.tongqiao.simulator.Simulator;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** What was accepted before a stop is delivered after the start, once. */
class RestartIT {

  private static final String PROVINCE = "prov-yctb";

  @TempDir private Path directory;
  private Ground ground;
  private Simulator ministries;

  @BeforeEach
  void open() {
    ground = Ground.in(directory);
    ministries = ground.ministries();
  }

  @AfterEach
  void close() throws Exception {
    ministries.close();
  }

  private Relay start() {
    return Relay.start(ground, ministries, 900_000);
  }

  private static List<String> operations(Relay relay, String system, String caseNo) {
    List<LedgerEntry> done = relay.done(system, caseNo);
    assertThat(done).extracting(LedgerEntry::messageId).doesNotHaveDuplicates();
    return done.stream().map(LedgerEntry::operation).toList();
  }

  @Test
  void messages_acceptedRightBeforeTheStop_areDeliveredOnceAfterTheStart() {
    var health = new ArrayList<String>();
    var social = new ArrayList<String>();
    try (Relay before = start()) {
      for (int i = 0; i < 5; i++) {
        health.add(before.newCase());
        social.add(before.newCase());
        before.bureau(health.get(i), "health-01-apply", "health-02-receive");
        before.bureau(social.get(i), "socialorg-01-apply", "socialorg-02-receive");
      }
    }
    try (Relay after = start()) {
      for (String caseNo : health) {
        after.until(caseNo, "prov-yctb", State.DELIVERED);
        assertThat(operations(after, "prov-yctb", caseNo)).containsExactly("push-case");
      }
      for (String caseNo : social) {
        await().until(() -> after.deliveries(caseNo, "prov-socialorg").size() == 2);
        after.untilQuiet(caseNo);
        await().until(() -> after.done("prov-socialorg", caseNo).size() == 2);
        assertThat(operations(after, "prov-socialorg", caseNo))
            .containsExactly("application", "pre-accept");
      }
    }
  }

  @Test
  void journal_whoseBrokerWasEmptied_isDeliveredOnce() throws Exception {
    String told;
    var ready = new ArrayList<String>();
    var lanes = new ArrayList<String>();
    try (Relay before = start()) {
      told = before.caseFor(PROVINCE);
      before.until(told, PROVINCE, State.DELIVERED);
      before.untilQuiet(told);
      before.pause(PROVINCE);
      for (int i = 0; i < 3; i++) {
        ready.add(before.caseFor(PROVINCE));
        lanes.add(before.caseFor(PROVINCE));
        before.bureau(lanes.get(i), "event-withdraw");
        assertThat(before.deliveries(ready.get(i), PROVINCE))
            .extracting(StoredDelivery::state)
            .containsExactly(State.READY);
        assertThat(before.deliveries(lanes.get(i), PROVINCE))
            .extracting(StoredDelivery::state)
            .containsExactly(State.READY, State.BACKLOG);
      }
    }
    FileSystemUtils.deleteRecursively(ground.data().resolve("broker"));
    try (Relay after = start()) {
      after.resume(PROVINCE);
      for (String caseNo : ready) {
        after.until(caseNo, PROVINCE, State.DELIVERED);
        assertThat(operations(after, PROVINCE, caseNo)).containsExactly("push-case");
      }
      for (String caseNo : lanes) {
        after.until(caseNo, PROVINCE, State.DELIVERED);
        assertThat(operations(after, PROVINCE, caseNo)).containsExactly("push-case", "push-void");
        assertThat(after.deliveries(caseNo, PROVINCE))
            .extracting(StoredDelivery::attempts)
            .containsExactly(1, 1);
      }
      assertThat(operations(after, PROVINCE, told)).containsExactly("push-case");
    }
  }

  @Test
  void doors_whileTheRelayStartsAndStops_sayNotNowOrAccept() {
    String caseNo = "61092420260401899999";
    Set<Integer> heard = new TreeSet<>();
    try (Relay first = start()) {
      assertThat(first.get(Relay.BUREAU, "/api/v1/cases/" + caseNo).status()).isEqualTo(404);
    }
    var over = new AtomicBoolean();
    var sender = new Thread(() -> knock(caseNo, heard, over));
    sender.start();
    try (Relay second = start()) {
      await().atMost(Duration.ofSeconds(10)).until(() -> heard(heard).contains(200));
      second.untilQuiet(caseNo);
    }
    over.set(true);
    await().until(() -> !sender.isAlive());
    assertThat(heard(heard)).contains(202).isSubsetOf(200, 202, 503);
  }

  private static Set<Integer> heard(Set<Integer> statuses) {
    synchronized (statuses) {
      return new TreeSet<>(statuses);
    }
  }

  /** Sends the same message for as long as the relay comes and goes. */
  private void knock(String caseNo, Set<Integer> heard, AtomicBoolean over) {
    var caller = new Caller(ground.url());
    byte[] body =
        Messages.canonical("permit/01-apply", caseNo)
            .toString()
            .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    while (!over.get()) {
      try {
        int status =
            caller
                .post("/api/v1/messages", ground.key(Relay.BUREAU), "application/json", body)
                .status();
        synchronized (heard) {
          heard.add(status);
        }
      } catch (UncheckedIOException e) {
        Thread.onSpinWait(); // nobody listens, which every client knows to mean "not now"
      }
    }
  }
}
