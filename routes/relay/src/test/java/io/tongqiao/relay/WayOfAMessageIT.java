package io.tongqiao.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tongqiao.journal.CaseJournal;
import io.tongqiao.journal.DeliveryQueries;
import io.tongqiao.journal.Journal;
import io.tongqiao.journal.StoredDelivery;
import io.tongqiao.journal.StoredDelivery.State;
import io.tongqiao.journal.StoredMessage;
import io.tongqiao.schema.CaseState;
import io.tongqiao.schema.Receipt;
import io.tongqiao.simulator.LedgerEntry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Lives of cases, from the bureau's window to the ministries over their real protocols, and back.
 */
@RelayTest
class WayOfAMessageIT {

  @Autowired private Relay relay;

  /** What the window does, who must hear of it how, what comes back, and where the case ends. */
  record Life(
      String name,
      List<String> window,
      List<String> calls,
      List<String> news,
      Map<String, CaseState> threads) {

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Life> lives() {
    return Stream.of(
        new Life(
            "permit over soap",
            List.of(
                "permit-01-apply",
                "permit-02-receive",
                "permit-03-accept",
                "permit-04-step",
                "permit-05-approved",
                "permit-06-deliver"),
            List.of(
                "jzsc-sikuyi read-licences BUSINESS",
                "jzsc-sikuyi save-licence BUSINESS",
                "prov-dzzz push-licence BUSINESS"),
            List.of("jzsc-sikuyi VERIFICATION", "tongqiao SUPERVISION_PUSH"),
            Map.of("case", CaseState.DELIVERED)),
        new Life(
            "health over a form with callbacks",
            List.of("health-01-apply", "health-02-receive"),
            List.of("prov-yctb push-case BUSINESS"),
            List.of(
                "prov-yctb ACCEPT",
                "prov-yctb STEP",
                "prov-yctb APPROVED",
                "tongqiao SUPERVISION_PUSH"),
            Map.of("case", CaseState.APPROVED)),
        new Life(
            "power over rest with its own progress",
            List.of("power-01-apply", "power-02-receive", "power-03-accept"),
            List.of("city-power apply BUSINESS"),
            List.of("city-power STEP", "city-power STEP", "city-power APPROVED"),
            Map.of("case", CaseState.ACCEPTED, "city-power", CaseState.APPROVED)),
        new Life(
            "social organisation over queues",
            List.of("socialorg-01-apply", "socialorg-02-receive"),
            List.of("prov-socialorg application TRANSPORT", "prov-socialorg pre-accept TRANSPORT"),
            List.of(
                "prov-socialorg ACCEPT",
                "prov-socialorg STEP",
                "prov-socialorg APPROVED",
                "tongqiao SUPERVISION_PUSH"),
            Map.of("case", CaseState.APPROVED)),
        new Life(
            "teacher over the signed gateway",
            List.of("teacher-01-apply", "teacher-02-receive"),
            List.of("mps-population check-identity BUSINESS", "nat-share check-education BUSINESS"),
            List.of("mps-population VERIFICATION", "nat-share VERIFICATION"),
            Map.of("case", CaseState.RECEIVED)),
        new Life(
            "birth over gateway and soap",
            List.of(
                "birth-01-apply",
                "birth-02-receive",
                "birth-03-accept",
                "birth-04-step",
                "birth-05-approved"),
            List.of("mps-population check-identity BUSINESS", "nat-share check-marriage BUSINESS"),
            List.of(
                "mps-population VERIFICATION",
                "nat-share VERIFICATION",
                "tongqiao SUPERVISION_PUSH"),
            Map.of("case", CaseState.APPROVED)),
        new Life(
            "hotel over soap in gbk",
            List.of("hotel-01-apply", "hotel-02-receive"),
            List.of("mps-population check-identity BUSINESS"),
            List.of("mps-population VERIFICATION"),
            Map.of("case", CaseState.RECEIVED)));
  }

  @ParameterizedTest
  @MethodSource("lives")
  void case_atTheWindow_reachesItsMinistriesAndTheirAnswersComeBack(Life life) {
    String caseNo = relay.newCase();
    long before = lastEntry();
    relay.bureau(caseNo, life.window.toArray(String[]::new));
    await("news of " + caseNo)
        .atMost(Duration.ofSeconds(20))
        .until(() -> relay.done(Relay.BUREAU, caseNo).size() >= life.news.size());
    relay.untilQuiet(caseNo);

    assertThat(deliveries(caseNo)).containsExactlyInAnyOrderElementsOf(life.calls);
    assertThat(news(caseNo)).containsExactlyInAnyOrderElementsOf(life.news);
    assertThat(relay.bean(CaseJournal.class).threads(caseNo))
        .extracting(t -> Map.entry(t.thread(), t.state()))
        .containsAll(life.threads.entrySet());
    assertThat(calls(caseNo, before)).isEqualTo(life.calls.size());
    assertEveryDeliveryIsProvable(caseNo);
  }

  private long lastEntry() {
    List<LedgerEntry> all = relay.ministries().ledger();
    return all.isEmpty() ? 0 : all.get(all.size() - 1).seq();
  }

  private List<String> deliveries(String caseNo) {
    return relay.bean(DeliveryQueries.class).ofCase(caseNo).stream()
        .filter(d -> !d.system().equals(Relay.BUREAU))
        .map(d -> d.system() + " " + d.operation() + " " + d.level())
        .toList();
  }

  /** What the others said, which must be in the bureau's inbox, each once. */
  private List<String> news(String caseNo) {
    List<StoredMessage> told =
        relay.bean(Journal.class).messages(caseNo).stream()
            .filter(m -> !m.source().equals(Relay.BUREAU))
            .toList();
    assertThat(relay.done(Relay.BUREAU, caseNo))
        .extracting(LedgerEntry::messageId)
        .containsExactlyElementsOf(told.stream().map(StoredMessage::id).toList());
    return told.stream().map(m -> m.source() + " " + m.event()).toList();
  }

  /**
   * Calls that the ministries did, none of them twice; one dialect has no place for a case number.
   */
  private long calls(String caseNo, long before) {
    List<LedgerEntry> done =
        relay.ministries().ledger().stream()
            .filter(e -> e.seq() > before && e.done())
            .filter(e -> e.direction() == LedgerEntry.Direction.RECEIVED)
            .filter(e -> !e.system().equals(Relay.BUREAU))
            .filter(e -> e.caseNo().equals(caseNo) || e.operation().equals("read-licences"))
            .filter(e -> !e.operation().equals("login"))
            .toList();
    assertThat(done).noneMatch(LedgerEntry::repeat);
    return done.size();
  }

  private void assertEveryDeliveryIsProvable(String caseNo) {
    for (StoredDelivery delivery : relay.bean(DeliveryQueries.class).ofCase(caseNo)) {
      assertThat(delivery.state()).isEqualTo(State.DELIVERED);
      assertThat(delivery.attempts()).as(delivery.system()).isEqualTo(1);
      assertThat(delivery.cause()).isEmpty();
      assertThat(relay.receipts(delivery))
          .filteredOn(r -> r.issuer().equals(delivery.system()))
          .singleElement()
          .satisfies(
              r -> {
                assertThat(r.outcome()).isEqualTo(Receipt.Outcome.ACCEPTED);
                assertThat(r.level().name()).isEqualTo(delivery.level());
                assertThat(r.receiptNo()).isEqualTo(delivery.receiptNo());
              });
    }
  }
}
