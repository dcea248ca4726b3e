package io.tongqiao.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tongqiao.journal.CaseJournal;
import io.tongqiao.journal.StoredDelivery;
import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.simulator.LedgerEntry;
import io.tongqiao.simulator.Misbehaviour;
import io.tongqiao.simulator.Misbehaviour.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The played clerk: cases go to a system that is entered by hand, and come back, by themselves. */
class ClerkIT {

  @TempDir private static Path directory;
  private static Site site;
  private static Desk desk;

  @BeforeAll
  static void open() throws Exception {
    site = new Site(directory, Map.of(), Set.of(Desk.DOCTORS), true).start();
    desk = new Desk(site);
  }

  @AfterAll
  static void close() throws Exception {
    site.close();
  }

  @AfterEach
  void behave() {
    site.ministries().behave(Desk.DOCTORS);
  }

  @Test
  void case_forASystemThatIsEnteredByHand_isPlayedFromItsSamples() {
    String caseNo = desk.accepted();
    desk.tell(Desk.DOCTORS, "register", caseNo, "step");
    desk.tell(Desk.DOCTORS, "conclude", caseNo, "approved");
    StoredDelivery last = site.until(caseNo, Desk.DOCTORS, 1, State.DELIVERED);
    assertThat(site.done(Desk.DOCTORS, caseNo))
        .extracting(LedgerEntry::operation)
        .containsExactly("register", "conclude");
    LedgerEntry entry = site.done(Desk.DOCTORS, caseNo).get(1);
    assertThat(entry.receiptNo()).isEqualTo(last.receiptNo());
    assertThat(entry.messageId()).isEqualTo(last.messageId());
    await("the result is typed in")
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                site.bean(CaseJournal.class).threads(caseNo).stream()
                    .anyMatch(
                        thread ->
                            thread.thread().equals(Desk.DOCTORS)
                                && thread.state().name().equals("APPROVED")));
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"GARBAGE", "LOST", "STATUS", "DROP", "DELAY"})
  void clerk_whoHasTrouble_entersItOnceAllTheSame(Kind kind) {
    site.ministries().misbehave(Desk.DOCTORS, Misbehaviour.of(kind));
    String caseNo = desk.accepted();
    StoredDelivery delivered = site.until(caseNo, Desk.DOCTORS, 0, State.DELIVERED);
    assertThat(site.done(Desk.DOCTORS, caseNo))
        .filteredOn(entry -> !entry.repeat())
        .singleElement()
        .extracting(LedgerEntry::receiptNo)
        .isEqualTo(delivered.receiptNo());
  }

  @Test
  void refusal_ofTheSystem_parks() {
    site.ministries().misbehave(Desk.DOCTORS, Misbehaviour.of(Kind.BUSINESS));
    String caseNo = desk.accepted();
    assertThat(site.until(caseNo, Desk.DOCTORS, 0, State.PARKED).cause()).contains("已在其他机构注册");
    assertThat(site.done(Desk.DOCTORS, caseNo)).isEmpty();
  }
}
