package io.tongqiao.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.schema.CaseMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A system that is asked for a document and answers later, at one of the relay's doors. */
class AnsweredByMessageIT {

  private static final String SYSTEM = "test-laboratory";
  private static final String KNOWN = "91610924MAQQ00024B";
  private static final String UNKNOWN = "91610924MAQQ000326";
  private static final String CASE = "61092420260316990012";

  @TempDir private Path directory;
  private StandInRelay relay;
  private Simulator simulator;
  private Caller caller;

  @BeforeEach
  void start() throws Exception {
    relay = new StandInRelay(Caller.HOLDERS);
    run();
    key();
  }

  private void run() throws Exception {
    simulator =
        Simulator.start(
            SimulatorSettings.of(Caller.HOLDERS)
                .withOnly(Set.of(SYSTEM))
                .withLedger(directory.resolve("ledger.jsonl"))
                .withRelay(relay.url(), directory));
    caller = Caller.ofHolder(simulator, SYSTEM);
  }

  private void key() throws Exception {
    Files.writeString(directory.resolve(SYSTEM), "key");
  }

  @AfterEach
  void stop() throws Exception {
    simulator.close();
    relay.close();
  }

  /** Asks about a holder, for one case; gives the receipt number. */
  private String ask(String holder, int number) throws Exception {
    ObjectNode canonical = caller.sample("ask").object("canonical");
    String own = canonical.path("subject").asText();
    var message = (ObjectNode) new JsonMapper().readTree(canonical.toString().replace(own, CASE));
    ObjectNode pull = (ObjectNode) message.at("/data/pull");
    pull.put("pull", Caller.messageId(number));
    ((ObjectNode) pull.path("holder")).put("idNumber", holder);
    var draft =
        caller
            .dialect()
            .draft(
                "ask",
                new CaseMessage(message),
                Caller.messageId(900 + number),
                LocalDate.of(2026, 3, 16));
    return caller.call(draft).verdict().receiptNo();
  }

  /** Outcomes that the relay has heard of a pull, in their order. */
  private List<String> heard(int number) {
    return relay.heard().stream()
        .map(heard -> heard.canonical().at("/data/holding"))
        .filter(holding -> holding.path("pull").asText().equals(Caller.messageId(number)))
        .map(holding -> holding.path("outcome").asText())
        .toList();
  }

  private void awaitHeard(int number, String... outcomes) {
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(heard(number)).containsExactly(outcomes));
  }

  @Test
  void ask_subjectOfADoorSample_isAnsweredByItUnderThePullsNumber() throws Exception {
    ask(KNOWN, 1);
    awaitHeard(1, "PENDING", "FOUND");
    JsonNode found = relay.heard().get(1).canonical();
    assertThat(found.path("subject").asText()).isEqualTo(CASE);
    assertThat(found.at("/data/holding/certificates/0/file/url").asText())
        .isEqualTo(simulator.url() + "/test-laboratory/files/2000.bin");
  }

  @Test
  void ask_subjectOfNone_isAnsweredByTheSampleForOthers() throws Exception {
    ask(UNKNOWN, 2);
    awaitHeard(2, "PENDING", "NOT_FOUND");
  }

  @Test
  void ask_severalForOneCase_eachHasItsOwnAnswer() throws Exception {
    ask(KNOWN, 3);
    ask(UNKNOWN, 4);
    ask(KNOWN, 5);
    awaitHeard(3, "PENDING", "FOUND");
    awaitHeard(4, "PENDING", "NOT_FOUND");
    awaitHeard(5, "PENDING", "FOUND");
    assertThat(relay.heard())
        .extracting(h -> h.canonical().path("id").asText())
        .doesNotHaveDuplicates();
  }

  @Test
  void ask_repeated_isAnsweredOnce() throws Exception {
    assertThat(ask(KNOWN, 6)).isEqualTo(ask(KNOWN, 6));
    awaitHeard(6, "PENDING", "FOUND");
    await().during(Duration.ofMillis(500)).until(() -> relay.heard().size() == 2);
  }

  @Test
  void ask_answers_nameTheReceiptOfTheirOwnWork() throws Exception {
    String first = ask(KNOWN, 7);
    String second = ask(KNOWN, 8);
    awaitHeard(7, "PENDING", "FOUND");
    awaitHeard(8, "PENDING", "FOUND");
    assertThat(first).isNotEqualTo(second);
    assertThat(simulator.ledger())
        .filteredOn(e -> e.direction() == LedgerEntry.Direction.SENT)
        .extracting(LedgerEntry::messageId)
        .containsOnly(Caller.messageId(7), Caller.messageId(8));
  }

  @Test
  void restart_answerUntold_isToldUnderThePullsNumber() throws Exception {
    Files.delete(directory.resolve(SYSTEM));
    ask(KNOWN, 9);
    ask(UNKNOWN, 10);
    simulator.close();
    assertThat(relay.heard()).isEmpty();
    key();
    run();
    awaitHeard(9, "PENDING", "FOUND");
    awaitHeard(10, "PENDING", "NOT_FOUND");
    simulator.close();
    run();
    await().during(Duration.ofMillis(500)).until(() -> relay.heard().size() == 4);
  }
}
