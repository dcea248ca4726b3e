package io.tongqiao.relay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.journal.CaseFile;
import io.tongqiao.journal.CaseJournal;
import io.tongqiao.journal.Copy;
import io.tongqiao.journal.DeliveryJournal;
import io.tongqiao.journal.Journal;
import io.tongqiao.journal.StoredMessage;
import io.tongqiao.schema.CaseMessage;
import io.tongqiao.schema.Finding;
import io.tongqiao.schema.Problem;
import io.tongqiao.schema.Problem.Kind;
import io.tongqiao.schema.Receipt;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Writes messages that have been examined to the journal, each with the deliveries that it leads
 * to, within the caller's transaction: recognises repetitions, and decides by the state of the
 * case.
 */
@Component
public class Acceptance {

  /**
   * A message that came in and has been examined.
   *
   * @param id Tongqiao's id of it
   */
  public record Arrival(
      String door, CaseMessage message, String id, String digest, List<Finding> warnings) {

    public static Arrival of(String door, CaseMessage message, List<Finding> warnings) {
      String id = CaseMessage.messageId(message.source(), message.id());
      return new Arrival(door, message, id, message.digest(), warnings);
    }

    String caseNo() {
      return message.caseNo();
    }
  }

  /**
   * What was decided on each arrival, in their order.
   *
   * @param copies to be put on the broker when the transaction has been committed
   */
  public record Written(List<Decision> decisions, List<Copy> copies) {}

  /** An accepted message without its number, and who must have it. */
  private record Draft(StoredMessage message, CaseFile file, List<Dispatch.Addressee> addressees) {}

  private final CaseProgress progress;
  private final Dispatch dispatch;
  private final List<Consequence> consequences;
  private final List<Sequel> sequels;
  private final CaseJournal cases;
  private final Journal journal;
  private final DeliveryJournal deliveries;
  private final JsonMapper json;
  private final Clock clock;

  Acceptance(
      CaseProgress progress,
      Dispatch dispatch,
      List<Consequence> consequences,
      List<Sequel> sequels,
      CaseJournal cases,
      Journal journal,
      DeliveryJournal deliveries,
      JsonMapper json,
      Clock clock) {
    this.progress = progress;
    this.dispatch = dispatch;
    this.consequences = List.copyOf(consequences);
    this.sequels = List.copyOf(sequels);
    this.cases = cases;
    this.journal = journal;
    this.deliveries = deliveries;
    this.json = json;
    this.clock = clock;
  }

  /** Locks the cases, decides, and writes. */
  public Written write(List<Arrival> arrivals) {
    return write(cases.open(arrivals.stream().map(Arrival::caseNo).distinct().toList()), arrivals);
  }

  /** Decides and writes; the cases are locked. */
  public Written write(Map<String, CaseFile> files, List<Arrival> arrivals) {
    Map<String, Journal.Known> known =
        journal.known(arrivals.stream().map(Arrival::id).distinct().toList());
    List<Decision> decisions = new ArrayList<>();
    List<Draft> drafts = new ArrayList<>();
    List<Copy> copies = new ArrayList<>();
    for (Arrival arrival : arrivals) {
      Journal.Known before = known.get(arrival.id);
      if (before != null) {
        decisions.add(again(before, arrival));
        continue;
      }
      Decision decision = first(arrival, files.get(arrival.caseNo()), drafts);
      decisions.add(decision);
      if (decision instanceof Decision.Accepted accepted) {
        String receipt = accepted.receipt().toJson().toString();
        known.put(arrival.id, new Journal.Known(arrival.digest, receipt));
        copies.addAll(follow(files, arrival, drafts));
      }
    }
    copies.addAll(keep(files, drafts));
    return new Written(decisions, copies);
  }

