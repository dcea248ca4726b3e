package io.tongqiao.bench.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The books of a small world in which all went well, to plant faults in: one case of each life, and
 * ledgers in which everybody has done what it should.
 */
final class Books {

  static final String PLATFORM = "bureau-platform";
  static final String WINDOW = "prov-yctb";
  static final String BUILDERS = "jzsc-sikuyi";
  static final String NOBODY = "f".repeat(32);

  private static final Repertoire REPERTOIRE = new Repertoire(Path.of("../../connectors/systems"));

  private final List<Message> accepted = new ArrayList<>();
  final List<LedgerLine> lines = new ArrayList<>();
  final Map<String, Comparison.Told> strangers = new HashMap<>();

  Books() {
    for (Story story :
        Story.tell(REPERTOIRE, REPERTOIRE.lives().size(), LocalDate.of(2026, 5, 1))) {
      story.events().forEach(event -> accepted.add(event.message()));
    }
    lines.add(told("callback--1-accept", "1"));
    lines.add(told("callback--2-step", "2"));
    lines.add(told("callback--3-approved", "3"));
    // twice, for what the first round tells of is done in the second
    doWhatIsDue();
    doWhatIsDue();
  }

  private LedgerLine told(String sample, String digest) {
    String caseNo =
        accepted.stream()
            .filter(message -> REPERTOIRE.receivers(message).containsKey(WINDOW))
            .findFirst()
            .orElseThrow()
            .caseNo();
    return new LedgerLine(
        lines.size() + 1L, WINDOW, false, "callback", caseNo, "", digest, true, false, "", sample);
  }

  private void doWhatIsDue() {
    for (Duty duty : account().duties()) {
      boolean traced = REPERTOIRE.traced(duty.system(), duty.operation());
      boolean done =
          lines.stream()
              .anyMatch(
                  line ->
                      line.received()
                          && line.system().equals(duty.system())
                          && line.messageId().equals(duty.message().id()));
      if (!done
          && (traced
              || lines.stream()
                  .filter(line -> line.system().equals(duty.system()))
                  .noneMatch(line -> line.operation().equals(duty.operation())))) {
        lines.add(done(duty, traced));
      }
    }
  }

  private LedgerLine done(Duty duty, boolean traced) {
    Message message = duty.message();
    return new LedgerLine(
        lines.size() + 1L,
        duty.system(),
        true,
        duty.operation(),
        traced ? message.caseNo() : "",
        traced ? message.id() : "",
        "d" + lines.size(),
        true,
        false,
        traced ? "R" + lines.size() : "",
        duty.operation());
  }

  Account account() {
    return Account.of(REPERTOIRE, accepted, lines);
  }

  List<Fault> faults() {
    return Comparison.faults(REPERTOIRE, account(), lines, strangers);
  }

  /** The lines of a system's work, in order. */
  List<LedgerLine> of(String system) {
    return lines.stream().filter(line -> line.worked() && line.system().equals(system)).toList();
  }

  /** What the window told of its case, as it arrived at the platform, in order. */
  List<LedgerLine> toldByWindow() {
    return of(PLATFORM).stream()
        .filter(line -> account().messages().get(line.messageId()).source().equals(WINDOW))
        .toList();
  }

  void replace(LedgerLine line, LedgerLine other) {
    lines.set(lines.indexOf(line), other);
  }

  /** The same line at another place, or of another message. */
  static LedgerLine with(LedgerLine line, long seq, String messageId, boolean repeat) {
    return new LedgerLine(
        seq,
        line.system(),
        line.received(),
        line.operation(),
        line.caseNo(),
        messageId,
        line.digest(),
        line.done(),
        repeat,
        line.receiptNo(),
        line.answer());
  }

  /** What a server would tell of every message that has done all right. */
  Map<String, Optional<JsonNode>> views() {
    var views = new HashMap<String, Optional<JsonNode>>();
    Account account = account();
    account.messages().keySet().forEach(id -> views.put(id, Optional.of(view(account, id))));
    return views;
  }

  private ObjectNode view(Account account, String id) {
    ObjectNode view = JsonNodeFactory.instance.objectNode();
    view.set("receipt", receipt(id));
    for (Duty duty : account.duties()) {
      if (duty.message().id().equals(id)) {
        view.withArray("deliveries")
            .addObject()
            .put("system", duty.system())
            .put("state", "DELIVERED")
            .put("receiptNo", number(duty));
      }
    }
    return view;
  }

  private String number(Duty duty) {
    return of(duty.system()).stream()
        .filter(line -> line.messageId().equals(duty.message().id()))
        .map(LedgerLine::receiptNo)
        .findFirst()
        .orElse("");
  }

  static ObjectNode receipt(String messageId) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("messageId", messageId)
        .put("receiptNo", "TQ-" + messageId)
        .put("time", "2026-05-01T01:00:00Z");
  }
}
