package io.tongqiao.relay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.dialect.Catalogue;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.journal.CaseFile;
import io.tongqiao.schema.CaseMessage;
import io.tongqiao.schema.CaseState;
import io.tongqiao.schema.EventType;
import io.tongqiao.schema.Finding;
import io.tongqiao.schema.Problem;
import io.tongqiao.schema.Problem.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Where a message takes its case. Systems that decide the case move its own state; every other
 * system keeps a thread beside it, which begins with whatever it says first.
 */
@Component
class CaseProgress {

  /**
   * What a message does to its case.
   *
   * @param problem why it may not
   * @param thread the thread it moves
   * @param state the thread's new state; empty for an event that moves nothing
   * @param completed the case object, completed with what was known
   * @param head what is known of the case from now on, when that has changed
   */
  record Step(
      Optional<Problem> problem,
      String thread,
      Optional<CaseState> state,
      ObjectNode completed,
      Optional<ObjectNode> head) {}

  private final Catalogue catalogue;

  CaseProgress(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** Decides on a message of a case that is locked; changes nothing. */
  Step step(CaseMessage message, CaseFile file, JsonNode head) {
    boolean decides = catalogue.progress(message.source()) == Descriptor.Progress.CASE;
    String thread = decides ? CaseFile.CASE_THREAD : message.source();
    ObjectNode completed = head.deepCopy();
    completed.setAll(message.caseNode());
    boolean known = head.has("item") || (decides && completed.has("item"));
    if (!known) {
      return refused(unknownCase(message), thread, completed);
    }
    Optional<CaseState> after = Optional.empty();
    if (message.event().movesCase()) {
      Optional<CaseState> before = file.state(thread);
      CaseState from = before.orElse(CaseState.DRAFT);
      after = decides || before.isPresent() ? from.after(message.event()) : begin(message.event());
      if (after.isEmpty()) {
        return refused(illegalJump(message, from), thread, completed);
      }
    }
    return new Step(Optional.empty(), thread, after, completed, newHead(decides, head, completed));
  }

  private static Step refused(Problem problem, String thread, ObjectNode completed) {
    return new Step(Optional.of(problem), thread, Optional.empty(), completed, Optional.empty());
  }

  /** Only systems that decide a case say what is known of it. */
  private static Optional<ObjectNode> newHead(
      boolean decides, JsonNode head, ObjectNode completed) {
    ObjectNode kept = completed.deepCopy();
    kept.remove("systemCaseNo");
    if (kept.path("party") instanceof ObjectNode party) {
      // they are of the day of an application, and for the supervising systems to say
      party.remove("restrictions");
    }
    return decides && !kept.equals(head) ? Optional.of(kept) : Optional.empty();
  }

  private static Problem unknownCase(CaseMessage message) {
    String told = "办件 " + message.caseNo() + " 尚未由审批局平台登记";
    var finding = new Finding("/subject", told, "核对办件编号；办件要先有申请（APPLY），并写明事项");
    return Problem.of(Kind.INVALID, "没有这个办件", List.of(finding));
  }

  private static Problem illegalJump(CaseMessage message, CaseState from) {
    String allowed = String.join("、", from.allowed().stream().map(CaseProgress::named).toList());
    String told = "办件处于“" + from.zh() + "”（" + from.name() + "），不能" + named(message.event());
    String fix = allowed.isEmpty() ? "该办件已终结，不再接受新的事件" : "此时可以：" + allowed;
    return Problem.of(Kind.ILLEGAL_STATE, told, List.of(new Finding("/type", told, fix))).in(from);
  }

  private static String named(EventType event) {
    return event.zh() + "（" + event.name() + "）";
  }

  /** The state in which an event leaves a case, whatever came before. */
  private static Optional<CaseState> begin(EventType event) {
    return Arrays.stream(CaseState.values()).flatMap(s -> s.after(event).stream()).findFirst();
  }
}
