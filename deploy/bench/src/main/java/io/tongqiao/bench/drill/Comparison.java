package io.tongqiao.bench.drill;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What was accepted against what the systems have done. Each duty must have been done, once, and in
 * the order in which its sender's messages on the case were accepted; nothing else may have been
 * done. Work whose request has no place for a message id can be counted only.
 */
final class Comparison {

  /** Who said a thing of a case; a sender says a thing of a case once, or as often as it should. */
  private record Saying(String system, String source, String caseNo, String event) {}

  private record Lane(String system, String source, String caseNo) {}

  private final Repertoire repertoire;
  private final Account account;
  private final Map<String, Told> strangers;
  private final Map<String, List<LedgerLine>> work = new HashMap<>();
  private final List<LedgerLine> done;
  private final List<Fault> faults = new ArrayList<>();

  private Comparison(
      Repertoire repertoire, Account account, List<LedgerLine> lines, Map<String, Told> strangers) {
    this.repertoire = repertoire;
    this.account = account;
    this.strangers = strangers;
    this.done = lines.stream().filter(LedgerLine::worked).toList();
    for (LedgerLine line : done) {
      work.computeIfAbsent(key(line), k -> new ArrayList<>()).add(line);
    }
  }

  /**
   * What the server tells of a message that a system has got, but nobody outside knows to be
   * accepted: its sender was killed before it could write down that it had sent it.
   */
  record Told(String source, String caseNo, String event) {}

  /** All faults that can be seen in the ledgers. */
  static List<Fault> faults(
      Repertoire repertoire, Account account, List<LedgerLine> lines, Map<String, Told> strangers) {
    var comparison = new Comparison(repertoire, account, lines, strangers);
    comparison.undone();
    comparison.doneTwice();
    comparison.saidTwice();
    comparison.inverted();
    return comparison.faults;
  }

  /** How many duties are not done yet. */
  static long undone(Repertoire repertoire, Account account, List<LedgerLine> lines) {
    var comparison = new Comparison(repertoire, account, lines, Map.of());
    comparison.undone();
    return comparison.faults.size();
  }

  /** Ids of messages that systems have got, but that are not in the account. */
  static Set<String> strangers(Account account, List<LedgerLine> lines) {
    return lines.stream()
        .filter(LedgerLine::worked)
        .map(LedgerLine::messageId)
        .filter(id -> !id.isEmpty() && !account.messages().containsKey(id))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void undone() {
    var counted = new TreeMap<String, List<Duty>>();
    for (Duty duty : account.duties()) {
      if (!repertoire.traced(duty.system(), duty.operation())) {
        counted.computeIfAbsent(key(duty, ""), k -> new ArrayList<>()).add(duty);
      } else if (!work.containsKey(key(duty, duty.message().id()))) {
        fault(Fault.Kind.MISSING, duty, duty.operation() + " 从未办理");
      }
    }
    counted.forEach(this::tooFew);
  }

  private void tooFew(String key, List<Duty> duties) {
    int times = work.getOrDefault(key, List.of()).size();
    for (int i = times; i < duties.size(); i++) {
      Duty duty = duties.get(i);
      String seen = duty.operation() + " 应办 " + duties.size() + " 次，只办了 " + times + " 次";
      faults.add(new Fault(Fault.Kind.MISSING, "", duty.system(), "", seen));
    }
  }

  private void doneTwice() {
    work.values()
        .forEach(
            lines -> {
              LedgerLine line = lines.get(0);
              long times = lines.stream().filter(l -> !l.repeat()).count();
              if (times > 1 && !line.messageId().isEmpty()) {
                doubled(line, line.operation() + " 作为新的工作办了 " + times + " 次");
              }
            });
  }

  /** The same event of a case under different ids, and what should never have been sent. */
  private void saidTwice() {
    Set<String> due =
        account.duties().stream()
            .map(duty -> key(duty, duty.message().id()))
            .collect(Collectors.toCollection(HashSet::new));
    var sayings = new LinkedHashMap<Saying, Map<String, LedgerLine>>();
    for (LedgerLine line : done) {
      if (line.messageId().isEmpty()) {
        continue;
      }
      Told told = told(line.messageId());
      if (told == null) {
        doubled(line, line.operation() + " 办了一份谁也没有受理过的报文");
        continue;
      }
      if (account.messages().containsKey(line.messageId()) && !due.contains(key(line))) {
        doubled(line, line.operation() + " 办了一份不该送给它的报文");
      }
      var saying = new Saying(line.system(), told.source(), told.caseNo(), told.event());
      sayings
          .computeIfAbsent(saying, s -> new LinkedHashMap<>())
          .putIfAbsent(line.operation() + line.messageId(), line);
    }
    sayings.forEach(this::tooOften);
  }

  private void tooOften(Saying saying, Map<String, LedgerLine> lines) {
    long once = account.timesAccepted(saying.source(), saying.caseNo(), saying.event());
    if (lines.size() > once) {
      LedgerLine last = List.copyOf(lines.values()).get(lines.size() - 1);
      String seen = "%s 的 %s 以 %d 个编号到达".formatted(saying.source(), saying.event(), lines.size());
      doubled(last, seen);
    }
  }

  private Told told(String messageId) {
    Message message = account.messages().get(messageId);
    return message == null
        ? strangers.get(messageId)
        : new Told(message.source(), message.caseNo(), message.event());
  }

  private void inverted() {
    var lanes = new LinkedHashMap<Lane, List<Duty>>();
    for (Duty duty : account.duties()) {
      Message message = duty.message();
      if (message.order() != Message.UNKNOWN && work.containsKey(key(duty, message.id()))) {
        var lane = new Lane(duty.system(), message.source(), message.caseNo());
        lanes.computeIfAbsent(lane, l -> new ArrayList<>()).add(duty);
      }
    }
    lanes.values().forEach(this::inverted);
  }

  private void inverted(List<Duty> lane) {
    List<Duty> accepted = new ArrayList<>(lane);
    accepted.sort(java.util.Comparator.comparingLong(duty -> duty.message().order()));
    for (int i = 1; i < accepted.size(); i++) {
      Duty before = accepted.get(i - 1);
      Duty duty = accepted.get(i);
      if (first(duty) < first(before)) {
        fault(
            Fault.Kind.INVERTED,
            duty,
            "%s 先于更早受理的 %s（%s）"
                .formatted(duty.operation(), before.operation(), before.message().id()));
      }
    }
  }

  private long first(Duty duty) {
    return work.get(key(duty, duty.message().id())).get(0).seq();
  }

  private void fault(Fault.Kind kind, Duty duty, String seen) {
    Message message = duty.message();
    faults.add(new Fault(kind, message.id(), duty.system(), message.caseNo(), seen));
  }

  private void doubled(LedgerLine line, String seen) {
    faults.add(new Fault(Fault.Kind.DOUBLED, line.messageId(), line.system(), line.caseNo(), seen));
  }

  private static String key(LedgerLine line) {
    return line.system() + "/" + line.operation() + "/" + line.messageId();
  }

  private static String key(Duty duty, String messageId) {
    return duty.system() + "/" + duty.operation() + "/" + messageId;
  }
}
