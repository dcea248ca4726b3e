package io.tongqiao.relay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.dialect.Catalogue;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.journal.Journal;
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
   * @param state the thread's new state
   * @param completed the case object, completed with what was known
   * @param head what is known of the case from now on, when that has changed
   */
  record Step(
      Optional<Problem> problem,
      String thread,
      CaseState state,
      ObjectNode completed,
      Optional<ObjectNode> head) {}

  private final Catalogue catalogue;
  private final Journal journal;

  CaseProgress(Catalogue catalogue, Journal journal) {
    this.catalogue = catalogue;
    this.journal = journal;
  }

  /** Decides on a message of a case that is locked; writes nothing. */
  Step step(CaseMessage message, JsonNode head) {
    boolean decides = decides(message.source());
    String thread = decides ? Journal.CASE_THREAD : message.source();
    ObjectNode completed = head.deepCopy();
    completed.setAll(message.caseNode());
    Optional<CaseState> before = journal.state(message.caseNo(), thread);
    Optional<CaseState> after =
        decides || before.isPresent()
            ? before.orElse(CaseState.DRAFT).after(message.event())
            : Optional.of(begin(message.event()));
    Optional<Problem> problem = problem(message, head, before.orElse(CaseState.DRAFT), after);
    Optional<ObjectNode> newHead = Optional.empty();
    if (decides) {
      ObjectNode kept = completed.deepCopy();
      kept.remove("systemCaseNo");
      newHead = Optional.of(kept).filter(h -> !h.equals(head));
    }
    return new Step(problem, thread, after.orElse(CaseState.DRAFT), completed, newHead);
  }

  private Optional<Problem> problem(
      CaseMessage message, JsonNode head, CaseState before, Optional<CaseState> after) {
    boolean known = head.has("item");
    if (!known && !message.caseNode().has("item") && after.isPresent()) {
      var finding =
          new Finding(
              "/subject", "办件 " + message.caseNo() + " 尚未由审批局平台登记", "核对办件编号；办件要先有申请（APPLY）");
      return Optional.of(Problem.of(Kind.INVALID, "没有这个办件", List.of(finding)));
    }
    if (after.isPresent()) {
      return Optional.empty();
    }
    String allowed =
        String.join(
            "、", before.allowed().stream().map(e -> e.zh() + "（" + e.name() + "）").toList());
    var finding =
        new Finding(
            "/type",
            "办件处于“"
                + before.zh()
                + "”（"
                + before.name()
                + "），不能"
                + message.event().zh()
                + "（"
                + message.event().name()
                + "）",
            allowed.isEmpty() ? "该办件已终结，不再接受新的事件" : "此时可以：" + allowed);
    return Optional.of(
        Problem.of(Kind.ILLEGAL_STATE, finding.message(), List.of(finding)).in(before));
  }

  private boolean decides(String system) {
    return catalogue
        .find(system)
        .map(d -> d.descriptor().progress() == Descriptor.Progress.CASE)
        .orElse(false);
  }

  /** The state in which an event leaves a case, whatever came before. */
  private static CaseState begin(EventType event) {
    return Arrays.stream(CaseState.values())
        .filter(state -> event != EventType.VERIFICATION)
        .flatMap(state -> state.after(event).stream())
        .findFirst()
        .orElse(CaseState.RECEIVED);
  }
}
