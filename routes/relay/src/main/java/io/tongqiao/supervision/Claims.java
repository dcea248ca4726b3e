package io.tongqiao.supervision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.journal.CaseFile;
import io.tongqiao.journal.Journal;
import io.tongqiao.relay.Consequence;
import io.tongqiao.schema.CaseMessage;
import io.tongqiao.schema.EventType;
import io.tongqiao.schema.Finding;
import io.tongqiao.schema.Problem;
import io.tongqiao.supervision.PushJournal.Push;
import io.tongqiao.supervision.PushJournal.Standing;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * What supervising departments tell must be of a push that there was; claims (认领) are kept. A claim
 * that brings no number back is that of the case's last push, and a department that was not pushed
 * to may claim as well.
 */
@Component
class Claims implements Consequence {

  private static final Map<EventType, String> PARTS =
      Map.of(
          EventType.SUPERVISION_CLAIMED, "claim",
          EventType.INSPECTION, "inspection",
          EventType.RECTIFICATION, "rectification",
          EventType.ENFORCEMENT, "enforcement",
          EventType.MONITORING, "monitoring");

  private final PushJournal pushes;
  private final Journal journal;

  Claims(PushJournal pushes, Journal journal) {
    this.pushes = pushes;
    this.journal = journal;
  }

  @Override
  public Optional<Problem> follow(CaseMessage message, ObjectNode completed, CaseFile file) {
    String part = PARTS.get(message.event());
    if (part == null) {
      return Optional.empty();
    }
    JsonNode record = message.data().path(part);
    boolean claims = message.event() == EventType.SUPERVISION_CLAIMED;
    String number = record.path("push").asText();
    if (number.isEmpty() && !claims) {
      return Optional.empty();
    }
    List<Standing> all = pushes.ofCase(message.caseNo());
    if (number.isEmpty() && !all.isEmpty()) {
      number = all.get(all.size() - 1).push().push();
    }
    String meant = number;
    List<Standing> pushed = all.stream().filter(s -> s.push().push().equals(meant)).toList();
    if (pushed.isEmpty()) {
      return Optional.of(unknown(message.caseNo(), "/data/" + part + "/push"));
    }
    return claims ? claim(message, completed, pushed) : Optional.empty();
  }

  private Optional<Problem> claim(
      CaseMessage message, ObjectNode completed, List<Standing> pushed) {
    JsonNode claim = message.data().path("claim");
    Push push = pushed.get(0).push();
    String code = claim.path("department").path("code").asText();
    if (pushed.stream().noneMatch(s -> s.push().department().equals(code))) {
      // who supervises is for the departments to settle; the catalogue may be behind
      String name = claim.path("department").path("name").asText();
      pushes.add(new Push(push.push(), code, name, push.caseNo(), push.pushedAt(), push.dueAt()));
      journal.audit(
          message.source(), "supervision.other", push.caseNo(), "没有推送给部门 " + code + "，其认领已登记");
    }
    completed.withObject("/data/claim").put("push", push.push());
    pushes.claim(
        push.push(),
        code,
        message.source(),
        OffsetDateTime.parse(claim.path("time").asText()).toInstant());
    return Optional.empty();
  }

  private static Problem unknown(String caseNo, String field) {
    String told = "办件 " + caseNo + " 没有这次审管推送";
    var finding = new Finding(field, told, "原样带回推送中的 push；未准予的办件没有推送");
    return Problem.of(Problem.Kind.INVALID, told, List.of(finding));
  }
}
