package io.tongqiao.simulator;

import com.fasterxml.jackson.databind.node.NullNode;
import io.tongqiao.dialect.Descriptor;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Answers the calls of one system, whatever brought them: misbehaves when asked, checks who calls,
 * does the work once, writes the ledger, and only then answers. Thread-safe.
 */
final class Reception {

  private final Descriptor descriptor;
  private final Script script;
  private final Gatekeeper gatekeeper;
  private final Refusals refusals;
  private final Mood mood;
  private final Ledger ledger;
  private final Wording wording;
  private final Consumer<LedgerEntry> sequel;

  /** With what is to follow work that is done for the first time. */
  Reception(
      Descriptor descriptor,
      Script script,
      Gatekeeper gatekeeper,
      Refusals refusals,
      Mood mood,
      Ledger ledger,
      Wording wording,
      Consumer<LedgerEntry> sequel) {
    this.descriptor = descriptor;
    this.script = script;
    this.gatekeeper = gatekeeper;
    this.refusals = refusals;
    this.mood = mood;
    this.ledger = ledger;
    this.wording = wording;
    this.sequel = sequel;
  }

  /** Answers a call on a path that is no operation; empty when there is nothing there. */
  Optional<Answer> beside(String path, Map<String, String> headers) {
    return gatekeeper.beside(path, headers);
  }

  /** Answers a call. The ledger has it when this returns. */
  Answer receive(Call call) {
    return wording.of(decide(call));
  }

  private Answer decide(Call call) {
    boolean login = call.operation().equals(gatekeeper.login());
    Optional<Misbehaviour> bad = mood.take(call.operation(), login);
    Optional<Answer> early = bad.flatMap(b -> early(b, call.operation()));
    if (early.isPresent()) {
      return refused(call, early.get());
    }
    Optional<Answer> refusal = gatekeeper.refusal(call);
    if (refusal.isPresent()) {
      return refused(call, refusal.get());
    }
    if (login) {
      return refused(call, gatekeeper.issue(call));
    }
    Optional<Misbehaviour.Kind> kind = bad.map(Misbehaviour::kind);
    if (kind.equals(Optional.of(Misbehaviour.Kind.BUSINESS))) {
      return refused(call, business(call));
    }
    Optional<Line> line =
        bad.flatMap(b -> script.line(b.sample()))
            .or(() -> script.line(call.operation(), call.caseNo(), call.sample()));
    return line.isPresent()
        ? work(call, line.get(), kind.equals(Optional.of(Misbehaviour.Kind.LOST)))
        : refused(call, Answer.complaint("sample", 501, "没有样例可答：" + call.operation()));
  }

  /** Writes down a call that could not be understood. */
  Answer unread(Map<String, String> headers, byte[] body, Answer answer) {
    var call =
        new Call(
            descriptor.id(),
            "",
            headers,
            NullNode.instance,
            NullNode.instance,
            Digests.hex(body),
            "",
            "",
            "",
            "");
    return refused(call, answer);
  }

  /** Writes down a call whose work is not done. */
  Answer refused(Call call, Answer answer) {
    ledger.write(
        LedgerEntry.received(call)
            .answered(answer.name(), answer.disposition(descriptor.transport())));
    return answer;
  }

  private Optional<Answer> early(Misbehaviour bad, String operation) {
    bad.pause();
    String name = "misbehaviour:" + bad.kind().text();
    return switch (bad.kind()) {
      case REFUSE_TOKEN -> Optional.of(gatekeeper.takeBack(operation).named(name));
      case SKEW -> Optional.of(gatekeeper.skewed(operation).named(name));
      default -> bad.answer();
    };
  }

  private Answer business(Call call) {
    return refusals
        .business(call)
        .map(answer -> answer.named("misbehaviour:business"))
        .orElseGet(
            () -> Answer.complaint("business", 422, "业务校验未通过").named("misbehaviour:business"));
  }

  private Answer work(Call call, Line line, boolean lost) {
    LedgerEntry entry = LedgerEntry.received(call);
    String number =
        line.receiptNo().isEmpty() ? "" : Digests.receiptLike(line.receiptNo(), entry.work());
    Answer answer =
        lost
            ? Answer.misbehaviour(Answer.Kind.SEVERED, Misbehaviour.Kind.LOST.text(), 0)
            : answer(call, line, number);
    if (!line.confirmed()) {
      return refused(call, answer);
    }
    Ledger.Written written =
        ledger.write(
            entry
                .worked(number)
                .answered(answer.name(), answer.disposition(descriptor.transport())));
    LedgerEntry worked = written.entry();
    if (worked.apart() ? !worked.repeat() : written.firstOfCase()) {
      sequel.accept(worked);
    }
    return answer;
  }

  private Answer answer(Call call, Line line, String number) {
    return new Answer(
        Answer.Kind.SAMPLE,
        line.sample().name(),
        line.status(),
        line.responseFor(call, number),
        descriptor.operations().get(call.operation()).response());
  }
}
