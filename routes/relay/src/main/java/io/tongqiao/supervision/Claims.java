package io.tongqiao.supervision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.journal.CaseFile;
import io.tongqiao.relay.Consequence;
import io.tongqiao.schema.CaseMessage;
import io.tongqiao.schema.EventType;
import io.tongqiao.schema.Finding;
import io.tongqiao.schema.Problem;
import io.tongqiao.supervision.PushJournal.Standing;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * What supervising departments tell must be of a push that there was; claims (认领) are kept. A claim
 * that brings no number back is that of the case's last push.
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

  Claims(PushJournal pushes) {
    this.pushes = pushes;
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
    String department = claim.path("department").path("code").asText();
    if (pushed.stream().noneMatch(s -> s.push().department().equals(department))) {
      String known =
          pushed.stream()
              .map(s -> s.push().name() + "（" + s.push().department() + "）")
              .collect(Collectors.joining("、"));
      String told = "办件 " + message.caseNo() + " 没有推送给部门 " + department;
      return Optional.of(
          refused(told, "/data/claim/department/code", "推送给了：" + known + "；请由其中的部门认领"));
    }
    String push = pushed.get(0).push().push();
    completed.withObject("/data/claim").put("push", push);
    pushes.claim(
        push,
        department,
        message.source(),
        OffsetDateTime.parse(claim.path("time").asText()).toInstant());
    return Optional.empty();
  }

  private static Problem unknown(String caseNo, String field) {
    String told = "办件 " + caseNo + " 没有这次审管推送";
    return refused(told, field, "原样带回推送中的 push；未准予的办件没有推送");
  }

  private static Problem refused(String told, String field, String fix) {
    return Problem.of(Problem.Kind.INVALID, told, List.of(new Finding(field, told, fix)));
  }
}
