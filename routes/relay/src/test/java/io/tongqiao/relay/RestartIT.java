package io.tongqiao.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/** What was accepted before a stop is delivered after the start, once. */
class RestartIT {

  private static final String POLICE = "mps-population";

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
    String undispatched;
    String ready;
    String backlog;
    try (Relay before = start()) {
      told = before.newCase();
      undispatched = before.newCase();
      ready = before.newCase();
      backlog = before.newCase();
      before.bureau(told, "hotel-01-apply", "hotel-02-receive");
      before.until(told, POLICE, State.DELIVERED);
      before.untilQuiet(told);
    }
    FileSystemUtils.deleteRecursively(ground.data().resolve("broker"));
    JdbcClient journal = journal();
    leave(journal, told, undispatched, "null", "DELIVERED");
    journal.sql("delete from delivery where case_no = ?").param(undispatched).update();
    leave(journal, told, ready, "accepted_at", "READY");
    leave(journal, told, backlog, "accepted_at", "BACKLOG");
    try (Relay after = start()) {
      for (String caseNo : List.of(undispatched, ready, backlog)) {
        after.until(caseNo, POLICE, State.DELIVERED);
        assertThat(operations(after, POLICE, caseNo)).containsExactly("check-identity");
      }
      assertThat(operations(after, POLICE, told)).containsExactly("check-identity");
    }
  }

  private JdbcClient journal() {
    var database = new JdbcDataSource();
    database.setUrl(
        "jdbc:h2:file:"
            + ground.data().resolve("journal/tongqiao")
            + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH");
    database.setUser("sa");
    return JdbcClient.create(database);
  }

  /**
   * Writes what a crash leaves of a case: the bureau's messages as those of a case already told.
   */
  private static void leave(
      JdbcClient journal, String told, String caseNo, String dispatched, String state) {
    journal
        .sql(
            "insert into case_file select :new, replace(head, :old, :new), changed_at from case_file where case_no = :old")
        .param("old", told)
        .param("new", caseNo)
        .update();
    journal
        .sql(
            "insert into case_thread select :new, thread, state, changed_at from case_thread where case_no = :old")
        .param("old", told)
        .param("new", caseNo)
        .update();
    journal
        .sql(
            "insert into message (id, source, source_id, event, case_no, digest, door, body, receipt, accepted_at, dispatched_at)"
                + " select substring(id, 1, 26) || right(:new, 6), source, source_id || :new, event, :new, digest, door,"
                + " replace(body, :old, :new), receipt, dateadd('HOUR', -1, accepted_at), "
                + dispatched
                + " from message where case_no = :old and source = 'bureau-platform' order by seq")
        .param("old", told)
        .param("new", caseNo)
        .update();
    journal
        .sql(
            "insert into delivery (message_id, seq, system, case_no, operation, state, attempts, level, receipt_no, code, cause, lossy, millis, created_at, changed_at)"
                + " select m.id, m.seq, 'mps-population', :new, 'check-identity', :state, 0, '', '', '', '', '', 0, m.accepted_at, m.accepted_at"
                + " from message m where m.case_no = :new and m.event = 'RECEIVE'")
        .param("new", caseNo)
        .param("state", state)
        .update();
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