  /** What follows an arrival goes right behind it, and finds all before it in the journal. */
  private List<Copy> follow(Map<String, CaseFile> files, Arrival arrival, List<Draft> drafts) {
    List<Sequel> following = sequels.stream().filter(s -> s.follows(arrival.message)).toList();
    if (following.isEmpty()) {
      return List.of();
    }
    StoredMessage accepted = drafts.get(drafts.size() - 1).message;
    List<Copy> copies = new ArrayList<>(keep(files, drafts));
    drafts.clear();
    for (Sequel sequel : following) {
      var message = new CaseMessage(sequel.after(accepted));
      Arrival next = Arrival.of(arrival.door, message, List.of());
      copies.addAll(write(files, List.of(next)).copies());
    }
    return copies;
  }

  private List<Copy> keep(Map<String, CaseFile> files, List<Draft> drafts) {
    if (drafts.isEmpty()) {
      return List.of();
    }
    int wanted = drafts.stream().mapToInt(d -> 1 + d.addressees.size()).sum();
    Iterator<Long> numbers = journal.numbers(wanted).iterator();
    List<StoredMessage> messages = new ArrayList<>();
    List<DeliveryJournal.Fresh> fresh = new ArrayList<>();
    for (Draft draft : drafts) {
      StoredMessage message = draft.message.withSeq(numbers.next());
      messages.add(message);
      for (Dispatch.Addressee to : draft.addressees) {
        boolean ready = !draft.file.busy(to.system());
        draft.file.occupy(to.system());
        fresh.add(
            new DeliveryJournal.Fresh(numbers.next(), message, to.system(), to.operation(), ready));
      }
    }
    cases.save(files.values());
    journal.insert(messages);
    deliveries.add(fresh);
    return fresh.stream()
        .filter(DeliveryJournal.Fresh::ready)
        .map(d -> new Copy(d.id(), d.system(), d.message().caseNo()))
        .toList();
  }

  private Decision again(Journal.Known known, Arrival arrival) {
    CaseMessage message = arrival.message;
    if (known.digest().equals(arrival.digest)) {
      return new Decision.Duplicate(Receipt.fromJson(read(known.receipt())));
    }
    journal.audit(message.source(), "message.conflict", arrival.id, "同一编号，内容不同，已拒绝");
    var finding =
        new Finding("/id", "编号 " + message.id() + " 已用于另一份内容不同的报文", "内容有变就用新的编号；重发则保持内容不变");
    Problem problem = Problem.of(Kind.CONFLICT, "同一编号的报文已受理，但内容不同", List.of(finding));
    return new Decision.Refused(problem.about(arrival.id));
  }

  private Decision first(Arrival arrival, CaseFile file, List<Draft> drafts) {
    CaseMessage message = arrival.message;
    CaseProgress.Step step = progress.step(message, file, read(file.head()));
    if (step.problem().isPresent()) {
      return new Decision.Refused(step.problem().get().about(message.caseNo()));
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    ObjectNode completed = Acknowledgement.completed(message, step.completed(), now);
    for (Consequence consequence : consequences) {
      Optional<Problem> problem = consequence.follow(message, completed, file);
      if (problem.isPresent()) {
        return new Decision.Refused(problem.get().about(message.caseNo()));
      }
    }
    List<Finding> warnings = new ArrayList<>(arrival.warnings);
    consequences.forEach(c -> warnings.addAll(c.doubts(message, completed)));
    Receipt receipt = Acknowledgement.receipt(arrival, warnings, now);
    StoredMessage stored = Acknowledgement.stored(arrival, completed.toString(), receipt, now);
    List<Dispatch.Addressee> addressees = dispatch.addressees(new CaseMessage(completed));
    file.keep();
    step.state().ifPresent(state -> file.moveTo(step.thread(), state));
    step.head().ifPresent(head -> file.learn(head.toString()));
    drafts.add(new Draft(stored, file, addressees));
    return new Decision.Accepted(receipt);
  }

  private JsonNode read(String text) {
    try {
      return json.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("the journal holds a text that is not JSON", e);
    }
  }
}
